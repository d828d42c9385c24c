"""What is still to come in a future: a heap of instants, and beside it what happens then.

Two things at one instant happen in the order in which they were put down, so that a future is the same however it is
run. What has happened stays where it was put: nothing is moved but the heap's own two columns.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fangxian.engines.compiled import compiled
from fangxian.engines.epidemic.handing import handed


@handed
class Agenda(NamedTuple):
    """`at`, `what` at the same position belong together in the heap; the other columns are indexed by `item`.

    `size[0]` is the heap's length, `size[1]` how many items were ever put down, `size[2]` not 0 once one found no room.
    """

    at: npt.NDArray[np.float64]
    item: npt.NDArray[np.int32]
    kind: npt.NDArray[np.int8]
    who: npt.NDArray[np.int64]
    by: npt.NDArray[np.int32]
    where: npt.NDArray[np.int32]
    luck: npt.NDArray[np.float64]
    size: npt.NDArray[np.int64]


def make_agenda(room: int) -> Agenda:
    """Return an empty agenda with room for so many items."""
    return Agenda(
        np.empty(room), np.empty(room, np.int32), np.empty(room, np.int8), np.empty(room, np.int64),
        np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room), np.zeros(3, np.int64),
    )  # fmt: skip


@compiled
def put(agenda: Agenda, at: float, kind: int, who: int, by: int, where: int, luck: float) -> None:
    """Put down what happens at an instant; without room it is noted that the future cannot be told to its end."""
    item = agenda.size[1]
    if item >= len(agenda.at):
        agenda.size[2] = 1
        return
    agenda.kind[item], agenda.who[item], agenda.by[item] = kind, who, by
    agenda.where[item], agenda.luck[item] = where, luck
    agenda.size[1] += 1
    _rise(agenda, agenda.size[0], at, item)
    agenda.size[0] += 1


@compiled
def _rise(agenda: Agenda, place: int, at: float, item: int) -> None:
    while place > 0:
        parent = (place - 1) >> 1
        if _before(agenda.at[parent], agenda.item[parent], at, item):
            break
        agenda.at[place], agenda.item[place] = agenda.at[parent], agenda.item[parent]
        place = parent
    agenda.at[place], agenda.item[place] = at, item


@compiled
def _before(at: float, item: int, other_at: float, other_item: int) -> bool:
    return at < other_at or (at == other_at and item < other_item)


@compiled
def take(agenda: Agenda) -> tuple[float, int]:
    """Take the next instant and its item from a heap that is not empty."""
    at, item = agenda.at[0], agenda.item[0]
    agenda.size[0] -= 1
    last = agenda.size[0]
    _sink(agenda, last, agenda.at[last], agenda.item[last])
    return at, item


@compiled
def _sink(agenda: Agenda, length: int, at: float, item: int) -> None:
    place = 0
    while True:
        child = 2 * place + 1
        if child >= length:
            break
        if child + 1 < length and _before(
            agenda.at[child + 1], agenda.item[child + 1], agenda.at[child], agenda.item[child]
        ):
            child += 1
        if _before(at, item, agenda.at[child], agenda.item[child]):
            break
        agenda.at[place], agenda.item[place] = agenda.at[child], agenda.item[child]
        place = child
    agenda.at[place], agenda.item[place] = at, item
