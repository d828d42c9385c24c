"""Encryption under a key per person, each wrapped by this world's master key (XSalsa20-Poly1305 by PyNaCl).

Destroying a person's key makes every value under it unreadable, in the tables and in the journal alike, and
breaks no chain: the journal hashed the ciphertext.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings
from nacl.secret import SecretBox
from nacl.utils import random as random_bytes

from fangxian.operations.journal.services import CIPHERTEXT
from fangxian.stores.home import read_or_make_key


@dataclass(frozen=True)
class Vault:
    """The master key at work. It never leaves FANGXIAN_HOME/keys and the memory of this process."""

    master: bytes

    def make_key(self) -> bytes:
        """Return a new person's key, wrapped."""
        return bytes(SecretBox(self.master).encrypt(random_bytes(SecretBox.KEY_SIZE)))

    def encrypt(self, wrapped: bytes | memoryview, text: str) -> str:
        """Return `text` as ciphertext under a wrapped key; "" stays ""."""
        if not text:
            return ""
        return CIPHERTEXT + b64encode(self._box(wrapped).encrypt(text.encode())).decode()

    def decrypt(self, wrapped: bytes | memoryview, ciphertext: str) -> str:
        """Return the text of `ciphertext`; "" stays ""."""
        if not ciphertext:
            return ""
        return self._box(wrapped).decrypt(b64decode(ciphertext.removeprefix(CIPHERTEXT))).decode()

    def seal(self, wrapped: bytes | memoryview, content: bytes) -> bytes:
        """Return `content` as ciphertext under a wrapped key, to be kept in a file."""
        return bytes(self._box(wrapped).encrypt(content))

    def unseal(self, wrapped: bytes | memoryview, sealed: bytes) -> bytes:
        """Return the content of a sealed file."""
        return self._box(wrapped).decrypt(sealed)

    def digest(self, system: str, value: str) -> str:
        """Return a keyed digest: the same number gives the same digest, and only this world can make it."""
        message = f"{system}\0{value.strip().upper()}".encode()
        return blake2b(message, key=self.master, digest_size=32).hexdigest()

    def _box(self, wrapped: bytes | memoryview) -> SecretBox:
        return SecretBox(SecretBox(self.master).decrypt(bytes(wrapped)))


def open_vault() -> Vault:
    """Return the vault of this world; its master key is made on first use."""
    return _open(Path(settings.FANGXIAN_HOME))


@lru_cache(maxsize=4)
def _open(home: Path) -> Vault:
    return Vault(read_or_make_key(home, "people", lambda: random_bytes(SecretBox.KEY_SIZE)))
