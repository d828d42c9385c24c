"""Every rostering solver is held by the same suite; a folder dropped into `solvers/` is picked up by itself."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.problems import Problem
from fangxian.engines.rostering import HeatBand, Rules, list_solvers, make_roster
from fangxian.engines.rostering.rosters import get_solver
from fangxian.engines.tables import ABSENCES, ROSTER_PEOPLE, ROSTER_SHIFTS
from tests.engines.rostering.drawn_week import hour

LENGTHS = (4, 6, 8, 12)
RULES = Rules(timezone="UTC", heat=(HeatBand(-90, 480, 480), HeatBand(35, 240, 300)))

PERSON = st.fixed_dictionaries(
    {
        "post_id": st.sampled_from([None, "gate", "lobby"]),
        "skills": st.sampled_from([None, "nurse", "nurse;driver"]),
        "is_new": st.booleans(),
        "no_night": st.booleans(),
        "no_suit": st.booleans(),
    }
)
SHIFT = st.fixed_dictionaries(
    {
        "post_id": st.sampled_from(["gate", "lobby"]),
        "start": st.integers(0, 40).map(lambda n: 4 * n),
        "length": st.sampled_from(LENGTHS),
        "need": st.integers(0, 3),
        "skills": st.sampled_from([None, "nurse"]),
        "kind": st.sampled_from(["day", "night"]),
        "suit": st.booleans(),
        "temperature_c": st.sampled_from([20.0, 36.0]),
    }
)
AWAY = st.tuples(
    st.integers(0, 5), st.integers(0, 150), st.integers(1, 48), st.sampled_from(["absence", "wish"])
)
WORLD = st.tuples(
    st.lists(PERSON, min_size=1, max_size=6),
    st.lists(SHIFT, min_size=1, max_size=9),
    st.lists(AWAY, max_size=3),
)
Tables = tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]


def tables_of(world) -> Tables:
    drawn, planned, absences = world
    staff = ROSTER_PEOPLE.rows([{"person_id": f"p{n}", **row} for n, row in enumerate(drawn)])
    shifts = [
        {
            "shift_id": f"s{n}",
            "starts_at": hour(row["start"]),
            "ends_at": hour(row["start"] + row["length"]),
            **row,
        }
        for n, row in enumerate(planned)
    ]
    away = [
        {"person_id": f"p{n}", "from_at": hour(begin), "to_at": hour(begin + length), "kind": kind}
        for n, begin, length, kind in absences
    ]
    return staff, ROSTER_SHIFTS.rows(shifts), ABSENCES.rows(away)


def list_broken(roster: pl.DataFrame, staff: pl.DataFrame, absences: pl.DataFrame) -> list[str]:
    """Look at each person's shifts, pair by pair and hour by hour, without the sums that solvers go by."""
    broken = []
    who = {row["person_id"]: row for row in staff.iter_rows(named=True)}
    away = [row for row in absences.iter_rows(named=True) if row["kind"] == "absence"]
    for name, person in who.items():
        mine = roster.filter(person_id=name).sort("starts_at").to_dicts()
        for n, one in enumerate(mine):
            for other in mine[n + 1 :]:
                if other["starts_at"] < one["ends_at"] + timedelta(hours=RULES.rest_hours):
                    broken.append(f"rest {name}")
            begun = [
                row for row in mine if timedelta() <= row["starts_at"] - one["starts_at"] < timedelta(days=7)
            ]
            if sum((row["ends_at"] - row["starts_at"] for row in begun), timedelta()) > timedelta(hours=48):
                broken.append(f"week {name}")
            nights = {
                (row["starts_at"].astimezone(ZoneInfo("UTC")) - timedelta(hours=12)).date()
                for row in begun
                if row["kind"] == "night"
            }
            first = (one["starts_at"] - timedelta(hours=12)).date()
            if {first + timedelta(days=k) for k in range(4)} <= nights:
                broken.append(f"nights {name}")
            if any(
                row["person_id"] == name
                and row["from_at"] < one["ends_at"]
                and one["starts_at"] < row["to_at"]
                for row in away
            ):
                broken.append(f"absence {name}")
            if one["suit"] and (
                person["no_suit"]
                or (one["temperature_c"] > 35 and one["ends_at"] - one["starts_at"] > timedelta(hours=4))
            ):
                broken.append(f"suit {name}")
            if (one["kind"] == "night" and person["no_night"]) or person["post_id"] not in (
                None,
                one["post_id"],
            ):
                broken.append(f"bar {name}")
    return broken


@pytest.mark.parametrize("solver", list_solvers())
@given(world=WORLD)
@settings(max_examples=25, deadline=None)
def test_no_rule_is_broken_and_every_shift_is_filled_or_named_as_short(solver: str, world) -> None:
    staff, shifts, absences = tables_of(world)
    made = make_roster(staff, shifts, RULES, absences, solver=solver)
    assert made.roster.select("person_id", "shift_id").is_duplicated().sum() == 0
    assert list_broken(made.roster, staff, absences) == []
    lacking = dict(made.short.filter(lacks="people").select("shift_id", "missing").iter_rows())
    new = set(staff.filter("is_new")["person_id"])
    for shift in shifts.iter_rows(named=True):
        on = set(made.roster.filter(shift_id=shift["shift_id"])["person_id"])
        need = max(shift["need"], 2) if shift["kind"] == "night" and shift["need"] else shift["need"]
        assert len(on) + lacking.get(shift["shift_id"], 0) == need
        assert not on or on - new, "whoever is new is never without one who is not"
        assert shift["kind"] == "day" or len(on) != 1, "nobody is alone at night"
    assert made.bound <= made.points


@pytest.mark.parametrize("solver", list_solvers())
@given(world=WORLD, seed=st.integers(0, 99))
@settings(max_examples=10, deadline=None)
def test_the_order_of_rows_does_not_matter(solver: str, world, seed: int) -> None:
    tables = tables_of(world)
    mixed = [table.sample(fraction=1.0, shuffle=True, seed=seed) for table in tables]
    one = make_roster(tables[0], tables[1], RULES, tables[2], solver=solver)
    other = make_roster(mixed[0], mixed[1], RULES, mixed[2], solver=solver)
    assert one.roster.equals(other.roster)
    assert one.short.equals(other.short)


@given(world=WORLD)
@settings(max_examples=15, deadline=None)
def test_the_exact_solver_is_never_worse_than_turns_and_says_how_far_from_the_best(world) -> None:
    staff, shifts, absences = tables_of(world)
    turns = make_roster(staff, shifts, RULES, absences, solver="by_turns")
    exact = make_roster(staff, shifts, RULES, absences)
    assert turns.bound <= exact.bound <= exact.points <= turns.points
    assert exact.gap == 0


def test_an_unknown_solver_is_named_with_those_there_are() -> None:
    with pytest.raises(Problem, match="by_turns, cp_sat"):
        get_solver("coin")
