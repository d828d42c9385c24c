"""How many people the measures take, and how many there are."""

import polars as pl

from fangxian.engines import tables
from fangxian.engines.plans import Measure, Staff, StaffingRule
from fangxian.engines.staffing import supply_of
from fangxian.engines.staffing.needs import needs_of
from tests.engines.response.small_city import PLACES, measure
from tests.engines.response.test_cascade import signed


def needs(one: Measure, place: str, **row: object) -> dict[tuple[str, str], int]:
    found = needs_of(signed(one.id, place, **row), tables.TESTING.empty(), {one.id: one}, PLACES)
    return {
        (to, role): needed for to, role, needed in found.select("to_place_id", "role", "needed").iter_rows()
    }


def test_a_team_a_place_is_needed_at_every_place_of_the_lowest_level() -> None:
    guards = measure("guard", cascade_to="community", staff=(Staff("guard", 2),))
    assert needs(guards, "d1") == {("s1", "guard"): 2, ("s2", "guard"): 2}


def test_a_team_per_so_many_people_counts_those_who_live_there() -> None:
    carers = measure("care", cascade_to="community", staff=(Staff("carer", 1, per_people=300),))
    assert needs(carers, "d1") == {("s1", "carer"): 2, ("s2", "carer"): 3}


def test_a_measure_for_persons_counts_the_persons() -> None:
    doctors = measure("visit", "person", staff=(Staff("doctor", 1, per_people=5),))
    assert needs(doctors, "s1", people=11) == {("s1", "doctor"): 3}


def test_sampling_sites_need_their_samplers() -> None:
    row = {"testing_id": "t", "place_id": "s1", "site_place_id": "s2", "people": 500, "pool_size": 10}
    row |= {"tubes": 50, "samplers": 2, "due_at": None, "change": "new", "outbreak_id": "tea", "rule": "test"}
    sites = pl.DataFrame([{**row, "evidence": "c1"}])
    found = needs_of(tables.MEASURES.empty(), sites, {}, PLACES)
    assert found.select("to_place_id", "role", "needed").rows() == [("s2", "sampler", 2)]


def test_supply_is_rounded_down() -> None:
    towns = pl.DataFrame({"place_id": ["a", "b"], "population": [699, None]})
    assert supply_of(towns, StaffingRule(350, 0.9)).rows() == [("a", 1, 0), ("b", 0, 0)]
