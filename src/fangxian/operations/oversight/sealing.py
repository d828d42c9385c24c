"""Texts of people: kept under the key of their case, and never with a number that points to somebody."""

import re
from hashlib import sha256

from fangxian.operations.oversight.problems import PERSONAL_NUMBER, WORDS_NEEDED
from fangxian.operations.people.vault import open_vault

# An identity number of 18 characters, a mobile telephone, any run of digits as long as a telephone's.
_NUMBERS = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9}|\d{3}[- ]\d{3,4}[- ]\d{4})(?!\d)")


def plain(text: str) -> str:
    """Return a text to be kept as it is. Raises `words-needed`, `personal-number`."""
    return refuse_numbers(required(text))


def required(text: str) -> str:
    """Return a text without its margins. Raises `words-needed`."""
    if not text.strip():
        raise WORDS_NEEDED()
    return text.strip()


def refuse_numbers(text: str) -> str:
    """Return the text. Raises `personal-number`."""
    if _NUMBERS.search(text):
        raise PERSONAL_NUMBER()
    return text.strip()


def make_key() -> bytes:
    """Return the key of a new case, wrapped."""
    return open_vault().make_key()


def seal(key: bytes | memoryview, text: str) -> str:
    """Return a text as ciphertext under the key of its case."""
    return open_vault().encrypt(key, text)


def unseal(key: bytes | memoryview, text: str) -> str:
    """Return the text again."""
    return open_vault().decrypt(key, text)


def digest(text: str) -> str:
    """Return what the journal keeps of a text: enough to show that it was not changed."""
    return sha256(text.encode()).hexdigest()
