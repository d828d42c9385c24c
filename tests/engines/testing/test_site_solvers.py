"""Every site solver is held by the same suite; a folder dropped into `solvers/` is picked up by itself."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.plans import TestingRule as Rule
from fangxian.engines.problems import Problem
from fangxian.engines.tables.distances import metres_between
from fangxian.engines.testing import DEMAND, list_solvers, place_sites
from fangxian.engines.testing.sites import get_solver

RULE = Rule(10, 1000, 300, 800.0, 5_000_000, 48.0, 72.0)
_PLACE = st.tuples(
    st.integers(0, 5000), st.one_of(st.none(), st.tuples(st.integers(0, 30), st.integers(0, 30)))
)
DEMANDS = st.lists(_PLACE, max_size=12)


def demand_of(places: list[tuple[int, tuple[int, int] | None]]) -> pl.DataFrame:
    """Places on a grid of about a hundred metres."""
    rows = [
        (f"k{at:02}", people, *((28 + seat[0] / 1000, 113 + seat[1] / 1000) if seat else (None, None)))
        for at, (people, seat) in enumerate(places)
    ]
    return pl.DataFrame(rows, schema=DEMAND, orient="row")


@pytest.mark.parametrize("solver", list_solvers())
@given(places=DEMANDS)
@settings(max_examples=60, deadline=None)
def test_everybody_has_a_place_within_the_walk_and_no_site_is_over_full(
    solver: str, places: list[tuple[int, tuple[int, int] | None]]
) -> None:
    demand = demand_of(places)
    found = place_sites(demand, RULE, solver)
    sent = dict(found.group_by("place_id").agg(pl.col("people").sum()).iter_rows())
    assert sent == {place: people for place, people, *_ in demand.iter_rows() if people}
    sites = found.group_by("site_place_id", "site").agg(pl.col("people").sum())
    assert sites.is_empty() or sites["people"].max() <= RULE.site_capacity
    assert found.is_empty() or found["walk_m"].max() <= RULE.max_walk_m
    seats = demand.select("place_id", "lat", "lon")
    apart = (
        found.join(seats, on="place_id")
        .join(seats, left_on="site_place_id", right_on="place_id", suffix="_site")
        .drop_nulls(["lat", "lat_site"])
    )
    walked = metres_between(apart["lat"], apart["lon"], apart["lat_site"], apart["lon_site"])
    assert (abs(walked - apart["walk_m"].to_numpy()) < 1).all()


@pytest.mark.parametrize("solver", list_solvers())
@given(places=DEMANDS, seed=st.integers(0, 99))
@settings(max_examples=30, deadline=None)
def test_the_order_of_rows_does_not_matter(
    solver: str, places: list[tuple[int, tuple[int, int] | None]], seed: int
) -> None:
    demand = demand_of(places)
    mixed = demand.sample(fraction=1.0, shuffle=True, seed=seed)
    assert place_sites(demand, RULE, solver).equals(place_sites(mixed, RULE, solver))


def test_a_small_group_joins_the_site_next_door() -> None:
    """k00 (900) ── 111 m ── k01 (80)"""
    found = place_sites(demand_of([(900, (0, 0)), (80, (1, 0))]), RULE)
    assert found.select("place_id", "site_place_id", "people").rows() == [
        ("k00", "k00", 900),
        ("k01", "k00", 80),
    ]


def test_tubes_and_samplers_follow_from_the_people() -> None:
    found = place_sites(demand_of([(301, (0, 0))]), RULE).row(0, named=True)
    assert (found["tubes"], found["samplers"]) == (31, 2)


def test_an_unknown_solver_is_named_with_those_there_are() -> None:
    with pytest.raises(Problem, match="nearest_first"):
        get_solver("p-median")
