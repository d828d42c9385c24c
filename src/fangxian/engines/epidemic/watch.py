"""Orders whose delay is asked for: in which futures would it touch anything at all?

A future in which no possible infection falls into the hours of the delay, and is prevented by the order, is the same
with and without it. Those futures need not be told again.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fangxian.engines.compiled import compiled
from fangxian.engines.epidemic.handing import handed

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

PLACE, ISOLATION, TRACING = range(3)
"""What an order watched does: puts a measure in force at a place, isolates a case, or looks for its contacts."""
AN_HOUR = 1.0 / 24.0


@handed
class Watch(NamedTuple):
    """Order k is done at `begins[k]`, or if it is late at `ends[k]`; `kind[k]` says what it does: (`where[k]`, `what[k]`)
    are the node and the measure, or the number of the case among the first infections. `touches[k]`: how often the
    future told last would differ. `within[k]`: of all futures told, how many possible infections the delay lets pass,
    and `first[k]` how many of those in its first hour. `size[0]`: how many are watched; 0 while nobody asks."""

    kind: Ints
    where: Ints
    what: Ints
    begins: Floats
    ends: Floats
    touches: Ints
    within: Ints
    first: Ints
    size: Ints


def make_watch(orders: int = 0) -> Watch:
    """Return a watch over so many orders, each still to be written down."""
    kind, where, what, touches, within, first = (np.zeros(orders, np.int64) for _ in range(6))
    begins, ends = np.zeros(orders), np.zeros(orders)
    return Watch(kind, where, what, begins, ends, touches, within, first, np.array([orders]))


@compiled
def touch_orders(watch: Watch, kind: int, where: int, what: int) -> None:
    """Note that what these orders do here makes a difference, whenever it is done."""
    for k in range(watch.size[0]):
        if watch.kind[k] == kind and watch.where[k] == where and watch.what[k] == what:
            watch.touches[k] += 1


@compiled
def touch_begun(watch: Watch, at: float) -> None:
    """Note that every order begun by an instant may make a difference then: somebody comes or goes."""
    for k in range(watch.size[0]):
        watch.touches[k] += watch.begins[k] <= at


@compiled
def touch_passing(watch: Watch, k: int, since: float) -> None:
    """Note that a possible infection passes through the delay of an order, so many days after its beginning."""
    watch.touches[k] += 1
    watch.within[k] += 1
    watch.first[k] += since < AN_HOUR
