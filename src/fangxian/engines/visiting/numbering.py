"""The numbers in an address, in the order somebody walks by them, and how far apart two doors of one place are."""

import re
from itertools import zip_longest

STEPS_M = (4.0, 20.0, 60.0, 100.0)
"""Metres from one door to the next one beside it, from one entrance, one building and one street number to the next.
With `FLOOR_M`, the stairs of one floor, our own planning figures: of doors at one point nothing else is known."""
FLOOR_M = 10.0
_FAR = 10
"""Numbers further apart than so many are no further away: nobody numbers by metres."""
_NUMBER = re.compile(r"\d+")
_UP_STAIRS = 100
"""Room 501 is the first door on the fifth floor."""


def numbers_of(address: str) -> tuple[int, ...]:
    r"""Return the numbers of an address, the widest first.

    >>> numbers_of("文艺路12号3栋2单元501")
    (12, 3, 2, 501)
    >>> numbers_of("no number")
    ()
    """
    return tuple(int(one) for one in _NUMBER.findall(address))


def metres_inside(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Return the metres between two doors of one place, by their numbers.

    >>> metres_inside((3, 2, 501), (3, 2, 502)), metres_inside((3, 2, 501), (3, 1, 501))
    (4.0, 120.0)
    """
    if one == other:
        return 0.0
    levels = list(enumerate(zip_longest(one[::-1], other[::-1], fillvalue=0)))
    level, (mine, theirs) = max((at, pair) for at, pair in levels if pair[0] != pair[1])
    step = STEPS_M[min(level, len(STEPS_M) - 1)]
    if level:
        # Down the stairs here and up again there.
        return step * min(abs(mine - theirs), _FAR) + FLOOR_M * (_floor(one) + _floor(other))
    doors = abs(mine % _UP_STAIRS - theirs % _UP_STAIRS)
    return step * min(doors, _FAR) + FLOOR_M * abs(_floor(one) - _floor(other))


def _floor(numbers: tuple[int, ...]) -> int:
    return numbers[-1] // _UP_STAIRS if numbers and numbers[-1] < _UP_STAIRS**2 else 0
