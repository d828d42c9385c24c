"""What holds for every outbreak, not only for the drawn ones."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from fangxian.engines import tables
from fangxian.engines.plans import TracingRule
from fangxian.engines.tracing import InMemoryPresences, TraceResult, trace
from tests.engines.tracing.drawing import ZONE

START = datetime(2021, 7, 26, 16, tzinfo=UTC)
AS_OF = START + timedelta(days=5)
PLAIN = TracingRule(
    frozenset({"confirmed"}), from_days=-2, to_days=None, latent_days=0.5, degrees=2, min_minutes=5
)
PEOPLE = [f"p{number}" for number in range(9)]

stays = st.builds(
    lambda person, place, begin, length: {
        "person_id": person,
        "place_id": place,
        "arrive_at": START + timedelta(minutes=begin),
        "leave_at": START + timedelta(minutes=begin + length),
    },
    st.sampled_from(PEOPLE),
    st.sampled_from(["cafe", "park", "shop"]),
    st.integers(0, 5 * 1440),
    st.integers(1, 600),
)
outbreaks = st.lists(stays, max_size=40)
infected = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True)
homes = st.lists(st.sampled_from(["h1", "h2", "h3", "h4"]), min_size=len(PEOPLE), max_size=len(PEOPLE))


def traced(
    rows: list[dict], cases: list[str], rule: TracingRule = PLAIN, living: list[str] | None = None, **given
) -> TraceResult:
    line_list = [
        {"case_id": f"c-{person}", "person_id": person, "reported_on": date(2021, 7, 29)} for person in cases
    ]
    households = [
        {"person_id": p, "household_id": h} for p, h in zip(PEOPLE, living or [], strict=bool(living))
    ]
    return trace(
        tables.CASES.rows(line_list),
        rule,
        **{
            "as_of": AS_OF,
            "timezone": ZONE,
            "presences": InMemoryPresences(tables.PRESENCES.rows(rows), ZONE),
        }
        | given,
        households=tables.HOUSEHOLDS.rows(households),
    )


@given(outbreaks, infected, homes)
@settings(deadline=None, max_examples=25)
def test_nobody_is_exposed_to_themselves_and_no_case_is_a_contact(rows, cases, living):
    found = traced(rows, cases, living=living).exposures
    assert not set(found["person_id"]) & set(cases)
    assert found.filter(pl.col("person_id") == pl.col("via_person_id")).is_empty()


@given(outbreaks, infected, homes)
@settings(deadline=None, max_examples=25)
def test_each_person_has_one_degree_and_every_path_leads_back_to_a_case(rows, cases, living):
    found = traced(rows, cases, living=living).exposures
    assert found.group_by("person_id").agg(pl.col("degree").n_unique())["degree"].max() in (None, 1)
    first = set(found.filter(degree=1)["person_id"])
    assert set(found.filter(degree=1)["via_person_id"]) <= set(cases)
    assert set(found.filter(degree=2)["via_person_id"]) <= first


@given(outbreaks, infected)
@settings(deadline=None, max_examples=25)
def test_minutes_lie_inside_the_exposure_and_the_exposure_before_the_moment_judged(rows, cases):
    found = traced(rows, cases).exposures
    assert (found["last_exposed_at"] <= AS_OF).all()
    assert (found["first_exposed_at"] < found["last_exposed_at"]).all()
    assert (found["minutes"] >= PLAIN.min_minutes).all()


@given(outbreaks, infected, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=30)
def test_the_order_of_rows_changes_nothing(rows, cases, shuffler):
    shuffled = shuffler.sample(rows, len(rows))
    one, other = traced(rows, cases), traced(shuffled, list(reversed(cases)))
    assert_frame_equal(one.exposures, other.exposures)
    assert_frame_equal(one.venue_exposures, other.venue_exposures)


@given(outbreaks, infected, st.integers(1, 4 * 24))
@settings(deadline=None, max_examples=30)
def test_judging_later_never_loses_a_person_already_exposed(rows, cases, hours_earlier):
    earlier = traced(
        rows,
        cases,
        as_of=AS_OF - timedelta(hours=hours_earlier),
        known_at=AS_OF - timedelta(hours=hours_earlier),
    )
    later = traced(rows, cases)
    assert set(earlier.exposures["person_id"]) <= set(later.exposures["person_id"]) | set(cases)


@given(outbreaks, infected, homes, st.floats(1, 1000), st.floats(1, 1000))
@settings(deadline=None, max_examples=25)
def test_a_second_link_is_never_stronger_than_its_first_and_grows_with_it(rows, cases, living, weak, strong):
    low, high = sorted((weak, strong))
    # The higher the score of a night under one roof, the weaker every first link counts beside it.
    outright = _second_scores(traced(rows, cases, PLAIN, living))
    nearer = _second_scores(traced(rows, cases, replace(PLAIN, household_score=low), living))
    farther = _second_scores(traced(rows, cases, replace(PLAIN, household_score=high), living))
    assert outright.keys() == nearer.keys() == farther.keys()
    assert all(farther[key] <= nearer[key] + 1e-5 <= outright[key] + 2e-5 for key in outright)


def _second_scores(found: TraceResult) -> dict[tuple, float]:
    second = found.exposures.filter(pl.col("degree") == 2, pl.col("kind") == "presence")
    return {
        row[:-1]: row[-1]
        for row in second.select("person_id", "via_person_id", "place_id", "case_id", "score").rows()
    }


@given(outbreaks, infected, st.integers(1, 4))
@settings(deadline=None, max_examples=30)
def test_a_budget_keeps_the_highest_scores_and_says_how_many_it_left_out(rows, cases, budget):
    rule = replace(PLAIN, degrees=1)
    free, cut = traced(rows, cases, rule), traced(rows, cases, replace(rule, budget={1: budget}))
    scores = free.exposures.group_by("person_id").agg(pl.col("score").sum())
    kept = set(cut.exposures["person_id"])
    assert len(kept) == min(budget, scores.height)
    lowest = scores.filter(pl.col("person_id").is_in(list(kept)))["score"].min()
    assert scores.filter(~pl.col("person_id").is_in(list(kept)), pl.col("score") > (lowest or 0)).is_empty()
    assert bool(cut.remarks) == (scores.height > budget)


@given(outbreaks, infected)
@settings(deadline=None, max_examples=30)
def test_the_found_of_a_venue_are_the_people_met_there(rows, cases):
    found = traced(rows, cases, replace(PLAIN, degrees=1))
    visited = set(found.venue_exposures.filter(pl.col("found") > 0).select("case_id", "place_id").rows())
    assert set(found.exposures.select("case_id", "place_id").rows()) <= visited


@given(outbreaks, infected, homes, st.sets(st.sampled_from(PEOPLE)))
@settings(deadline=None, max_examples=25)
def test_it_does_not_matter_whether_households_lie_in_the_register_or_are_found_by_asking(
    rows, cases, living, asked_for
):
    """Whole households are either in the register or only answered for."""
    doors = dict(zip(PEOPLE, living, strict=True))
    away = {doors[person] for person in asked_for}
    listed = [{"person_id": p, "household_id": h} for p, h in doors.items() if h not in away]

    def find(people: list[str]) -> pl.DataFrame:
        wanted = {doors[person] for person in people}
        found = [{"person_id": p, "household_id": h} for p, h in doors.items() if h in wanted]
        return tables.HOUSEHOLDS.rows(found)

    whole = traced(rows, cases, living=living)
    line_list = [{"case_id": f"c-{p}", "person_id": p, "reported_on": date(2021, 7, 29)} for p in cases]
    parted = trace(
        tables.CASES.rows(line_list),
        PLAIN,
        as_of=AS_OF,
        timezone=ZONE,
        presences=InMemoryPresences(tables.PRESENCES.rows(rows), ZONE),
        households=tables.HOUSEHOLDS.rows(listed),
        find_households=find,
    )
    assert_frame_equal(parted.exposures, whole.exposures)
