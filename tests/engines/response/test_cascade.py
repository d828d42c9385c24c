"""The cascade: one order, and a dispatch for every office that has to act on it."""

import time
from dataclasses import replace

import polars as pl
import pytest

from fangxian.engines import tables
from fangxian.engines.plans import Plan
from fangxian.engines.response import cascade
from tests.engines.response.small_city import PLACES, PLAN, local, measure


def signed(name: str, place: str, **changes: object) -> pl.DataFrame:
    """One measure as a person signed it."""
    row = {
        "measure_id": f"m-{name}-{place}",
        "measure": name,
        "place_id": place,
        "starts_at": local("2021-07-30"),
        "ends_at": local("2021-08-13"),
        "restricts": True,
        "legal_basis": "a-law",
        "change": "new",
        "outbreak_id": "tea",
        "rule": "r",
        "evidence": "c1",
        "digest": "",
    }
    return tables.MEASURES.rows([{**row, **changes}])


def plan_with(**changes: object) -> Plan:
    return replace(PLAN, measures={"do": measure("do", **changes)})  # type: ignore[arg-type]


def test_every_office_below_receives_a_dispatch_and_the_town_next_door_does_not() -> None:
    orders = cascade(signed("do", "city"), PLACES, plan_with(cascade_to="community"))
    assert set(orders["place_id"]) == {"city", "d1", "d2", "s1", "s2", "s3", "s4"}
    assert orders["order_id"].n_unique() == 1


def test_a_dispatch_hangs_under_the_command_office_of_the_place_above() -> None:
    orders = cascade(signed("do", "city"), PLACES, plan_with(cascade_to="district"))
    above = dict(orders.select("place_id", "parent_dispatch_id").iter_rows())
    top = orders.filter(place_id="city")["dispatch_id"].item()
    assert above == {"city": None, "d1": top, "d2": top}


def test_departments_sit_beside_the_command_office_of_their_level() -> None:
    plan = plan_with(cascade_to="district", departments={"city": ("education",), "district": ("police",)})
    orders = cascade(signed("do", "city"), PLACES, plan)
    police = orders.filter(department="police", place_id="d1").row(0, named=True)
    office = orders.filter(department="command_office", place_id="d1").row(0, named=True)
    assert police["parent_dispatch_id"] == office["dispatch_id"]
    assert set(orders.filter(department="education")["place_id"]) == {"city"}


def test_an_order_for_one_place_stays_there() -> None:
    orders = cascade(signed("do", "d1"), PLACES, plan_with(cascade_to="here"))
    assert orders.select("place_id", "department").rows() == [("d1", "command_office")]


def test_a_measure_below_the_level_it_cascades_to_stays_where_it_is() -> None:
    orders = cascade(signed("do", "s1"), PLACES, plan_with(cascade_to="district"))
    assert orders["place_id"].to_list() == ["s1"]


def test_a_level_the_tree_lacks_falls_to_the_nearest() -> None:
    orders = cascade(
        signed("do", "d1"), PLACES, plan_with(cascade_to="tract", departments={"tract": ("health",)})
    )
    assert set(orders.filter(department="health")["place_id"]) == {"s1", "s2"}


def test_an_order_about_a_venue_goes_to_the_office_where_it_lies() -> None:
    orders = cascade(signed("do", "v-tea"), PLACES, plan_with(kind="venue"))
    assert orders.select("place_id", "subject_place_id").rows() == [("s1", "v-tea")]


@pytest.mark.parametrize(
    ("given", "due"), [({}, "2021-07-31"), ({"deadline_at": local("2021-07-30 20:00")}, "2021-07-30 20:00")]
)
def test_the_deadline_is_the_signed_one_or_counts_from_the_start(given: dict, due: str) -> None:
    orders = cascade(signed("do", "s1", **given), PLACES, plan_with())
    assert orders["deadline_at"].to_list() == [local(due)]


def test_a_measure_the_plan_does_not_hold_is_left_out() -> None:
    assert cascade(signed("unknown", "s1"), PLACES, PLAN).is_empty()


def test_a_city_of_6340_communities_and_twenty_measures_takes_a_few_seconds() -> None:
    rows = [("city", "city", None)]
    rows += [(f"d{d}", "district", "city") for d in range(32)]
    rows += [(f"k{k}", "community", f"d{k % 32}") for k in range(6340)]
    places = tables.PLACES.rows(
        [{"place_id": p, "name": p, "level": level, "parent_id": above} for p, level, above in rows]
    )
    names = [f"do-{number}" for number in range(20)]
    plan = replace(PLAN, measures={name: measure(name, cascade_to="community") for name in names})
    measures = pl.concat([signed(name, "city") for name in names])
    began = time.process_time()
    orders = cascade(measures, places, plan)
    assert orders.height == 20 * (1 + 32 + 6340)
    assert time.process_time() - began < 5
