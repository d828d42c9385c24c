"""A stricter rule never lists more people, whatever the outbreak."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from fangxian.engines import tables
from fangxian.engines.comparison import Ground, Trial, compare_rules, get_rule, run_trial, summarise_trials
from fangxian.engines.tracing import InMemoryPresences, plain_rule

ZONE = "Asia/Shanghai"
MIDNIGHT = datetime(2021, 7, 26, 16, tzinfo=UTC)
PEOPLE = [f"p{number}" for number in range(8)]
PLACES = tables.PLACES.rows(
    [
        {"place_id": name, "name": name, "level": "venue", "lat": 28.2 + 0.004 * at, "lon": 112.97}
        for at, name in enumerate(("hall", "mall", "park"))
    ]
)
UNKNOWN_OR = [None, None, "1", "2"]


def _stay(person: str, place: str, day: int, begin: int, length: int, details: tuple) -> dict[str, object]:
    arrive = MIDNIGHT + timedelta(days=day, minutes=begin)
    session, zone, row = details
    return {
        "person_id": person,
        "place_id": place,
        "arrive_at": arrive,
        "leave_at": arrive + timedelta(minutes=length),
        "session": session,
        "zone": zone,
        "seat": row and f"{row}B",
    }


# Nobody stays past 23:29, so that no air lingers over midnight: there the day rule would list fewer.
stays = st.lists(
    st.builds(
        _stay,
        st.sampled_from(PEOPLE),
        st.sampled_from(PLACES["place_id"].to_list()),
        st.integers(0, 3),
        st.integers(360, 1000),
        st.integers(1, 400),
        st.tuples(
            st.sampled_from(UNKNOWN_OR), st.sampled_from(UNKNOWN_OR), st.sampled_from([None, "1", "4", "9"])
        ),
    ),
    max_size=40,
)
infected = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True)
isolation = st.integers(0, 4 * 24)


def ground(rows: list[dict], cases: list[str], isolated: int) -> Ground:
    apart_at = MIDNIGHT + timedelta(hours=isolated)
    line_list = [
        {
            "case_id": f"c-{person}",
            "person_id": person,
            "reported_on": date(2021, 7, 29),
            "isolated_at": apart_at,
        }
        for person in cases
    ]
    presences = InMemoryPresences(tables.PRESENCES.rows(rows), ZONE)
    plan = plain_rule(lookback_days=2)
    moment = MIDNIGHT + timedelta(days=4)
    return Ground(tables.CASES.rows(line_list), plan, moment, ZONE, presences, places=PLACES)


def listed(rule: str, stood: Ground) -> set[str]:
    return set(get_rule(rule).find(stood)["person_id"])


@given(stays, infected, isolation)
@settings(deadline=None, max_examples=25)
def test_session_zone_and_seat_list_no_more_than_the_interval_and_that_no_more_than_the_day(
    rows, cases, isolated
):
    stood = ground(rows, cases, isolated)
    finest, interval, day = (
        listed(rule, stood) for rule in ("session_zone_seat", "venue_interval", "same_venue_day")
    )
    assert finest <= interval <= day


@given(stays, infected, isolation)
@settings(deadline=None, max_examples=25)
def test_more_cases_never_list_fewer_people_but_for_the_cases_themselves(rows, cases, isolated):
    for rule in ("companion_cell", "same_venue_day", "venue_interval"):
        fewer = listed(rule, ground(rows, cases[:1], isolated))
        more = listed(rule, ground(rows, cases, isolated))
        assert fewer - set(cases) <= more


@given(stays, infected, isolation)
@settings(deadline=None, max_examples=25)
def test_found_and_missed_together_are_all_infectees(rows, cases, isolated):
    healthy = [person for person in PEOPLE if person not in cases]
    moment = {"infected_at": MIDNIGHT, "infectious_at": MIDNIGHT + timedelta(days=2), "setting": "presence"}
    truth = tables.INFECTIONS.rows([{"person_id": one, "infector_id": cases[0], **moment} for one in healthy])
    table = compare_rules(ground(rows, cases, isolated), quarantine_days=14, truth=truth)
    assert (table["infectees"] == len(healthy)).all()
    assert (table["found"] + table["missed"] == table["infectees"]).all()
    assert (table["found"] <= table["people"]).all()
    assert (table["people"] <= table["people_total"]).all()


SMALL = Trial(people=400, days=24, at_least=6, judged_after_days=3)


def test_a_trial_is_the_same_for_the_same_seed_and_another_for_another():
    first, again, other = (
        run_trial(SMALL, plain_rule(), 14, np.random.default_rng(seed)) for seed in (1, 1, 2)
    )
    assert_frame_equal(first, again)
    assert not first.equals(other)


def test_the_interval_of_a_summary_holds_its_value_and_narrows_with_more_trials():
    def summary(count: int) -> dict[str, float]:
        rows = pl.DataFrame(
            {"trial": range(count), "rule": "r", "people": [10, 30] * (count // 2), "people_total": 40,
             "quarantine_days": 100.0, "infectees": 4, "found": [1, 3] * (count // 2),
             "missed": [3, 1] * (count // 2), "missed_total": 0}
        )  # fmt: skip
        found = summarise_trials(rows, np.random.default_rng(1))
        return found.filter(pl.col("measure") == "people").row(0, named=True)

    few, many = summary(4), summary(100)
    assert few["value"] == many["value"] == 20.0
    assert few["low"] <= 20 <= few["high"]
    assert many["high"] - many["low"] < few["high"] - few["low"]
