"""Every staffing solver is held by the same suite; a folder dropped into `solvers/` is picked up by itself."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.problems import Problem
from fangxian.engines.staffing import SUPPLY, lend_workers, list_solvers
from fangxian.engines.staffing.lending import get_solver

SEAT = st.one_of(st.none(), st.tuples(st.integers(0, 30), st.integers(0, 30)))
PLACE = st.tuples(st.integers(0, 9), st.integers(0, 5), st.integers(0, 9), SEAT)
PLACES = st.lists(PLACE, min_size=1, max_size=10)
Drawn = list[tuple[int, int, int, tuple[int, int] | None]]


def world(places: Drawn) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Needs (two roles a place), supply and seats on a grid, all under one parent."""
    needs, supply, seats = [], [], []
    for at, (workers, may_leave, needed, seat) in enumerate(places):
        place = f"k{at:02}"
        supply.append((place, workers, min(workers, may_leave)))
        lat, lon = (28 + seat[0] / 1000, 113 + seat[1] / 1000) if seat else (None, None)
        seats.append((place, "city", lat, lon))
        needs += [(place, "guard", needed), (place, "sampler", 1)] if needed else []
    columns = {"place_id": pl.String(), "parent_id": pl.String(), "lat": pl.Float64(), "lon": pl.Float64()}
    wanted = {"to_place_id": pl.String(), "role": pl.String(), "needed": pl.Int64()}
    return (
        pl.DataFrame(needs, schema=wanted, orient="row"),
        pl.DataFrame(supply, schema=SUPPLY, orient="row"),
        pl.DataFrame(seats, schema=columns, orient="row"),
    )


@pytest.mark.parametrize("solver", list_solvers())
@given(places=PLACES)
@settings(max_examples=60, deadline=None)
def test_nobody_is_sent_twice_and_no_need_is_over_filled(solver: str, places: Drawn) -> None:
    needs, supply, seats = world(places)
    sent = lend_workers(needs, supply, seats, solver)
    have = {place: (workers, may_leave) for place, workers, may_leave in supply.iter_rows()}
    for place, (workers, may_leave) in have.items():
        given_away = sent.filter((pl.col("from_place_id") == place) & (pl.col("to_place_id") != place))
        assert sent.filter(from_place_id=place)["people"].sum() <= workers
        assert given_away["people"].sum() <= may_leave
    met = sent.group_by("to_place_id", "role").agg(pl.col("people").sum(), pl.col("needed").first())
    assert (met["people"] <= met["needed"]).all()


@pytest.mark.parametrize("solver", list_solvers())
@given(places=PLACES)
@settings(max_examples=40, deadline=None)
def test_every_need_is_on_the_list_even_when_nobody_can_come(solver: str, places: Drawn) -> None:
    needs, supply, seats = world(places)
    sent = lend_workers(needs, supply, seats, solver)
    assert set(sent.select("to_place_id", "role").rows()) == set(needs.select("to_place_id", "role").rows())
    alone = supply.with_columns(may_leave=pl.lit(0, dtype=pl.Int64()))
    met = lend_workers(needs, alone, seats, solver)["people"].sum()
    wanted = needs.group_by("to_place_id").agg(pl.col("needed").sum())
    own = wanted.join(supply, left_on="to_place_id", right_on="place_id")
    assert met == own.select(pl.min_horizontal("needed", "workers").sum()).item()


@pytest.mark.parametrize("solver", list_solvers())
@given(places=PLACES, seed=st.integers(0, 99))
@settings(max_examples=30, deadline=None)
def test_the_order_of_rows_does_not_matter(solver: str, places: Drawn, seed: int) -> None:
    tables = world(places)
    mixed = [table.sample(fraction=1.0, shuffle=True, seed=seed) for table in tables]
    assert lend_workers(*tables, solver).equals(lend_workers(*mixed, solver))  # type: ignore[call-arg]


def test_the_nearer_neighbour_is_sent() -> None:
    """k00 needs 2 and has none ── 1 km ── k01 (2 may leave) ── 1 km ── k02 (2 may leave)"""
    sent = lend_workers(*world([(0, 0, 1, (0, 0)), (5, 2, 0, (9, 0)), (5, 2, 0, (18, 0))]))
    assert set(sent["from_place_id"]) == {"k01"}


def test_an_unknown_solver_is_named_with_those_there_are() -> None:
    with pytest.raises(Problem, match="min_cost_flow"):
        get_solver("auction")
