"""The loop numba compiles for reading: which rows are plain stays, and their minutes."""

import numpy as np

from fangxian.engines.compiled import compiled
from fangxian.stores.presence.numbers.words import LENGTH_LIMIT, Ints

_LAST_MINUTE = 68_900_000
"""A minute of December 2100."""


@compiled
def _minute(instant: int, per_second: int) -> int:
    # Dividing by a number the compiler knows is ten times as fast; nearly all files count microseconds.
    if per_second == 1_000_000:
        return instant // 60_000_000
    return instant // (per_second * 60)


@compiled
def take_plain(
    rows: tuple[Ints, Ints, Ints, Ints],
    units: tuple[int, int],
    plain: Ints,
    taken: tuple[Ints, Ints, Ints, Ints],
) -> int:
    """Copy the rows that are stays as they stand to the front of `taken`, clear `plain` for the others, return how many.

    `rows` is (person, place, arrive, leave) with instants since the Unix epoch, `units` how many of theirs a second has;
    `taken` is (person, place, arrive, length) in minutes. A stay in which no whole minute passes has an unknown end
    or a fault, and one longer than a word can say lies beside: both are left.
    """
    count = 0
    for row in range(rows[0].shape[0]):
        arrive, leave = _minute(rows[2][row], units[0]), _minute(rows[3][row], units[1])
        length = leave - arrive
        if plain[row] and arrive >= 0 and leave < _LAST_MINUTE and 0 < length < LENGTH_LIMIT:
            taken[0][count] = rows[0][row]
            taken[1][count] = rows[1][row]
            taken[2][count] = arrive
            taken[3][count] = np.uint16(length)
            count += 1
        else:
            plain[row] = False
    return count
