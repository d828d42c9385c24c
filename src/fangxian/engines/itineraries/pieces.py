"""What a text says of time, piece by piece: days and hours, each with where it stands."""

from dataclasses import dataclass

MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True)
class DayPiece:
    """A day as written: `text[start:end]`.

    A date has `day` (and `month`, `year` where written); anything else is `shift` days from the day before it in
    the text, or from the day of the report (`from_anchor`). `last`: (month or None, day) of the end of a range.
    `during` (期间): the days named last. `each` (每日): the same hours on each of them.
    """

    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    shift: int = 0
    from_anchor: bool = False
    last: tuple[int | None, int] | None = None
    during: bool = False
    each: bool = False


@dataclass(frozen=True)
class HourPiece:
    """Hours as written, in minutes after midnight (past 1440: the next day); None where not told.

    `about`: 左右, around. `part`: only a part of the day (上午) was named. `shown_day`: the words also say the day
    (当晚, the next morning): a shift.
    """

    start: int
    end: int
    from_minute: int | None
    to_minute: int | None
    about: bool = False
    part: bool = False
    shift: int | None = None


Piece = DayPiece | HourPiece


def without_overlaps(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces in order; of two that overlap, the longer one."""
    kept: list[Piece] = []
    for piece in sorted(pieces, key=lambda one: (one.start - one.end, one.start)):
        if all(piece.end <= other.start or other.end <= piece.start for other in kept):
            kept.append(piece)
    return sorted(kept, key=lambda one: one.start)


def close_range(begin: int, end: int, end_said_half: bool) -> int:
    """Return the end of a range of minutes that begins at `begin`: later that day, or past midnight.

    `end_said_half`: the end says itself which half of the day it is in.

    >>> close_range(20 * 60, 10 * 60, False), close_range(22 * 60, 60, True), close_range(600, 720, False)
    (1320, 1500, 720)
    """
    if end >= begin:
        return end
    if not end_said_half and begin < end + MINUTES_A_DAY // 2 <= MINUTES_A_DAY:
        return end + MINUTES_A_DAY // 2
    return end + MINUTES_A_DAY
