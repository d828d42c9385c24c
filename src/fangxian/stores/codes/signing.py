"""Signing and checking a code (Ed25519). It holds a key of this system, what it is for and until when: no name.

id of the public key (4 bytes) · purpose (1) · subject (1) · not_after in seconds since 1970 (4) · key · signature (64)
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from fangxian.engines.problems import Problem, Text
from fangxian.stores.codes.base45 import read_base45, write_base45

PURPOSES = ("registration", "passage", "knock")
SUBJECTS = ("person", "household")
PREFIX = "FX1:"
"""How a code begins; another form gets another number."""
LONGEST_KEY_BYTES = 64
_HEAD = struct.Struct(">4sBBI")
_SIGNATURE_BYTES = 64


@dataclass(frozen=True)
class Code:
    """Lets somebody be registered (`purpose`) as the person or household (`subject`) `key`, until `not_after`."""

    purpose: str
    subject: str
    key: str
    not_after: datetime


def find_public_key(secret: bytes) -> bytes:
    """Return the public key (32 bytes) of a secret one (32 bytes)."""
    return bytes(SigningKey(secret).verify_key)


def sign_code(code: Code, secret: bytes) -> str:
    """Return the text of a code, made for a QR code.

    Raises:
        ValueError: an unknown purpose or subject, a key that is empty or longer than 64 bytes.

    >>> noon = datetime(2021, 7, 31, 12, tzinfo=UTC)
    >>> text = sign_code(Code("passage", "person", "p-1", noon), bytes(32))
    >>> text[:4], len(text)
    ('FX1:', 120)
    >>> verify_code(text, [find_public_key(bytes(32))], noon, "passage").key
    'p-1'
    """
    key = code.key.encode()
    if not 0 < len(key) <= LONGEST_KEY_BYTES:
        raise ValueError(f"a key of {len(key)} bytes")
    signing = SigningKey(secret)
    head = _HEAD.pack(
        _id_of(bytes(signing.verify_key)),
        PURPOSES.index(code.purpose),
        SUBJECTS.index(code.subject),
        int(code.not_after.timestamp()),
    )
    return PREFIX + write_base45(head + key + signing.sign(head + key).signature)


def verify_code(text: str, public_keys: Iterable[bytes], at: datetime, purpose: str) -> Code:
    """Return what a code says, if one of the keys signed it, it has not ended by `at` and is for `purpose`.

    Raises:
        Problem: `code-not-genuine`, `code-ended`, `code-for-something-else`.
    """
    code = _read(text, public_keys)
    if code is None:
        raise Problem(
            "code-not-genuine",
            Text("该码不是本系统签发的。", "This code was not made by this system."),
            Text("应为未经改动的有效码。", "Expected a code as it was made."),
            Text("请重新出示，或人工登记。", "Show it again, or register by hand."),
        )
    if at > code.not_after:
        raise Problem(
            "code-ended",
            Text(
                f"该码已于 {code.not_after:%Y-%m-%d %H:%M} UTC 失效。",
                f"Ended at {code.not_after:%Y-%m-%d %H:%M} UTC.",
            ),
            Text("码仅在短时间内有效。", "A code is good for a short time."),
            Text("请刷新后重新出示。", "Get a new one and show it again."),
        )
    if code.purpose != purpose:
        raise Problem(
            "code-for-something-else",
            Text(f"该码用于“{code.purpose}”。", f"This code is for “{code.purpose}”."),
            Text(f"此处应为“{purpose}”。", f"Expected one for “{purpose}”."),
            Text("请出示对应的码。", "Show the right one."),
        )
    return code


def _id_of(public_key: bytes) -> bytes:
    return sha256(public_key).digest()[:4]


def _read(text: str, public_keys: Iterable[bytes]) -> Code | None:
    try:
        content = read_base45(text.removeprefix(PREFIX))
        told, signature = content[:-_SIGNATURE_BYTES], content[-_SIGNATURE_BYTES:]
        signer, purpose, subject, not_after = _HEAD.unpack_from(told)
        for public_key in public_keys:
            if _id_of(public_key) == signer:
                VerifyKey(public_key).verify(told, signature)
                key = told[_HEAD.size :].decode()
                ends_at = datetime.fromtimestamp(not_after, UTC)
                return Code(PURPOSES[purpose], SUBJECTS[subject], key, ends_at)
    except (ValueError, struct.error, BadSignatureError, IndexError):
        return None
    return None
