"""Every solver for rooms is held by the same suite; a folder dropped into `solvers/` is picked up by itself.

   inn (2 floors)          people at 0 km            hall (1 floor)
── -1 km ─────────────────── 0 ───────────────────── +3 km ──
"""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.problems import Problem
from fangxian.engines.quarantine import Placement, PlacingRule, lay_out, list_solvers, place_people
from fangxian.engines.quarantine.placing import get_solver

KM = 1 / 111.195
FLOORS = [
    ("inn", "2", 3, None, -KM),
    ("inn", "3", 3, "wheelchair;dialysis", -KM),
    ("hall", "1", 4, None, 3 * KM),
]
PERSON = st.tuples(
    st.integers(0, 6), st.sampled_from([None, "boat", "tea"]), st.sampled_from([None, "wheelchair", "infant"])
)
PEOPLE = st.lists(PERSON, max_size=14)
each_solver = pytest.mark.parametrize("solver", list_solvers())


def floors(rows=FLOORS) -> pl.DataFrame:
    """Floors on a line through the middle of the map."""
    names = ["site_id", "floor", "rooms", "offers", "lat"]
    return pl.DataFrame(rows, schema=names, orient="row").with_columns(lon=pl.lit(0.0))


def people(*rows: tuple) -> pl.DataFrame:
    """People at 0 km: (party, group, needs) each, numbered p00, p01 ..."""
    told = [(f"p{at:02}", *row) for at, row in enumerate(rows)]
    schema = {name: pl.String() for name in ("person_id", "party_id", "group_id", "needs")}
    return pl.DataFrame(told, schema=schema, orient="row").with_columns(lat=pl.lit(0.0), lon=pl.lit(0.0))


def drawn(rows: list[tuple]) -> pl.DataFrame:
    """People in parties of 0 ... 6, 0 being nobody's party."""
    return people(*((f"f{party}" if party else None, group, needs) for party, group, needs in rows))


def site_of(placed: Placement) -> dict[str, str]:
    return dict(placed.rooms_given.select("person_id", "site_id").rows())


@each_solver
@given(rows=PEOPLE, share=st.sampled_from([0.4, 1.0]))
@settings(max_examples=25, deadline=None)
def test_parties_stay_together_rooms_are_not_shared_needs_are_met_and_nobody_is_forgotten(
    solver, rows, share
):
    asked = drawn(rows)
    placed = place_people(lay_out(asked, floors(), PlacingRule(group_share=share)), solver)
    given_, left = placed.rooms_given, placed.without_room
    assert sorted([*given_["person_id"], *left["person_id"]]) == sorted(asked["person_id"])
    of_party = given_.group_by("party_id").agg(pl.struct("site_id", "floor").n_unique().alias("floors"))
    assert (of_party["floors"] == 1).all()
    assert not set(given_["party_id"]) & set(left["party_id"])
    of_room = given_.group_by("site_id", "room").agg(pl.col("party_id").n_unique(), pl.len().alias("people"))
    assert (of_room["party_id"] == 1).all()
    assert (of_room["people"] <= 2).all()
    used = given_.unique(["site_id", "floor", "room"]).group_by("site_id", "floor").len()
    room_of = {(site, floor): rooms for site, floor, rooms, *_ in FLOORS}
    assert all(count <= room_of[site, floor] for site, floor, count in used.iter_rows())
    wheels = given_.join(asked.filter(needs="wheelchair"), on="person_id").select("site_id", "floor").unique()
    assert set(wheels.rows()) <= {("inn", "3")}
    assert placed.choice.bound <= placed.objective


@each_solver
@given(rows=PEOPLE)
@settings(max_examples=15, deadline=None)
def test_run_again_with_what_it_gave_nobody_moves(solver, rows):
    asked = drawn(rows)
    first = place_people(lay_out(asked, floors()), solver)
    again = place_people(lay_out(asked.reverse(), floors().reverse(), kept=first.rooms_given), solver)
    columns = ["person_id", "site_id", "floor", "room"]
    assert again.rooms_given.select(columns).equals(first.rooms_given.select(columns))
    assert place_people(lay_out(asked.reverse(), floors()), solver).rooms_given.equals(first.rooms_given)


@given(rows=PEOPLE, share=st.sampled_from([0.4, 1.0]))
@settings(max_examples=20, deadline=None)
def test_no_bound_is_above_what_the_other_solver_found(rows, share):
    instance = lay_out(drawn(rows), floors(), PlacingRule(group_share=share))
    found = [place_people(instance, solver) for solver in list_solvers()]
    assert max(one.choice.bound for one in found) <= min(one.objective for one in found)


@each_solver
def test_the_nearer_site_is_taken_first_and_the_next_says_why(solver):
    placed = place_people(lay_out(people(*[(None, None, None)] * 7), floors()), solver)
    assert sorted(site_of(placed).values()) == ["hall"] + ["inn"] * 6
    (why,) = placed.rooms_given.filter(site_id="hall")["why_en"]
    assert why == "number 2 by distance; nearer: inn is full"
    assert placed.travelled_m == 6 * 1000 + 3000


@each_solver
def test_a_group_is_dispersed_over_sites(solver):
    """Four of the boat; no site may take more than half of them."""
    rule = PlacingRule(group_share=0.5)
    placed = place_people(lay_out(people(*[(None, "boat", None)] * 4), floors(), rule), solver)
    assert sorted(site_of(placed).values()) == ["hall", "hall", "inn", "inn"]
    assert placed.over == 0
    assert "has all it may of the same group" in placed.rooms_given.filter(site_id="hall")["why_en"][0]


@each_solver
def test_two_groups_are_on_two_floors(solver):
    asked = people(*[(None, "boat", None)] * 2, *[(None, "tea", None)] * 2)
    placed = place_people(lay_out(asked, floors()), solver)
    assert placed.mixed == 0
    assert set(site_of(placed).values()) == {"inn"}


@each_solver
def test_a_carer_goes_where_the_cared_for_is_looked_after(solver):
    placed = place_people(lay_out(people(("f", None, "dialysis"), ("f", None, None)), floors()), solver)
    assert placed.rooms_given.select("floor", "room").rows() == [("3", "301"), ("3", "301")]


@each_solver
@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([(None, None, "infant")], "no floor offers care for an infant"),
        ([("f", None, None)] * 9, "no floor has 5 rooms"),
        ([(None, None, "dialysis")] * 4, "the floors that offer dialysis are full"),
        ([(None, None, None)] * 11, "every room is taken"),
    ],
)
def test_what_is_short_is_named(solver, rows, why):
    placed = place_people(lay_out(people(*rows), floors()), solver)
    assert set(placed.without_room["why_en"]) == {why}


def test_more_than_cp_sat_can_take_is_refused_with_the_other_solver_named():
    many = people(*[(None, None, None)] * 7_000)
    with pytest.raises(Problem, match="min_cost_flow"):
        place_people(lay_out(many, floors()), "cp_sat")


def test_an_unknown_solver_is_named_with_those_there_are():
    with pytest.raises(Problem, match="min_cost_flow"):
        get_solver("auction")
