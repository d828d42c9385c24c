"""Days and hours in English: July 22, 6 pm–7:30 pm; the next morning; around noon; between 2 and 4 pm."""

import re

from fangxian.engines.itineraries.pieces import DayPiece, HourPiece, Piece, close_range

_MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4,
    "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_TO = r"\s*(?:-|–|—|to|until|till|through|and)\s*"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
_NUMBER = r"3[01]|[12]\d|0?[1-9]"
_MONTH_FIRST = re.compile(
    rf"\b{_WEEKDAY}(?P<month>{_MONTH})\.? (?P<day>{_NUMBER})(?!\d|:\d)(?:st|nd|rd|th)?(?! ?[ap]\.?m\b)"
    rf"(?:{_TO}(?:(?P<last_month>{_MONTH})\.? )?(?P<last_day>{_NUMBER})(?!\d|:\d)(?:st|nd|rd|th)?(?! ?[ap]\.?m\b))?(?:,? (?P<year>20\d\d))?"
)
_DAY_FIRST = re.compile(
    rf"\b{_WEEKDAY}(?P<day>{_NUMBER})(?:st|nd|rd|th)?(?:{_TO}(?P<last_day>{_NUMBER})(?:st|nd|rd|th)?)? "
    rf"(?:of )?(?P<month>{_MONTH})\b\.?(?:,? (?P<year>20\d\d))?"
)
_SHIFTS = {
    "the same day": 0, "that day": 0, "same day": 0, "the next day": 1, "the following day": 1, "next day": 1,
    "a day later": 1, "two days later": 2,
}  # fmt: skip
_FROM_ANCHOR = {"today": 0, "yesterday": -1}
_RELATIVE = re.compile(rf"\b(?:{'|'.join((*_SHIFTS, *_FROM_ANCHOR))})\b")

_PARTS = {
    "morning": (6, 12),
    "afternoon": (12, 18),
    "evening": (18, 24),
    "night": (19, 24),
    "lunchtime": (11, 14),
}
_PART = re.compile(
    rf"\b(?:in the |at |that |the same |the next |the following |next |all |early |late |this )?(?:{'|'.join(_PARTS)})\b"
)
_HALF = r"(?:\s?(?P<{0}half>a\.?m\b\.?|p\.?m\b\.?))"
_CLOCK = (
    r"(?:(?P<{0}hour>2[0-3]|1\d|0?\d)(?:[:.](?P<{0}minute>[0-5]\d))?"
    + _HALF
    + r"?|(?P<{0}word>noon|midnight))"
)
_ABOUT = r"(?P<about>around|about|approximately|shortly after|just after|some time after)?\s*"
_RANGE = re.compile(
    rf"(?<![\w:./-])(?:from |between )?{_ABOUT}" + _CLOCK.format("a") + _TO + _ABOUT.replace("about>", "about2>", 1)
    + _CLOCK.format("b") + r"(?!\w|:\d|/|\.\d)"
)  # fmt: skip
_AT = re.compile(
    rf"(?<![\w:./-])(?P<until>until |till |before |by )?(?:at )?{_ABOUT}"
    + _CLOCK.format("a")
    + r"(?!\w|:\d|/|\.\d)"
)


def find_english(text: str) -> list[Piece]:
    """Return the days and hours of a folded text; pieces may overlap.

    >>> from fangxian.engines.itineraries.pieces import without_overlaps
    >>> day, hours = without_overlaps(find_english("july 22, 6 pm-7:30 pm"))
    >>> (day.month, day.day, hours.from_minute, hours.to_minute)
    (7, 22, 1080, 1170)
    """
    pieces: list[Piece] = []
    for pattern in (_MONTH_FIRST, _DAY_FIRST):
        pieces += [_date(found) for found in pattern.finditer(text)]
    pieces += [_relative(found) for found in _RELATIVE.finditer(text)]
    pieces += [piece for found in _RANGE.finditer(text) if (piece := _range(found))]
    pieces += [piece for found in _AT.finditer(text) if (piece := _at(found))]
    return pieces + [_part(found) for found in _PART.finditer(text)]


def _date(found: re.Match[str]) -> DayPiece:
    groups = found.groupdict()
    last_day = groups.get("last_day")
    last_month = _MONTHS.get(groups.get("last_month") or "")
    return DayPiece(
        found.start(),
        found.end(),
        day=int(groups["day"]),
        month=_MONTHS[groups["month"]],
        year=int(groups["year"]) if groups["year"] else None,
        last=(last_month, int(last_day)) if last_day else None,
    )


def _relative(found: re.Match[str]) -> DayPiece:
    words = found.group()
    shift = _SHIFTS.get(words, _FROM_ANCHOR.get(words, 0))
    return DayPiece(found.start(), found.end(), shift=shift, from_anchor=words in _FROM_ANCHOR)


def _range(found: re.Match[str]) -> HourPiece | None:
    first, second = found["ahalf"], found["bhalf"]
    if not _is_clock(found, "a", second) or not _is_clock(found, "b", first):
        return None
    end = _minute(found, "b", second or "")
    begin = _minute(found, "a", first or "")
    if not first and second and begin + 720 <= end:
        # 6 to 7:30 pm: one half for both, where the begin stays before the end.
        begin += 720
    about = bool(found["about"] or found["about2"])
    return HourPiece(*_span(found), begin, close_range(begin, end, bool(second)), about=about)


def _at(found: re.Match[str]) -> HourPiece | None:
    if not _is_clock(found, "a", ""):
        return None
    minute, about = _minute(found, "a", found["ahalf"] or ""), bool(found["about"])
    if found["until"]:
        return HourPiece(*_span(found), None, minute, about=True)
    return HourPiece(*_span(found), minute, None, about=about)


def _is_clock(found: re.Match[str], which: str, other_half: str | None) -> bool:
    """A number alone is no hour: it has minutes, a half of the day, or the other end of its range has."""
    return bool(found[f"{which}word"] or found[f"{which}minute"] or found[f"{which}half"] or other_half)


def _minute(found: re.Match[str], which: str, half: str) -> int:
    if found[f"{which}word"]:
        return 720 if found[f"{which}word"] == "noon" else 0
    hour = int(found[f"{which}hour"])
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return hour * 60 + int(found[f"{which}minute"] or 0)


def _part(found: re.Match[str]) -> HourPiece:
    words = found.group()
    begin, end = _PARTS[words.split()[-1]]
    shift = (
        1 if "next" in words or "following" in words else 0 if "same" in words or "that" in words else None
    )
    return HourPiece(found.start(), found.end(), begin * 60, end * 60, about=True, part=True, shift=shift)


def _span(found: re.Match[str]) -> tuple[int, int]:
    text = found.group()
    return found.start() + len(text) - len(text.lstrip()), found.end() - (len(text) - len(text.rstrip()))
