"""The records that the sweep passes between its loops. Minutes count from the Unix epoch; codes are store-wide.

A *source* is one row of the question: a person and the window in which meeting them counts. A *stay* is where a
source was. An *ask* is one bucket of one segment that a stay has to look through.
"""

from typing import Any

import numpy as np

from fangxian.stores.presence.numbers.words import Ints

UNKNOWN, ELSEWHERE = -1, -2
"""Codes of a session, zone, seat or person: not recorded; recorded, but not in this segment."""

NO_ANCHOR = np.iinfo(np.int64).min
"""The anchor day of a source whose minutes all weigh one."""

SOURCE = np.dtype(
    [
        ("person", np.int64),
        ("begin", np.int64),
        ("end", np.int64),
        ("group", np.int64),
        ("anchor", np.int64),
        ("strength", np.float64),
    ]
)
"""`group` numbers the rows that are added up as one; `anchor` is a day since 1970-01-01."""

STAY = np.dtype(
    [
        ("source", np.int64),
        ("place", np.int64),
        ("session", np.int64),
        ("zone", np.int64),
        ("arrive", np.int64),
        ("leave", np.int64),
        ("seat", np.int64),
        ("precision", np.int64),
    ]
)

SPOT = np.dtype([("place", np.int64), ("linger", np.int64), ("factor", np.float64), ("seat_rows", np.int64)])
"""What a rule says of a place; the first row holds for every place that is not named, the rest is in order."""

ASK = np.dtype(
    [
        ("place", np.int64),
        ("group", np.int64),
        ("source", np.int64),
        ("segment", np.int64),
        ("begin", np.int64),
        ("end", np.int64),
        ("behind", np.int64),
        ("low", np.int64),
        ("high", np.int64),
        ("side_low", np.int64),
        ("side_high", np.int64),
        ("spot", np.int64),
        ("seat", np.int64),
        ("precision", np.int64),
    ]
)
"""`behind`: minutes the air lingers behind the others; rows [low, high) of the words, [side_low, side_high) beside."""

HIT = np.dtype([("person", np.int32), ("begin", np.int32), ("end", np.int32), ("precision", np.int32)])
"""One encounter of an ask: with whom, from when until when, the precision of the other's stay."""

VISIT = np.dtype(
    [
        ("place", np.int64),
        ("group", np.int64),
        ("begin", np.int64),
        ("end", np.int64),
        ("air_until", np.int64),
        ("precision", np.int64),
        ("found", np.int64),
    ]
)
"""A stay of a source inside its window, how long its air lingers, and how many were met in that time."""

FOUND = np.dtype(
    [
        ("score", np.float64),
        ("person", np.int32),
        ("group", np.int32),
        ("place", np.int32),
        ("first", np.int32),
        ("last", np.int32),
        ("minutes", np.int32),
        ("precision", np.int32),
    ],
    align=True,
)
"""One row of an answer: what a person shared with a group of sources at one place."""


def rows(kind: np.dtype, count: int, **columns: Any) -> Ints:
    """Return `count` records with these columns filled in."""
    made = np.empty(count, kind)
    for name, values in columns.items():
        made[name] = values
    return made
