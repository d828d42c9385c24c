"""A round begins: the lists are united and frozen, each person once."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from fangxian.engines.compiled import compiled
from fangxian.engines.ledger.abreast import abreast
from fangxian.engines.ledger.numbers import Ints, number
from fangxian.engines.tables import INSTANT, REGISTER, closure_of

Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
_ON, _DEEPEST, _HOME, _PLACE = range(4)
"""Columns of what is chosen for each person: the lists as bits, how deep the place lies, two rows."""


def freeze_register(round_id: str, lists: Mapping[str, pl.DataFrame], places: pl.DataFrame) -> pl.DataFrame:
    """Return the union of the lists (LISTINGS each, after linkage) as REGISTER, one row a person.

    lists: by id, the one believed first in front. A person is registered at the deepest place of the tree that any
    list knows (of equals, the list in front), with the household of the first list that has one. A place that is not
    in the tree is the last resort. What a row says does not depend on the order of the rows.

    >>> from fangxian.engines.tables import LISTINGS, PLACES
    >>> tree = [{"place_id": "c", "name": "c", "level": "city"}, {"place_id": "d", "name": "d", "level": "d", "parent_id": "c"}]
    >>> home = LISTINGS.rows([{"person_id": "ann", "household_id": "h", "place_id": "c"}])
    >>> grid = LISTINGS.rows([{"person_id": "ann", "place_id": "d"}])
    >>> freeze_register("r", {"home": home, "grid": grid}, PLACES.rows(tree)).row(0)
    ('r', 'ann', 'h', 'd', 'home;grid', None)
    """
    if not lists:
        return REGISTER.empty()
    frames = [frame.select("person_id", "household_id", "place_id") for frame in lists.values()]
    together = pl.concat(frames, rechunk=True)
    ends = np.cumsum([0, *(frame.height for frame in frames)])
    parts = [slice(start, end) for start, end in pairwise(ends.tolist())]
    (persons, at), depth = abreast(
        partial(number, together["person_id"]), partial(_depth_of, together["place_id"], places)
    )
    twice = [_has_twice(at[part], len(persons.ids)) for part in parts]
    if any(twice):
        once = zip(lists.items(), twice, strict=True)
        depths = _depths(places)
        return freeze_register(
            round_id,
            {name: _once(frame, depths) if again else frame for (name, frame), again in once},
            places,
        )
    housed = together["household_id"].is_not_null().to_numpy()
    chosen = _choose(at, parts, housed, depth, len(persons.ids))
    return pl.DataFrame(
        {
            "round_id": pl.repeat(round_id, len(persons.ids), eager=True),
            "person_id": persons.ids,
            "household_id": together["household_id"].gather(chosen[:, _HOME]),
            "place_id": together["place_id"].gather(chosen[:, _PLACE]),
            "lists": _names_of(chosen[:, _ON], list(lists)),
            "added_at": pl.repeat(None, len(persons.ids), dtype=INSTANT, eager=True),
        }
    )


def _choose(at: Ints, parts: Sequence[slice], housed: Flags, depth: Longs, people: int) -> Longs:
    """Of each person the lists as bits, the depth, and the rows that have the household and the place."""
    chosen = np.zeros((people, 4), np.int64)
    chosen[:, _DEEPEST] = -2
    # The lists in front are written last.
    for nth in reversed(range(len(parts))):
        _write_list(chosen, nth, parts[nth].start, parts[nth].stop, at, housed, depth)
    return chosen


@compiled
def _write_list(chosen: Any, nth: Any, start: Any, stop: Any, at: Any, housed: Any, depth: Any) -> None:
    for row in range(start, stop):
        one = chosen[at[row]]
        if housed[row] or one[_ON] == 0:
            one[_HOME] = row
        if depth[row] >= one[_DEEPEST]:
            one[_DEEPEST], one[_PLACE] = depth[row], row
        one[_ON] |= 1 << nth


def _has_twice(who: Ints, people: int) -> bool:
    seen = np.zeros(people, bool)
    seen[who] = True
    return int(seen.sum()) < len(who)


def _once(frame: pl.DataFrame, depths: pl.DataFrame) -> pl.DataFrame:
    """A list that names somebody twice: at the deeper place, then the first by id."""
    deep = frame.join(depths, on="place_id", how="left").sort(
        pl.col("depth").fill_null(-1), "place_id", descending=[True, False]
    )
    return deep.group_by("person_id").agg(pl.col("household_id").min(), pl.col("place_id").first())


def _depths(places: pl.DataFrame) -> pl.DataFrame:
    steps = closure_of(places).group_by("descendant_id").agg(depth=pl.col("steps").max())
    return steps.rename({"descendant_id": "place_id"})


def _depth_of(place_ids: pl.Series, places: pl.DataFrame) -> Longs:
    depths = _depths(places)
    known, _ = number(depths["place_id"])
    # Whatever is not in the tree finds the last, which is above everything.
    return np.append(depths["depth"].to_numpy(), -1)[known.find(place_ids)]


def _names_of(on: Longs, lists: Sequence[str]) -> pl.Series:
    """The lists' names joined, a text for each combination that occurs."""
    combined = pl.Series(on)
    named = {
        bits: ";".join(name for nth, name in enumerate(lists) if bits >> nth & 1)
        for bits in combined.unique().to_list()
    }
    return combined.replace_strict(named, return_dtype=pl.String)
