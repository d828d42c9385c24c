"""Who is in quarantine: people found as contacts, and households kept at home. Most were never infected.

Thousands are held for every hundred infected, so an entry is one short record in the table itself.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fangxian.engines.compiled import bits, compiled, whole
from fangxian.engines.epidemic.handing import handed

ENTRY = np.dtype(
    [("key", np.uint32), ("at_home", np.int32), ("from_at", np.float64), ("until_at", np.float64)]
)
"""`key`: the number of a person or household and one more (0: free). Held from `from_at` until `until_at`."""

_MIX = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)


@handed
class Held(NamedTuple):
    """`table`: open addressing, a power of two; `used`: the places taken; `size[0]`: how many, `size[1]`: no room."""

    table: npt.NDArray[np.void]
    used: npt.NDArray[np.int32]
    size: npt.NDArray[np.int64]


def make_held(room: int) -> Held:
    """Return an empty table for so many entries, a power of two."""
    return Held(np.zeros(2 * room, ENTRY), np.empty(room, np.int32), np.zeros(2, np.int64))


@compiled
def first_look(held: Held, number: int) -> int:
    """Return where in the table a number is looked for first."""
    return whole((bits(number) * _MIX) >> _HALF) & (len(held.table) - 1)


@compiled
def seek(held: Held, number: int) -> int:
    """Return where in the table a number stands, or would stand."""
    mask = len(held.table) - 1
    at = first_look(held, number)
    while held.table[at].key != 0 and held.table[at].key != number + 1:
        at = (at + 1) & mask
    return at


@compiled
def hold(held: Held, place: int, number: int, from_at: float, until_at: float, at_home: int) -> None:
    """Hold a number that `seek` found free."""
    if held.size[0] >= len(held.used):
        held.size[1] = 1
        return
    entry = held.table[place]
    entry.key, entry.at_home, entry.from_at, entry.until_at = number + 1, at_home, from_at, until_at
    held.used[held.size[0]] = place
    held.size[0] += 1


@compiled
def holds(held: Held, number: int, at: float) -> int:
    """Return where a number is held at an instant, or -1."""
    if held.size[0] == 0:
        return -1
    place = seek(held, number)
    entry = held.table[place]
    if entry.key == 0 or at < entry.from_at or at >= entry.until_at:
        return -1
    return place


@compiled
def release_all(held: Held) -> None:
    """Empty the table; costs what is in it."""
    for number in range(held.size[0]):
        held.table[held.used[number]].key = 0
    held.size[:] = 0
