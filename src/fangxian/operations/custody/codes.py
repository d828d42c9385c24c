"""Numbers of tubes: those a maker printed, or ours, of which no slip of the finger names another."""

import re
import secrets

from fangxian.operations.custody.problems import NOT_A_TUBE_CODE

OURS = "F"
_DIGITS, _MODULUS = 10, 10
_MADE = re.compile(rf"{OURS}[0-9]{{{_DIGITS + 1}}}")
_ANY = re.compile(r"[0-9A-Z]{4,16}")


def new_code() -> str:
    """Return a number of a tube; that it is new is for the caller to see to."""
    digits = "".join(secrets.choice("0123456789") for _ in range(_DIGITS))
    return f"{OURS}{digits}{check_digit(digits)}"


def check_digit(digits: str) -> str:
    """Return the check digit of ISO/IEC 7064, MOD 11,10: it finds every single slip and nearly all swaps.

    >>> check_digit("0794")
    '5'
    """
    rest = _MODULUS
    for digit in digits:
        rest = (rest + int(digit)) % _MODULUS or _MODULUS
        rest = rest * 2 % (_MODULUS + 1)
    return str((_MODULUS + 1 - rest) % _MODULUS)


def read_code(text: str) -> str:
    """Return the number somebody typed or a camera read, without spaces and dashes. Raises `not-a-tube-code`.

    >>> read_code("ab12-34 56")
    'AB123456'
    """
    code = "".join(one for one in text.upper() if one not in " -")
    slipped = _MADE.fullmatch(code) and check_digit(code[1:-1]) != code[-1]
    if slipped or not _ANY.fullmatch(code):
        raise NOT_A_TUBE_CODE(code=text)
    return code
