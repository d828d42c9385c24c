"""A round begins: the lists are united and frozen, each person once."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import polars as pl

from fangxian.engines.ledger.numbers import Ints, number
from fangxian.engines.tables import INSTANT, REGISTER, closure_of

Depths = npt.NDArray[np.int64]


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
    persons, at = number(together["person_id"])
    twice = [_has_twice(at[part], len(persons.ids)) for part in parts]
    if any(twice):
        once = zip(lists.items(), twice, strict=True)
        depths = _depths(places)
        return freeze_register(
            round_id,
            {name: _once(frame, depths) if again else frame for (name, frame), again in once},
            places,
        )
    on, home, place = _choose(together, at, parts, _depth_of(together["place_id"], places), len(persons.ids))
    return pl.DataFrame(
        {
            "round_id": pl.repeat(round_id, len(persons.ids), eager=True),
            "person_id": persons.ids,
            "household_id": together["household_id"].gather(home),
            "place_id": together["place_id"].gather(place),
            "lists": _names_of(on, list(lists)),
            "added_at": pl.repeat(None, len(persons.ids), dtype=INSTANT, eager=True),
        }
    )


def _choose(
    together: pl.DataFrame, at: Ints, parts: Sequence[slice], depth: Depths, people: int
) -> tuple[Depths, Depths, Depths]:
    """Of each person the lists as bits, and the rows that have the household and the place."""
    housed = together["household_id"].is_not_null().to_numpy()
    rows = np.arange(together.height)
    on, deepest = np.zeros(people, np.int64), np.full(people, -2)
    home, place = np.zeros(people, np.int64), np.zeros(people, np.int64)
    # The lists in front are written last.
    for nth in reversed(range(len(parts))):
        part = parts[nth]
        who, deep = at[part], depth[part]
        on[who] |= 1 << nth
        with_home = housed[part] | (on[who] == 1 << nth)
        home[who[with_home]] = rows[part][with_home]
        deeper = deep >= deepest[who]
        deepest[who[deeper]], place[who[deeper]] = deep[deeper], rows[part][deeper]
    return on, home, place


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


def _depth_of(place_ids: pl.Series, places: pl.DataFrame) -> Depths:
    known, at = number(place_ids)
    depth = known.ids.to_frame("place_id").join(
        _depths(places), on="place_id", how="left", maintain_order="left"
    )
    return depth["depth"].fill_null(-1).to_numpy()[at]


def _names_of(on: Depths, lists: Sequence[str]) -> pl.Series:
    """The lists' names joined, a text for each combination that occurs."""
    found, at = np.unique(on, return_inverse=True)
    names = [";".join(name for nth, name in enumerate(lists) if bits >> nth & 1) for bits in found.tolist()]
    return pl.Series(names, dtype=pl.String).gather(at)
