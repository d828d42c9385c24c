"""Characters as names are compared, one for one, so that a place in the text stays where it is."""

import unicodedata


def fold(text: str) -> str:
    """Return `text` with full-width letters made half, lower case and every space plain; the length never changes.

    >>> fold("Ｗulingyuan　区")
    'wulingyuan 区'
    """
    if text.isascii():
        return text.lower().translate(_BLANKS)
    return "".join(map(_fold_one, text))


_BLANKS = str.maketrans(dict.fromkeys("\t\x0b\x0c\xa0\u3000", " "))


def _fold_one(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character).lower().translate(_BLANKS)
    return plain if len(plain) == 1 else character
