"""Days and hours put together in the order of the text: each moment gets its day from what was said before."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from fangxian.engines.itineraries.pieces import MINUTES_A_DAY, DayPiece, HourPiece, Piece

_TOGETHER = re.compile(
    r"[^\S\n]*[,，的:：(（)）]*[^\S\n]*(?:at|on|of|on the|from|between|in the|in|当天|的)?[^\S\n]*[,，]*[^\S\n]*\Z"
)
_AND = re.compile(r"[、,，和及与 ]+$")


@dataclass(frozen=True)
class When:
    """A moment in the text: its days, its minutes where told, and the pieces it was read from.

    `about`: the hours are around, or a part of the day; the stay was somewhere inside. `listed`: the next moment is
    another one of the same stay (20日、22日和24日).
    """

    start: int
    end: int
    on: date
    until_on: date
    from_minute: int | None
    to_minute: int | None
    about: bool
    pieces: tuple[tuple[int, int, str], ...]
    listed: bool = False


def read_whens(text: str, pieces: Sequence[Piece], anchor: date) -> list[When]:
    """Return the moments of a folded text; hours before any day was named belong to none and are left out.

    `anchor` is the day of the report: it gives the year, and 昨日 its day.
    """
    whens: list[When] = []
    last_named: tuple[date, date] | None = None
    for group, listed in _with_hours_of_the_last(text, _groups(text, pieces)):
        days = _days_of(group, last_named, anchor)
        if days is None:
            continue
        last_named = days
        when = replace(_when(group, days), listed=listed)
        if _is_each_day(group):
            whens += _each_day(when)
        elif whens and _UNTIL.match(text[whens[-1].end : when.start]) and whens[-1].until_on < when.on:
            whens[-1] = _stretched(whens[-1], when)
        else:
            whens.append(when)
    return whens


def _with_hours_of_the_last(text: str, groups: list[list[Piece]]) -> Iterator[tuple[list[Piece], bool]]:
    """Yield the groups, days of a list with the hours written behind its last: 20日、22日和24日18时至21时."""
    told: list[tuple[list[Piece], bool]] = []
    for group in reversed(groups):
        after = told[-1][0] if told else []
        listed = (
            bool(after)
            and all(isinstance(piece, DayPiece) and piece.day is not None for piece in (*group, after[0]))
            and bool(_AND.match(text[group[-1].end : after[0].start]))
        )
        hours = [piece for piece in after if isinstance(piece, HourPiece)] if listed else []
        told.append(([*group, *hours], listed))
    yield from reversed(told)


def _is_each_day(group: list[Piece]) -> bool:
    return any(isinstance(piece, DayPiece) and piece.each for piece in group)


def _each_day(when: When) -> list[When]:
    """Return a moment for each of its days: 22日至24日每日8时至12时."""
    days = [when.on + timedelta(days=number) for number in range((when.until_on - when.on).days + 1)]
    return [replace(when, on=day, until_on=day, listed=day < when.until_on) for day in days]


_UNTIL = re.compile(r"\s*(?:至|到|—{1,2}|–|-|~|～|to|until|till)\s*$")


def _stretched(first: When, last: When) -> When:
    """Return one moment from the first to the last: 25日18时至27日21时."""
    days = (last.on - first.on).days
    minute = last.to_minute if last.to_minute is not None else last.from_minute
    return replace(
        first,
        end=last.end,
        until_on=last.until_on,
        to_minute=None if minute is None else minute + days * MINUTES_A_DAY,
        about=first.about or last.about,
        pieces=(*first.pieces, *last.pieces),
    )


def _groups(text: str, pieces: Sequence[Piece]) -> list[list[Piece]]:
    groups: list[list[Piece]] = []
    for piece in pieces:
        last = groups[-1] if groups else []
        if last and _TOGETHER.match(text[last[-1].end : piece.start]) and _fits(last, piece):
            last.append(piece)
        else:
            groups.append([piece])
    return groups


def _fits(group: list[Piece], piece: Piece) -> bool:
    """A group has one day and one time; a part of the day may stand beside a clock, 次日 beside its date."""
    if isinstance(piece, DayPiece):
        days = [one for one in group if isinstance(one, DayPiece)]
        return not days or (piece.day is None) != (days[0].day is None)
    hours = [one for one in group if isinstance(one, HourPiece)]
    return not hours or hours[0].part != piece.part


def _days_of(group: list[Piece], before: tuple[date, date] | None, anchor: date) -> tuple[date, date] | None:
    days = sorted(
        (piece for piece in group if isinstance(piece, DayPiece)), key=lambda piece: piece.day is None
    )
    if days:
        return _dated(days[0], before, anchor)
    shifts = [piece.shift for piece in group if isinstance(piece, HourPiece) and piece.shift is not None]
    if before is None:
        return None
    day = before[1] + timedelta(days=shifts[0] if shifts else 0)
    return day, day


def _dated(piece: DayPiece, before: tuple[date, date] | None, anchor: date) -> tuple[date, date] | None:
    if piece.during:
        return before
    if piece.day is None:
        start = anchor if piece.from_anchor else before[1] if before else None
        day = start + timedelta(days=piece.shift) if start else None
        return (day, day) if day else None
    known = before[1] if before else anchor
    first = _date(piece.year, piece.month, piece.day, known, anchor)
    if first is None or piece.last is None:
        return (first, first) if first else None
    last = _date(piece.year, piece.last[0] or first.month, piece.last[1], first, anchor)
    return (first, max(first, last)) if last else None


def _date(year: int | None, month: int | None, day: int, known: date, anchor: date) -> date | None:
    """Return the date, or None for one that is not in the calendar; a year left out is the latest that fits."""
    try:
        found = date(year or anchor.year, month or known.month, day)
        if year is None and found > anchor + _AHEAD:
            found = found.replace(year=found.year - 1)
    except ValueError:
        return None
    return found


_AHEAD = timedelta(days=31)
"""A date this far ahead of the report is of the year before: itineraries look back."""


def _when(group: list[Piece], days: tuple[date, date]) -> When:
    hours = sorted((piece for piece in group if isinstance(piece, HourPiece)), key=lambda piece: piece.part)
    best = hours[0] if hours else None
    pieces = tuple(
        (piece.start, piece.end, "day" if isinstance(piece, DayPiece) else "time") for piece in group
    )
    when = When(group[0].start, group[-1].end, *days, None, None, False, pieces)
    if best is None:
        return when
    return replace(when, from_minute=best.from_minute, to_minute=best.to_minute, about=best.about)
