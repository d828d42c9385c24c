"""One question of where to put sampling sites, laid out so that every solver answers exactly the same."""

from dataclasses import dataclass
from functools import cached_property
from math import ceil

import numpy as np
import polars as pl
from scipy.spatial import cKDTree

from fangxian.engines.problems import Problem, Text
from fangxian.engines.tables.distances import EARTH_RADIUS_M
from fangxian.engines.testing.siting.arcs import Arcs, Bools, Floats, Ints, find_arcs

DEMAND = {"place_id": pl.String(), "people": pl.Int64(), "lat": pl.Float64(), "lon": pl.Float64()}
"""People due in each place, and where the place is (null: unknown)."""

CANDIDATES = {
    "site_id": pl.String(),
    "place_id": pl.String(),
    "number": pl.Int64(),
    "lat": pl.Float64(),
    "lon": pl.Float64(),
    "capacity": pl.Int64(),
    "open": pl.Boolean(),
}
"""Where a site may stand: its place (null: none), its number within that place, people a day, whether it is open."""

SPARE = 1.15
"""A site is planned for 1 / 1.15 of what it can take."""
UNSERVED_WALKS = 10
"""Somebody no site serves counts as this many of the longest walks."""


@dataclass(frozen=True, eq=False)
class Instance:
    """Where may sites stand, whom are they for, and what is a good answer.

    An answer opens at most `most_sites` candidates (those already open among them), sends people over `arcs` to the
    opened ones, no more to each than its capacity, a place's people to as many sites as need be. Its **objective** is
    the metres walked by all people together plus `unserved_m` for everybody whom no site serves; the less the better.
    The bound of a placement is a bound of this number for this very instance.

    `places` has the columns of `DEMAND`, `candidates` those of `CANDIDATES`, both in the order of their ids.
    """

    places: pl.DataFrame
    candidates: pl.DataFrame
    arcs: Arcs
    most_sites: int
    walk_m: float
    unserved_m: float
    spacing_m: float = 0.0

    @cached_property
    def people(self) -> Ints:
        """People of each place."""
        return self.places["people"].to_numpy()

    @cached_property
    def capacity(self) -> Ints:
        """People each candidate can take."""
        return self.candidates["capacity"].to_numpy()

    @cached_property
    def open(self) -> Bools:
        """Which candidates are open already: they stay."""
        return self.candidates["open"].to_numpy()

    @cached_property
    def spots(self) -> Floats:
        """Metres east and north of the middle, a row per candidate; unknown positions lie in the middle."""
        return self.flat(self.candidates)

    def flat(self, frame: pl.DataFrame) -> Floats:
        """Return (lat, lon) as metres east and north of the middle of all candidates."""
        middle_lat = _mean(self.candidates["lat"])
        middle_lon = _mean(self.candidates["lon"])
        north = np.radians(frame["lat"].fill_null(middle_lat).to_numpy() - middle_lat) * EARTH_RADIUS_M
        east = np.radians(frame["lon"].fill_null(middle_lon).to_numpy() - middle_lon) * EARTH_RADIUS_M
        return np.column_stack([east * np.cos(np.radians(middle_lat)), north])

    @cached_property
    def too_close(self) -> Ints:
        """Pairs of candidates nearer to each other than `spacing_m`; two that are open already are left alone."""
        if self.spacing_m <= 0 or self.candidates.is_empty():
            return np.zeros((0, 2), dtype=np.int64)
        pairs = (
            cKDTree(self.spots)
            .query_pairs(self.spacing_m * (1 - 1e-9), output_type="ndarray")
            .astype(np.int64)
        )
        pairs = pairs[~self.open[pairs].all(axis=1)] if len(pairs) else pairs.reshape(0, 2)
        return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]

    @cached_property
    def close_to(self) -> dict[int, list[int]]:
        """The candidates too close to each candidate that has any."""
        close: dict[int, list[int]] = {}
        for one, other in self.too_close.tolist():
            close.setdefault(one, []).append(other)
            close.setdefault(other, []).append(one)
        return close

    def blocked_by(self, chosen: Bools) -> Bools:
        """Return which candidates are too close to one of `chosen`."""
        blocked = np.zeros(len(chosen), dtype=bool)
        for site in np.flatnonzero(chosen).tolist():
            blocked[self.close_to.get(site, [])] = True
        return blocked

    @cached_property
    def ends(self) -> Ints:
        """Where the arcs of each candidate begin, and where the last ends."""
        return np.searchsorted(self.arcs.site, np.arange(self.candidates.height + 1)).astype(np.int64)


def _mean(column: pl.Series) -> float:
    mean = column.mean()
    return float(mean) if isinstance(mean, float) else 0.0


def count_sites(people: int, capacity: int) -> int:
    """Return how many sites of one capacity are planned for so many people: with 15 % to spare.

    >>> count_sites(730_970, 12_000)
    71
    """
    return ceil(round(SPARE * people, 6) / capacity)


def lay_out(
    demand: pl.DataFrame,
    sites: pl.DataFrame | None = None,
    *,
    capacity: int,
    walk_m: float,
    most_sites: int | None = None,
    spacing_m: float = 0.0,
) -> Instance:
    """Return the instance of this demand; rows may come in any order.

    Args:
        demand: `DEMAND`; places with nobody due are left out.
        sites: (site_id, place_id, lat, lon, capacity, open), or nothing. Where all of them are open already, or there
            are none, every community is a candidate too, as often as its people fill a site.
        capacity: people a site takes where `sites` does not say.
        walk_m: the longest walk.
        most_sites: how many may be open in all; None: as many as there are candidates. Never fewer than are open.
        spacing_m: the shortest distance between two sites.

    Raises:
        Problem: "no-site-capacity" when a site can take nobody.

    >>> village = pl.DataFrame([("v", 1205, 28.0, 113.0)], schema=DEMAND, orient="row")
    >>> laid = lay_out(village, capacity=1000, walk_m=800)
    >>> laid.candidates["site_id"].to_list(), laid.most_sites, laid.unserved_m
    (['v-1', 'v-2'], 2, 8000.0)
    """
    _check(capacity)
    places = demand.filter(pl.col("people") > 0).select(*DEMAND).sort("place_id")
    given = _given(sites, capacity)
    if given["open"].all():
        given = pl.concat([given, _communities(places, given, capacity, 1 if spacing_m > 0 else None)])
    candidates = given.sort("site_id")
    _check(*candidates["capacity"])
    opened = int(candidates["open"].sum())
    wanted = candidates.height if most_sites is None else most_sites
    return Instance(
        places=places,
        candidates=candidates,
        arcs=find_arcs(places, candidates, walk_m),
        most_sites=min(max(wanted, opened), candidates.height),
        walk_m=walk_m,
        unserved_m=float(UNSERVED_WALKS * walk_m),
        spacing_m=spacing_m,
    )


def _given(sites: pl.DataFrame | None, capacity: int) -> pl.DataFrame:
    if sites is None:
        return pl.DataFrame(schema=CANDIDATES)
    return sites.with_columns(
        number=pl.lit(1, dtype=pl.Int64()),
        capacity=pl.col("capacity").fill_null(capacity),
        open=pl.col("open").fill_null(value=False),
    ).select(*CANDIDATES)


def _communities(places: pl.DataFrame, given: pl.DataFrame, capacity: int, most: int | None) -> pl.DataFrame:
    """Return the communities as candidates: each so often as its people fill sites, those open there counted."""
    there = given.group_by("place_id").agg(standing=pl.len())
    wanted = ((pl.col("people") + (capacity - 1)) // capacity).clip(upper_bound=most)
    copies = (
        places.join(there, on="place_id", how="left")
        .with_columns(number=pl.int_ranges(1, 1 + wanted + pl.col("standing").fill_null(0)))
        .explode("number")
        .with_columns(site_id=pl.format("{}-{}", "place_id", "number"))
        .join(given.select("site_id"), on="site_id", how="anti")
    )
    spare = pl.col("number").rank("ordinal").over("place_id") <= (wanted - pl.col("standing").fill_null(0))
    return (
        copies.filter(spare)
        .with_columns(capacity=pl.lit(capacity, dtype=pl.Int64()), open=pl.lit(value=False))
        .cast({"number": pl.Int64()})
        .select(*CANDIDATES)
    )


def _check(*capacities: int) -> None:
    if min(capacities, default=1) < 1:
        raise Problem(
            "no-site-capacity",
            Text("有采样点的容量小于 1 人。", "A site has a capacity below one person."),
            Text("容量是每个采样点一天能采的人数。", "A capacity is the people a site can sample in a day."),
            Text("请改为正整数。", "Give a positive whole number."),
        )
