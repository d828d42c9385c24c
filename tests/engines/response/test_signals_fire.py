"""Signals fire plans, rings reach as far as their metres, and no engine knows the name of a disease."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fangxian.engines
from fangxian.engines import tables
from fangxian.engines.plans import Action, Trigger
from fangxian.engines.response import respond
from fangxian.engines.tables import Text
from fangxian.engines.tables.distances import metres_between
from tests.engines.response.small_city import (
    PLACES,
    PLAN,
    as_standing,
    line_list,
    local,
    measure,
    situation,
    visits,
)

NOW = "2021-08-01 12:00"
DO = measure("do")
AT_WELL = measure("well", "venue")
NOBODY = tables.CASES.empty()


def plan(scope: str, when: str, action: Action | None = None) -> object:
    then = (action or Action("do"),)
    rule = Trigger("r", Text("规则", "rule"), scope, when, then)  # type: ignore[arg-type]
    return replace(PLAN, areas=(), triggers=(rule,), measures={"do": DO, "well": AT_WELL})


def pools(**facts: object) -> pl.DataFrame:
    row = {"pool_id": "t1", "place_id": "s1", "result_at": local("2021-08-01 08:00"), "members": 10, **facts}
    return tables.POOLS.rows([row])


def fired(found: object) -> list[str]:
    return sorted(found.measures.filter(pl.col("change") != "no_longer_supported")["place_id"])  # type: ignore[attr-defined]


def test_a_positive_pool_fires_where_it_was_taken_and_is_its_own_evidence() -> None:
    found = respond(situation(NOBODY, NOW, pools=pools()), plan("pool", "!retested && members >= 10"))
    assert found.measures.select("place_id", "evidence").rows() == [("s1", "pool:t1")]
    assert found.measures["starts_at"].item() == local("2021-08-01 08:00")


def test_a_pool_taken_at_a_venue_fires_at_the_community_around_it() -> None:
    found = respond(situation(NOBODY, NOW, pools=pools(place_id="v-tea")), plan("pool", "!retested"))
    assert fired(found) == ["s1"]


def test_a_pool_that_turned_out_negative_releases_what_it_started() -> None:
    rule = plan("pool", "!retested")
    first = respond(situation(NOBODY, NOW, pools=pools()), rule)
    again = respond(situation(NOBODY, NOW, first, pools=pools(confirmed=False)), rule)
    assert again.measures["change"].to_list() == ["no_longer_supported"]


def test_a_result_that_was_recorded_later_is_not_known_yet() -> None:
    late = pools(recorded_at=local("2021-08-01 13:00"))
    assert respond(situation(NOBODY, NOW, pools=late), plan("pool", "!retested")).measures.is_empty()


@pytest.mark.parametrize(
    ("needed", "available", "holds"), [(10, 9, True), (10, 10, False), (0, 0, False), (3, 0, True)]
)
def test_a_capacity_fires_when_it_does_not_suffice(needed: int, available: int, holds: bool) -> None:
    row = {
        "capacity_id": "k",
        "kind": "rooms",
        "place_id": "d1",
        "needed": needed,
        "available": available,
        "counted_at": local("2021-08-01 07:00"),
    }
    now = situation(NOBODY, NOW, capacities=tables.CAPACITIES.rows([row]))
    for condition in ("short >= 1", "load > 1.0"):
        assert fired(respond(now, plan("capacity", condition))) == (["d1"] if holds else [])


def test_a_feed_fires_when_it_is_late_and_rests_when_it_has_come() -> None:
    row = {"feed_id": "f", "source": "lab", "place_id": "d1", "due_at": local("2021-08-01 06:00")}
    late, came = (
        tables.FEEDS.rows([{**row, "last_received_at": at}]) for at in (None, local("2021-08-01 06:30"))
    )
    rule = plan("feed", "missing && hours_late >= 6.0")
    assert fired(respond(situation(NOBODY, NOW, feeds=late), rule)) == ["d1"]
    assert fired(respond(situation(NOBODY, NOW, feeds=came), rule)) == []
    assert fired(respond(situation(NOBODY, "2021-08-01 11:59", feeds=late), rule)) == []


def test_what_a_signal_started_changes_nothing_the_second_time() -> None:
    rule = plan("pool", "!retested")
    first = respond(situation(NOBODY, NOW, pools=pools()), rule)
    again = respond(situation(NOBODY, NOW, as_standing(first), pools=pools()), rule)
    assert again.measures["change"].to_list() == ["unchanged"]


CASE = line_list("c1 p1 2021-07-31 s1 confirmed")


def ring(metres: float, venue_kind: str = "") -> object:
    action = Action("well" if venue_kind else "do", within_m=metres, venue_kind=venue_kind)
    return plan("case", "has_residence", action)


@given(st.floats(1, 20_000, allow_nan=False))
@settings(max_examples=15, deadline=None)
def test_a_ring_holds_exactly_the_lowest_places_within_its_metres(metres: float) -> None:
    home = PLACES.filter(place_id="s1").row(0, named=True)
    lowest = PLACES.filter(level="community")
    apart = metres_between(home["lat"], home["lon"], lowest["lat"].to_numpy(), lowest["lon"].to_numpy())
    expected = sorted(lowest.filter(pl.Series(apart) <= metres)["place_id"])
    assert fired(respond(situation(CASE, NOW), ring(metres))) == expected


def test_a_wider_ring_reaches_the_neighbour_and_the_narrow_one_only_home() -> None:
    assert fired(respond(situation(CASE, NOW), ring(100))) == ["s1"]
    assert fired(respond(situation(CASE, NOW), ring(1_200))) == ["s1", "s2"]


def test_a_ring_may_ask_for_venues_of_one_kind() -> None:
    assert fired(respond(situation(CASE, NOW), ring(100, "restaurant"))) == ["v-tea"]
    assert fired(respond(situation(CASE, NOW), ring(100, "water_point"))) == []


def test_a_ring_in_a_tree_without_positions_shrinks_to_its_middle() -> None:
    blind = PLACES.with_columns(lat=pl.lit(None, dtype=pl.Float64()), lon=pl.lit(None, dtype=pl.Float64()))
    assert fired(respond(situation(CASE, NOW, places=blind), ring(5_000))) == ["s1"]


def test_a_ring_around_a_venue_starts_from_the_venue() -> None:
    stays = visits("p1 v-tea 2021-07-31T10:00 2021-07-31T11:00")
    rule = plan("venue", "cases >= 1", Action("do", within_m=1_200))
    assert fired(respond(situation(CASE, NOW, presences=stays), rule)) == ["s1", "s2"]


def test_a_deadline_of_the_same_day_ends_with_the_day_but_leaves_time_to_act() -> None:
    quick = replace(DO, deadline=replace(DO.deadline, hours=6, same_day=True))
    morning, night = (pools(result_at=local(f"2021-08-01 {hour}:00")) for hour in ("08", "21"))
    rule = replace(plan("pool", "!retested"), measures={"do": quick})  # type: ignore[type-var]
    due = [
        respond(situation(NOBODY, "2021-08-01 22:00", pools=one), rule).measures["deadline_at"].item()
        for one in (morning, night)
    ]
    assert due == [local("2021-08-02 00:00"), local("2021-08-01 21:00") + timedelta(hours=6)]


def test_no_engine_names_a_disease() -> None:
    """A disease, a plan for it and its measures are packs alone."""
    names = re.compile(r"cholera|covid|sars|measles|霍乱|新冠|麻疹", re.IGNORECASE)
    folder = Path(next(iter(fangxian.engines.__path__)))
    found = [file.name for file in folder.rglob("*.py") if names.search(file.read_text("utf-8"))]
    assert found == []
