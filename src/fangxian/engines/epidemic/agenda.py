"""What is still to come in a future: a heap of what happens soon, and blocks for each short stretch of time after it.

Two things at one instant happen in the order in which they were put down, so that a future is the same however it is
run. Most of what is put down is days away: it waits in a block of its stretch, where putting it costs nothing, and only
what happens in the present stretch is kept in order. What is read together lies together, blocks are used again when
their stretch is over, and the heap stays small: so an outbreak of a million people is not told slower, person by person,
than one of a hundred.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fangxian.engines.compiled import compiled, whole
from fangxian.engines.epidemic.handing import handed

STRETCHES = 64
"""Stretches of time in a day."""
BLOCK = 8
"""Items in a block: they lie in a row."""
HEAP, EVER, FULL, PENDING, PRESENT, FRESH, FREE = range(7)
"""Positions of `Agenda.size`."""

ITEM = np.dtype(
    [("at", np.float64), ("luck", np.float64), ("turn", np.int64), ("who", np.int32), ("by", np.int32),
     ("where", np.int32), ("kind", np.int32)],
    align=True,
)  # fmt: skip
"""What happens: `kind` and its four particulars; `turn`: how many were put down before it."""


@handed
class Agenda(NamedTuple):
    """`at`, `soon` at the same position belong together in the heap; `item[soon]` says what happens.

    `later[stretch]`: its last block, plus one (0: none), with `filled[stretch]` items; `before[block]`: the block before
    it, plus one. `size`: HEAP items in the heap, EVER put down, FULL not 0 once one found no room, PENDING to come, PRESENT
    the stretch whose items are in the heap, FRESH blocks ever used, FREE the last of those to be used again, plus one.
    """

    at: npt.NDArray[np.float64]
    soon: npt.NDArray[np.int32]
    item: npt.NDArray[np.void]
    later: npt.NDArray[np.int32]
    filled: npt.NDArray[np.int32]
    before: npt.NDArray[np.int32]
    size: npt.NDArray[np.int64]


def make_agenda(room: int, days: int) -> Agenda:
    """Return an empty agenda with room for so many items in so many days; what comes after them is never taken."""
    stretches = days * STRETCHES
    blocks = room // BLOCK + stretches
    return Agenda(
        np.empty(room), np.empty(room, np.int32), np.empty(blocks * BLOCK, ITEM), np.zeros(stretches, np.int32),
        np.zeros(stretches, np.int32), np.empty(blocks, np.int32), np.zeros(7, np.int64),
    )  # fmt: skip


@compiled
def empty(agenda: Agenda) -> None:
    """Forget everything."""
    agenda.size[:] = 0
    agenda.later[:] = 0
    agenda.filled[:] = 0


@compiled
def put(agenda: Agenda, at: float, kind: int, who: int, by: int, where: int, luck: float) -> None:
    """Put down what happens at an instant; without room it is noted that the future cannot be told to its end."""
    size = agenda.size
    stretch = max(whole(at * STRETCHES), size[PRESENT])
    if stretch >= len(agenda.later):
        return
    item = _place_in(agenda, stretch)
    if item < 0 or size[HEAP] >= len(agenda.at):
        size[FULL] = 1
        return
    new = agenda.item[item]
    new.at, new.luck, new.turn = at, luck, size[EVER]
    new.kind, new.who, new.by, new.where = kind, who, by, where
    size[EVER] += 1
    size[PENDING] += 1
    if stretch == size[PRESENT]:
        _rise(agenda, at, item)


@compiled
def _place_in(agenda: Agenda, stretch: int) -> int:
    """Return a free place in the last block of a stretch, or in a new one; -1 where there is none."""
    size, last = agenda.size, whole(agenda.later[stretch])
    if last == 0 or agenda.filled[stretch] == BLOCK:
        block = whole(size[FREE])
        if block > 0:
            size[FREE] = agenda.before[block - 1]
        elif size[FRESH] < len(agenda.before):
            size[FRESH] += 1
            block = whole(size[FRESH])
        else:
            return -1
        agenda.before[block - 1] = last
        agenda.later[stretch], agenda.filled[stretch] = block, 0
        last = block
    agenda.filled[stretch] += 1
    return (last - 1) * BLOCK + agenda.filled[stretch] - 1


@compiled
def take(agenda: Agenda) -> tuple[float, int]:
    """Take the next instant and its item from an agenda that is not empty."""
    while agenda.size[HEAP] == 0:
        _leave(agenda, agenda.size[PRESENT])
        agenda.size[PRESENT] += 1
        _come_to(agenda, agenda.size[PRESENT])
    at, item = agenda.at[0], agenda.soon[0]
    agenda.size[PENDING] -= 1
    agenda.size[HEAP] -= 1
    last = agenda.size[HEAP]
    _sink(agenda, last, agenda.at[last], agenda.soon[last])
    return at, item


@compiled
def _come_to(agenda: Agenda, stretch: int) -> None:
    """Put what waits for a stretch in order."""
    block, items = whole(agenda.later[stretch]), whole(agenda.filled[stretch])
    while block > 0:
        if agenda.size[HEAP] + items > len(agenda.at):
            agenda.size[FULL] = 1
            return
        for item in range((block - 1) * BLOCK, (block - 1) * BLOCK + items):
            _rise(agenda, agenda.item[item].at, item)
        block, items = whole(agenda.before[block - 1]), BLOCK


@compiled
def _leave(agenda: Agenda, stretch: int) -> None:
    """Let the blocks of a stretch that is over be used again."""
    block = whole(agenda.later[stretch])
    while block > 0:
        earlier = whole(agenda.before[block - 1])
        agenda.before[block - 1] = agenda.size[FREE]
        agenda.size[FREE] = block
        block = earlier


@compiled
def _rise(agenda: Agenda, at: float, item: int) -> None:
    place = agenda.size[HEAP]
    agenda.size[HEAP] += 1
    while place > 0:
        parent = (place - 1) >> 1
        if _before(agenda, agenda.at[parent], agenda.soon[parent], at, item):
            break
        agenda.at[place], agenda.soon[place] = agenda.at[parent], agenda.soon[parent]
        place = parent
    agenda.at[place], agenda.soon[place] = at, item


@compiled
def _before(agenda: Agenda, at: float, item: int, other_at: float, other: int) -> bool:
    if at != other_at:
        return at < other_at
    return agenda.item[item].turn < agenda.item[other].turn


@compiled
def _sink(agenda: Agenda, length: int, at: float, item: int) -> None:
    place = 0
    while True:
        child = 2 * place + 1
        if child >= length:
            break
        if child + 1 < length and _before(
            agenda, agenda.at[child + 1], agenda.soon[child + 1], agenda.at[child], agenda.soon[child]
        ):
            child += 1
        if _before(agenda, at, item, agenda.at[child], agenda.soon[child]):
            break
        agenda.at[place], agenda.soon[place] = agenda.at[child], agenda.soon[child]
        place = child
    agenda.at[place], agenda.soon[place] = at, item
