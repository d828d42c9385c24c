"""Signed heads: what a second office holds so that nobody, not even we, can cut or rewrite what it covers."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from fangxian.operations.journal.canonical import encode
from fangxian.operations.journal.problems import NOT_AN_ANCHOR
from fangxian.stores.home import read_or_make_key


@dataclass(frozen=True)
class SignedHead:
    """The chain's hash at `seq`, signed (Ed25519, hex)."""

    seq: int
    hash: str
    held_by: str
    signed_at: str
    public_key: str
    signature: str

    def is_genuine(self) -> bool:
        """Tell whether the signature fits what it signs."""
        try:
            VerifyKey(bytes.fromhex(self.public_key)).verify(_message(self), bytes.fromhex(self.signature))
        except (BadSignatureError, ValueError):
            return False
        return True

    def as_columns(self) -> dict[str, Any]:
        """Return it as the columns of an anchor row."""
        return {**asdict(self), "signed_at": datetime.fromisoformat(self.signed_at)}

    @property
    def text(self) -> str:
        """The file the second office keeps."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"

    def write(self, path: Path) -> None:
        """Write that file."""
        path.write_text(self.text, encoding="utf-8")


def read_head(path: Path) -> SignedHead:
    """Read an anchor file. Raises `not-an-anchor`."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise NOT_AN_ANCHOR(path=path) from error
    return parse_head(text, str(path))


def parse_head(text: str, name: str) -> SignedHead:
    """Read the text of an anchor file. Raises `not-an-anchor`."""
    try:
        head = SignedHead(**json.loads(text))
    except (ValueError, TypeError) as error:
        raise NOT_AN_ANCHOR(path=name) from error
    if not isinstance(head.seq, int) or not all(
        isinstance(value, str) for value in list(asdict(head).values())[1:]
    ):
        raise NOT_AN_ANCHOR(path=name)
    return head


def sign_head(seq: int, head: str, held_by: str, at: datetime) -> SignedHead:
    """Sign `head` with this world's journal key, made on first use under FANGXIAN_HOME/keys."""
    key = SigningKey(
        read_or_make_key(settings.FANGXIAN_HOME, "journal", lambda: bytes(SigningKey.generate()))
    )
    public = key.verify_key.encode().hex()
    unsigned = SignedHead(seq, head, held_by, at.astimezone(UTC).isoformat(), public, "")
    return SignedHead(**{**asdict(unsigned), "signature": key.sign(_message(unsigned)).signature.hex()})


def _message(head: SignedHead) -> bytes:
    return encode({k: v for k, v in asdict(head).items() if k != "signature"})
