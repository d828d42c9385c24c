"""Bytes as the 45 characters a QR code holds most tightly (RFC 9285): three for two bytes."""

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {character: value for value, character in enumerate(ALPHABET)}


def write_base45(content: bytes) -> str:
    """Return the characters of bytes.

    >>> write_base45(b"Hello!!")
    '%69 VD92EX0'
    """
    found = []
    for at in range(0, len(content), 2):
        pair = content[at : at + 2]
        value = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            value, rest = divmod(value, 45)
            found.append(ALPHABET[rest])
    return "".join(found)


def read_base45(text: str) -> bytes:
    """Return the bytes of characters. Raises ValueError where they are none of ours.

    >>> read_base45("%69 VD92EX0")
    b'Hello!!'
    """
    found = bytearray()
    for at in range(0, len(text), 3):
        group = text[at : at + 3]
        if len(group) == 1 or not set(group) <= _VALUES.keys():
            raise ValueError("not base45")
        value = sum(_VALUES[character] * 45**place for place, character in enumerate(group))
        if value >= 256 ** (len(group) - 1):
            raise ValueError("not base45")
        found += value.to_bytes(len(group) - 1, "big")
    return bytes(found)
