"""A day of supplies: the urgent first, what spoils first, and nobody uncounted."""

from datetime import date, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given, settings

from fangxian.engines.problems import Problem
from fangxian.engines.supplies import Solvers, allocate, list_needs, plan_supplies
from fangxian.engines.supplies.examples import EXAMPLE
from fangxian.engines.tables.supplies import CONTROLLED, LOTS, REQUESTS, VEHICLES
from tests.engines.supplies.drawn_zones import DAWN, DAY, HOURS, home, lot, zones

TWO_VANS = VEHICLES.rows([{"vehicle_id": f"v{at}", "depot_id": "d", "capacity_kg": 500} for at in (1, 2)])
NONE_ASKED = REQUESTS.empty()


def plan(homes, lots, asked=NONE_ASKED, vans=TWO_VANS, **more):
    frames = CONTROLLED.rows(homes), asked, LOTS.rows(lots), vans
    return plan_supplies(*frames, EXAMPLE, HOURS, DAY, **more)


def state_of(made, household: str) -> tuple:
    return made.households.filter(household_id=household).select("state", "reason", "short_of").row(0)


def test_a_household_gets_what_its_people_eat_until_the_next_delivery() -> None:
    made = plan([home(1, children=1)], [lot("a", "rice", 9_000)])
    assert made.portions.select("item", "quantity").rows() == [("rice", 3 * (2 * 300 + 200))]
    assert state_of(made, "h01") == ("planned", None, "")


def test_a_household_that_has_enough_for_now_needs_nothing() -> None:
    made = plan([home(1, served_until_at=DAWN + timedelta(hours=25))], [lot("a", "rice", 9_000)])
    assert state_of(made, "h01") == ("served", None, "")
    assert made.portions.is_empty()


def test_it_is_on_the_list_a_day_before_it_runs_out_and_behind_one_that_has() -> None:
    soon, out = home(1, served_until_at=DAWN + timedelta(hours=23)), home(2)
    made = plan([soon, out], [lot("a", "rice", 1_800)])
    assert made.portions["household_id"].to_list() == ["h02"]
    assert state_of(made, "h01") == ("unserved", "short", "rice")


def test_what_is_asked_for_urgently_comes_before_what_is_asked_for() -> None:
    asked = REQUESTS.rows(
        [
            {"request_id": "r1", "household_id": "h01", "item": "formula", "quantity": 1},
            {"request_id": "r2", "household_id": "h02", "item": "formula", "quantity": 1, "urgent": True},
        ]
    )
    made = plan([home(1, 0), home(2, 0)], [lot("a", "formula", 1)], asked)
    assert made.portions["request_id"].to_list() == ["r2"]
    assert made.unmet["request_id"].to_list() == ["r1"]


def test_what_expires_first_is_given_first_though_it_lies_farther() -> None:
    near = lot("near", "rice", 5_000, expires_on=date(2021, 12, 1))
    far = lot("far", "rice", 5_000, depot="e", lat=29.5, expires_on=date(2021, 9, 1))
    needs = list_needs(CONTROLLED.rows([home(1)]), NONE_ASKED, EXAMPLE, DAWN)
    got, _ = allocate(needs, LOTS.rows([near, far]), CONTROLLED.rows([home(1)]), EXAMPLE, DAY)
    assert got["lot_id"].to_list() == ["far"]


def test_of_what_expires_on_the_same_day_the_nearest_is_given() -> None:
    near, far = lot("near", "rice", 5_000), lot("far", "rice", 5_000, depot="e", lat=29.5)
    homes = CONTROLLED.rows([home(1)])
    got, _ = allocate(
        list_needs(homes, NONE_ASKED, EXAMPLE, DAWN), LOTS.rows([far, near]), homes, EXAMPLE, DAY
    )
    assert got["lot_id"].to_list() == ["near"]


def test_nothing_is_given_that_has_expired_or_has_not_come_or_will_not_keep() -> None:
    asked = REQUESTS.rows([{"request_id": "r", "household_id": "h01", "item": "formula", "quantity": 1}])
    spoilt = lot("a", "rice", 9_000, expires_on=DAY - timedelta(days=1))
    coming = lot("b", "rice", 9_000, arrives_on=DAY + timedelta(days=1))
    old = lot("c", "formula", 9, expires_on=DAY + timedelta(days=29))
    made = plan([home(1)], [spoilt, coming, old], asked)
    assert state_of(made, "h01") == ("unserved", "short", "formula;rice")


@pytest.mark.parametrize(
    ("homes", "vans", "why"),
    [
        ([home(1)], VEHICLES.empty(), "no-vehicle"),
        ([home(1, lat=None)], TWO_VANS, "not-on-the-map"),
        ([home(1, lat=33.0)], TWO_VANS, "no-time"),
    ],
)
def test_who_is_on_no_round_is_named_with_the_reason(homes, vans, why: str) -> None:
    made = plan(homes, [lot("a", "rice", 9_000)], vans=vans)
    assert state_of(made, "h01")[:2] == ("unserved", why)


def test_a_van_that_comes_back_drives_again() -> None:
    one = VEHICLES.rows([{"vehicle_id": "v", "depot_id": "d", "capacity_kg": 2}])
    made = plan([home(at, gate_id=f"g{at}") for at in (1, 2)], [lot("a", "rice", 9_000)], vans=one)
    assert made.rounds.stops["round_id"].to_list() == ["v/1", "v/2"]
    assert made.count("planned") == 2


def test_without_vehicles_given_there_are_as_many_vans_as_the_load_takes() -> None:
    homes = [home(at, 40, gate_id=f"g{at}") for at in range(1, 51)]
    made = plan(homes, [lot("a", "rice", 9_000_000)], vans=None)
    assert made.rounds.stops["vehicle_id"].n_unique() == 2
    assert made.count("planned") == 50


def test_an_item_the_pack_does_not_have_is_refused_by_name() -> None:
    asked = REQUESTS.rows([{"request_id": "r", "household_id": "h01", "item": "gold", "quantity": 1}])
    with pytest.raises(Problem) as refused:
        plan([home(1)], [], asked)
    assert refused.value.code == "no-such-item"
    assert "gold" in refused.value.happened.en


@given(zone=zones())
@settings(max_examples=25)
def test_every_household_is_served_or_named_and_every_need_is_met_or_told(zone) -> None:
    made = plan_supplies(**zone, rule=EXAMPLE, hours=HOURS, on=DAY)
    told = made.households
    assert sorted(told["household_id"]) == sorted(zone["households"]["household_id"])
    assert told.filter(state="unserved")["reason"].null_count() == 0
    assert set(told.filter(state="planned")["household_id"]) == set(made.rounds.drops["household_id"])
    given_out, missing = (frame["quantity"].sum() for frame in (made.portions, made.unmet))
    assert made.needs["quantity"].sum() == given_out + missing


@given(zone=zones())
@settings(max_examples=25)
def test_no_lot_gives_more_than_it_holds_and_nothing_that_has_spoilt(zone) -> None:
    made = plan_supplies(**zone, rule=EXAMPLE, hours=HOURS, on=DAY)
    taken = made.portions.join(zone["lots"], on="lot_id", suffix="_held")
    by_lot = taken.group_by("lot_id").agg(pl.col("quantity").sum(), pl.col("quantity_held").first())
    assert (by_lot["quantity"] <= by_lot["quantity_held"]).all()
    assert (taken["expires_on"].drop_nulls() >= DAY).all()


@given(zone=zones())
@settings(max_examples=20)
def test_hours_and_loads_are_kept_and_a_second_run_gives_the_same(zone) -> None:
    made, again = (plan_supplies(**zone, rule=EXAMPLE, hours=HOURS, on=DAY) for _ in range(2))
    assert made.rounds.stops.equals(again.rounds.stops)
    assert made.portions.equals(again.portions)
    loads = made.rounds.stops.group_by("round_id").agg(
        pl.col("load_kg").sum(), pl.col("vehicle_id").first(), pl.col("at").n_unique()
    )
    kept = loads.join(zone["vehicles"], on="vehicle_id")
    assert (kept["load_kg"] <= kept["capacity_kg"]).all()
    due = made.rounds.drops.join(zone["households"], on="household_id")
    late = due.filter(pl.col("closes_at").is_not_null() & (pl.col("at") > pl.col("closes_at")))
    assert late.is_empty()
    assert made.rounds.bound_m <= made.rounds.metres + 1e-6


def test_the_greedy_folders_plan_too_and_leave_nobody_out_either() -> None:
    homes = [home(at, gate_id=f"g{at}", lat=29.1 + at * 0.003) for at in range(8)]
    made = plan(homes, [lot("a", "rice", 90_000)], solvers=Solvers("in_order", "nearest"))
    assert made.count("planned") == 8


def test_an_hour_without_a_zone_is_meant_in_utc() -> None:
    needs = list_needs(CONTROLLED.rows([home(1)]), NONE_ASKED, EXAMPLE, datetime(2021, 8, 5))
    assert needs.height == 1
