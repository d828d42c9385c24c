"""The compiled loop that finds which cases met: one pass over stays in order of place and arrival."""

import numpy as np

from fangxian.engines.chains.timing import Ints
from fangxian.engines.compiled import compiled

DAY_MINUTES = 1440


@compiled
def count_meetings(stays: Ints, windows: Ints, vague_minutes: int) -> tuple[int, int]:
    """Return how many rows `write_meetings` will write, and how many minutes all meetings lasted."""
    return write_meetings(stays, windows, vague_minutes, np.empty((0, 6), np.int64))


@compiled
def write_meetings(stays: Ints, windows: Ints, vague_minutes: int, out: Ints) -> tuple[int, int]:
    """Write (one case, other case, place, local day, minutes, first minute) per pair of stays and day.

    `stays`: case, place, session, zone, arrive, leave, vague (0 or 1) in order of place and arrival, in local
    minutes; session and zone -1 are unknown. `windows`: first and last day a case may infect, last day it may be
    infected; days on which neither could infect the other are left out. A meeting with a vague stay counts at most `vague_minutes` a day.
    An empty `out` only counts.
    """
    rows, shared, writes = 0, 0, out.shape[0] > 0
    for one in range(stays.shape[0]):
        for other in range(one + 1, stays.shape[0]):
            if stays[other, 1] != stays[one, 1] or stays[other, 4] >= stays[one, 5]:
                break
            if stays[one, 0] == stays[other, 0]:
                continue
            if not (_agree(stays, one, other, 2) and _agree(stays, one, other, 3)):
                continue
            begin = stays[other, 4]
            end = min(stays[one, 5], stays[other, 5])
            limit = vague_minutes if stays[one, 6] + stays[other, 6] else DAY_MINUTES
            while begin < end:
                day = begin // DAY_MINUTES
                until = min(end, (day + 1) * DAY_MINUTES)
                able = _able(windows, stays[one, 0], stays[other, 0], day)
                if able and writes:
                    out[rows, 0], out[rows, 1], out[rows, 2] = stays[one, 0], stays[other, 0], stays[one, 1]
                    out[rows, 3], out[rows, 4], out[rows, 5] = day, min(until - begin, limit), begin
                rows += able
                shared += min(until - begin, limit)
                begin = until
    return rows, shared


@compiled
def _agree(stays: Ints, one: int, other: int, column: int) -> bool:
    mine, theirs = stays[one, column], stays[other, column]
    return bool(mine < 0 or theirs < 0 or mine == theirs)


@compiled
def _able(windows: Ints, one: int, other: int, day: int) -> bool:
    """Return whether either could have infected the other on this day."""
    there = windows[one, 0] <= day <= windows[one, 1] and day <= windows[other, 2]
    back = windows[other, 0] <= day <= windows[other, 1] and day <= windows[one, 2]
    return bool(there or back)
