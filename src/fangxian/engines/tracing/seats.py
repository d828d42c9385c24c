"""Seats: the row a seat is in, read from how tickets write it. What cannot be read is not guessed."""

from collections.abc import Iterable
from re import compile as pattern

import polars as pl

SEAT_ROW = r"([0-9]{1,3})\s*(?:排|[A-Za-z](?:座|号)?$)"
SEAT_COACH = r"([0-9]{1,2})\s*车"
"""A coach numbers its rows anew: row 6 of coach 3 is row 3006."""

UNKNOWN_ROW = -1
_ROW, _COACH, _COACH_ROWS = pattern(SEAT_ROW), pattern(SEAT_COACH), 1000


def seat_number(seat: str | None) -> int:
    """Return the number of a seat's row (coach × 1000 + row), -1 where it cannot be read.

    >>> [seat_number(seat) for seat in ("12F", "05A", "6排12座", "3车12F", "VIP", None)]
    [12, 5, 6, 3012, -1, -1]
    """
    row = _ROW.search(seat or "")
    if row is None:
        return UNKNOWN_ROW
    coach = _COACH.search(seat or "")
    return int(row[1]) + (_COACH_ROWS * int(coach[1]) if coach else 0)


def seat_numbers(seats: Iterable[str | None]) -> list[int]:
    """Return the row number of each seat."""
    return [seat_number(seat) for seat in seats]


def seat_row(seat: pl.Expr) -> pl.Expr:
    """Return the row number of seats, null where it cannot be read."""
    row = seat.str.extract(SEAT_ROW).cast(pl.Int64)
    coach = seat.str.extract(SEAT_COACH).cast(pl.Int64).fill_null(0)
    return row + _COACH_ROWS * coach
