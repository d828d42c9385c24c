"""A notice as it is read out by a loudspeaker: short sentences, nothing that only the eye can follow."""

import re

_ASIDE = re.compile(r"（[^（）]*）|\([^()]*\)")
_ADDRESS = re.compile(r"https?://\S*")
_STOP = re.compile(r"(?<=[。！？；.!?;])\s*")


def to_speech(text: str) -> str:
    """Return the text for reading out, a sentence a line: asides and addresses are left out.

    >>> to_speech("今日起停课（含培训机构）。详见 https://example.org/1 。")
    '今日起停课。\\n详见。'
    """
    plain = _ADDRESS.sub("", _ASIDE.sub("", text))
    lines = (_tidy(part) for line in plain.splitlines() for part in _STOP.split(line))
    return "\n".join(line for line in lines if re.search(r"\w", line))


def _tidy(line: str) -> str:
    return re.sub(r"\s+([。！？；，.!?;,])", r"\1", re.sub(r"\s+", " ", line)).strip()
