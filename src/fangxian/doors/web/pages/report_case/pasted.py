"""Reads an itinerary pasted as text: one stay a line, a day, perhaps hours, then the words for the place."""

import re
from dataclasses import dataclass
from datetime import date

DAY = r"(?:(?P<year>\d{4})\s*[-年/.]\s*)?(?P<month>\d{1,2})\s*[-月/.]\s*(?P<day>\d{1,2}+)\s*日?+"
HOUR = r"(\d{1,2})\s*[:：时点]\s*(\d{2})?\s*分?"
HOURS = rf"{HOUR}(?:\s*(?:-|–|—|~|～|至|到|to)\s*{HOUR})?"
LINE = re.compile(rf"^\W*{DAY}[\s,，:：]*(?:{HOURS})?[\s,，:：在到于至]*(?P<place>.+?)[\s。；;]*$")


@dataclass(frozen=True)
class PastedStay:
    """A stay as read from a line: `from_hour` and `to_hour` are "HH:MM" or empty."""

    on: date
    from_hour: str
    to_hour: str
    place_text: str

    @property
    def precision(self) -> str:
        """Both hours known: exact; one: a window to the day's end; none: the day only."""
        if self.from_hour and self.to_hour:
            return "exact"
        return "window" if self.from_hour else "day"


def read_pasted(text: str, this_year: int) -> tuple[list[PastedStay], list[str]]:
    """Return the stays read and the lines not understood; no line is lost.

    >>> stays, unread = read_pasted("7月24日 14:00-16:30 魅力湘西剧场", 2021)
    >>> stays[0].on.isoformat(), stays[0].to_hour, stays[0].place_text, unread
    ('2021-07-24', '16:30', '魅力湘西剧场', [])
    """
    stays: list[PastedStay] = []
    unread: list[str] = []
    for line in filter(str.strip, text.splitlines()):
        stay = _read_line(line.strip(), this_year)
        if stay is None:
            unread.append(line.strip())
        else:
            stays.append(stay)
    return stays, unread


def _read_line(line: str, this_year: int) -> PastedStay | None:
    found = LINE.match(line)
    if found is None:
        return None
    groups = found.groups()
    hours = _hour(groups[3], groups[4]), _hour(groups[5], groups[6])
    try:
        on = date(int(found["year"] or this_year), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
    return None if None in hours else PastedStay(on, str(hours[0]), str(hours[1]), found["place"])


def _hour(hour: str | None, minute: str | None) -> str | None:
    if hour is None:
        return ""
    if int(hour) > 23 or int(minute or 0) > 59:
        return None
    return f"{int(hour):02}:{int(minute or 0):02}"
