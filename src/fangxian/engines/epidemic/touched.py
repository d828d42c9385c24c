"""The few people a future infects. Nobody else has a state but those in quarantine (`held`)."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fangxian.engines.compiled import bits, compiled
from fangxian.engines.epidemic.handing import handed

Floats = npt.NDArray[np.float64]
NEVER = 1e9
"""An instant after the end of every future."""
BY_ILLNESS, BY_TRACING, BY_SCREENING = range(3)
"""What led to the sample that found a case."""

_MIX = np.uint64(0x9E3779B97F4A7C15)


ROW = np.dtype(
    [
        ("person", np.uint32), ("community", np.int32), ("infected_at", np.float64), ("isolated_at", np.float64),
        ("sampled_at", np.float64), ("reported_at", np.float64), ("arrived_at", np.float64), ("window_at", np.float64), ("from_at", np.float64),
        ("until_at", np.float64), ("onset_at", np.float64), ("force", np.float64), ("infector", np.int32),
        ("way", np.int8), ("found_by", np.int8), ("spares", np.int16),
    ]
)  # fmt: skip
"""Somebody infected: `infector` (row, or -1) and `way` say how. `onset_at`, `sampled_at` (of the first positive sample),
`reported_at`, `isolated_at`: NEVER where it does not happen; `found_by`: what led to that sample.
`arrived_at`: when somebody infected elsewhere came into the city, long ago for everybody else. Infectious from
`from_at`, by the shape of the window from `window_at` to `until_at`, with `force`.
"""


@handed
class Touched(NamedTuple):
    """`row[n]`: a person touched, found through `table` (n + 1, or 0) by a hash of the person's number.

    `bit`: one bit a person of the city, set where they are touched: most questions are about somebody who is not, and in a
    large outbreak about somebody who is, and neither needs the table. `size[0]`: rows in use; `size[1]` not 0 once one found no room.
    """

    bit: npt.NDArray[np.uint64]
    table: npt.NDArray[np.int32]
    row: npt.NDArray[np.void]
    size: npt.NDArray[np.int64]


def make_touched(room: int, people: int) -> Touched:
    """Return empty rows for so many of the people numbered below `people`; `room` is a power of two."""
    bit = np.zeros(people // 64 + 1, np.uint64)
    return Touched(bit, np.zeros(2 * room, np.int32), np.zeros(room, ROW), np.zeros(2, np.int64))


@compiled
def is_touched(touched: Touched, person: int) -> bool:
    """Return whether a person has a row."""
    return (touched.bit[person >> 6] >> bits(person & 63)) & bits(1) != 0


@compiled
def _place(touched: Touched, person: int) -> int:
    """Return where in the table a person is, or would be."""
    mask = len(touched.table) - 1
    at = int((np.uint64(person) * _MIX) >> np.uint64(32)) & mask
    while touched.table[at] != 0 and touched.row[touched.table[at] - 1].person != person:
        at = (at + 1) & mask
    return at


@compiled
def find(touched: Touched, person: int) -> int:
    """Return a person's row, or -1."""
    if not is_touched(touched, person):
        return -1
    return touched.table[_place(touched, person)] - 1


@compiled
def touch(touched: Touched, person: int, community: int) -> int:
    """Return a person's row, made where there is none; -1 where there is no room."""
    at = _place(touched, person)
    if touched.table[at] != 0:
        return touched.table[at] - 1
    row = touched.size[0]
    if row >= len(touched.row):
        touched.size[1] = 1
        return -1
    touched.size[0] += 1
    touched.table[at] = row + 1
    touched.bit[person >> 6] |= bits(1) << bits(person & 63)
    new = touched.row[row]
    new.person, new.community = person, community
    new.isolated_at = new.sampled_at = new.onset_at = new.reported_at = NEVER
    new.arrived_at = -NEVER
    return row


@compiled
def forget(touched: Touched) -> None:
    """Empty the table for the next future; costs what the last one touched."""
    # Whoever is found further on lies in one unbroken run with the place looked at first: clearing to the end of the
    # run clears them too, and leaves no run cut in two.
    for row in range(touched.size[0]):
        touched.bit[touched.row[row].person >> 6] = 0
        at = int((np.uint64(touched.row[row].person) * _MIX) >> np.uint64(32)) & (len(touched.table) - 1)
        while touched.table[at] != 0:
            touched.table[at] = 0
            at = (at + 1) & (len(touched.table) - 1)
    touched.size[:] = 0
