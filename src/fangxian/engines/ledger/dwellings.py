"""The account of each household of a round: from its members, and from the knocks at its door."""

import numpy as np
import polars as pl

from fangxian.engines.ledger.numbers import Ints, number
from fangxian.engines.ledger.statements import Flags, Longs
from fangxian.engines.ledger.states import Fold
from fangxian.engines.tables import DWELLING_STATES, DWELLINGS, INSTANT, SETTLED


def list_dwellings(fold: Fold) -> pl.DataFrame:
    """Return DWELLINGS, a row a door with somebody in the register by then.

    A household is `complete` when every member is settled, `partial` when some are; when none is, it is `reached` if
    somebody opened, refused or was sampled, else `missed` (漏户).

    >>> from fangxian.engines.ledger.examples import EVENTS_OF_TWO, REGISTER_OF_TWO
    >>> from fangxian.engines.ledger.register import number_register
    >>> from fangxian.engines.ledger.states import fold_events
    >>> dwellings = list_dwellings(fold_events(number_register("r1", REGISTER_OF_TWO), EVENTS_OF_TWO))
    >>> dwellings.select("household_id", "members", "settled", "state", "knocks").rows()
    [('h1', 2, 1, 'partial', 1)]
    """
    register, doors = fold.register, len(fold.register.doors.ids)
    rows = np.flatnonzero(fold.here)
    door_of = register.door_of[rows]
    settled = fold.state[rows] < len(SETTLED)
    members, done = np.bincount(door_of, minlength=doors), np.bincount(door_of[settled], minlength=doors)
    frame = pl.DataFrame(
        {
            "round_id": pl.repeat(register.round_id, doors, eager=True),
            "household_id": register.doors.ids,
            "place_id": _places(register.rows["place_id"], rows, door_of, doors),
            "added_at": _added(register.rows["added_at"], rows, door_of, doors),
            "members": members,
            "settled": done,
            "state": pl.Series(DWELLING_STATES).gather(_state(members, done, fold.met)),
            "knocks": fold.knocks,
            "tried_at": _instants(fold.tried_us, fold.tried_us >= 0),
        }
    ).select(DWELLINGS.names)
    return frame if members.all() else frame.filter(pl.col("members") > 0)


def _state(members: Longs, settled: Longs, met: Flags) -> Ints:
    return np.select([settled == members, settled > 0, met], [0, 1, 2], 3).astype(np.int32)


def _places(place_ids: pl.Series, rows: Longs, door_of: Ints, doors: int) -> pl.Series:
    """Where most members of each door are registered; of equals the place with the least id."""
    known, place = number(place_ids)
    order = known.ids.arg_sort().to_numpy()
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    size = np.int64(max(len(order), 1))
    lives = np.sort(door_of * size + rank[place[rows]])
    first = np.flatnonzero(np.diff(lives, prepend=-1))
    members = np.diff(first, append=len(lives))
    door, at = np.divmod(lives[first], size)
    most = np.full(doors, -1, np.int64)
    np.maximum.at(most, door, members * size + (size - 1 - at))
    least = pl.Series(size - 1 - most % size)
    return known.ids.sort().gather(least.set(pl.Series(most < 0), None))


def _added(added: pl.Series, rows: Longs, door_of: Ints, doors: int) -> pl.Series:
    """When the first member was added, null where one was due from the start."""
    when = np.full(doors, np.iinfo(np.int64).max)
    us = added.to_physical().fill_null(-1).to_numpy()[rows]
    np.minimum.at(when, door_of, us)
    return _instants(when, (when >= 0) & (when < np.iinfo(np.int64).max))


def _instants(us: Longs, known: Flags) -> pl.Series:
    return pl.select(pl.when(pl.Series(known)).then(pl.Series(us))).to_series().cast(INSTANT)
