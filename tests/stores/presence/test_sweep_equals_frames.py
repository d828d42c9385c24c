"""Whatever the city and the rule: the compiled sweep of the store traces what plain frames trace, row for row."""

import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from fangxian.engines import tables
from fangxian.engines.plans import TracingRule
from fangxian.engines.tracing import InMemoryPresences, TraceResult, trace
from fangxian.engines.tracing.source import SweepingSource
from fangxian.engines.tracing.stays import settle
from fangxian.stores.presence import (
    SegmentStore,
    TogetherPresences,
    build_store,
    delete_person,
    take_together,
)

BERLIN = "Europe/Berlin"  # clocks go back on 31 October 2021
START = datetime(2021, 10, 28, 22, tzinfo=UTC)
AS_OF = START + timedelta(days=6)
RECORDED_AT = datetime(2021, 11, 4, tzinfo=UTC)
PEOPLE = [f"p{number}" for number in range(8)]
MANY = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])

stays = st.builds(
    lambda person, place, begin, length, seat, words, precision: {
        "person_id": person,
        "place_id": place,
        "arrive_at": START + timedelta(minutes=begin),
        "leave_at": None if length is None else START + timedelta(minutes=begin + length),
        "seat": seat,
        "session": words[0],
        "zone": words[1],
        "precision": precision,
    },
    st.sampled_from(PEOPLE),
    st.sampled_from(["cafe", "train", "ward"]),
    st.integers(0, 6 * 1440),
    st.none() | st.integers(1, 600) | st.sampled_from([1500, 40_000]),
    st.sampled_from([None, None, "2A", "9排3座"]),
    st.sampled_from([(None, None), ("A", None), ("B", "x")]),
    st.sampled_from([None, "exact", "window", "day"]),
)
cities = st.lists(stays, max_size=30)
line_lists = st.lists(
    st.builds(
        lambda person, day, isolated: {
            "person_id": person,
            "onset_on": date(2021, 10, 30) + timedelta(days=day),
            "reported_on": date(2021, 11, 1),
            "isolated_at": isolated and START + timedelta(hours=isolated),
        },
        st.sampled_from(PEOPLE),
        st.integers(0, 3),
        st.none() | st.integers(60, 140),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda case: case["person_id"],
)
rules = st.builds(
    TracingRule,
    counted_kinds=st.just(frozenset({"confirmed"})),
    from_days=st.integers(-3, 0),
    to_days=st.none() | st.integers(0, 2),
    latent_days=st.sampled_from([0, 0.3, 1]),
    degrees=st.integers(1, 3),
    min_minutes=st.sampled_from([0, 5, 60.5]),
    linger_minutes=st.sampled_from([{"": 0}, {"": 30}, {"": 5, "rail": 90}]),
    venue_factor=st.sampled_from([{}, {"": 1, "rail": 0.3}]),
    seat_rows=st.sampled_from([{}, {"rail": 3}, {"": 0}]),
    infectiousness=st.sampled_from([{}, {-1: 0.5, 0: 1.0, 1: 0.25}]),
    incubation=st.sampled_from([{}, {-3: 0.0, -2: 0.5, -1: 1.0, 0: 0.0}]),
    exposed_from_days=st.sampled_from([-14, -2]),
    score_threshold=st.dictionaries(st.integers(1, 3), st.sampled_from([3.33, 70.07]), max_size=2),
    budget=st.dictionaries(st.integers(1, 3), st.integers(1, 4), max_size=2),
    household_score=st.sampled_from([1, 480]),
)
PLACES = tables.PLACES.rows(
    [{"place_id": "train", "name": "G 1", "level": "venue", "venue_kind": "rail", "has_list": False}]
)
HOMES = tables.HOUSEHOLDS.rows(
    [{"person_id": person, "household_id": f"h{number // 2}"} for number, person in enumerate(PEOPLE)]
)


def store_of(rows: pl.DataFrame, folder: str, segments: int) -> SegmentStore:
    """Build a store; in several segments, the ids of each are in dictionaries of its own."""
    for part in range(segments):
        mine = rows.filter(pl.int_range(pl.len()) % segments == part)
        build_store(mine, Path(folder), timezone=BERLIN, recorded_at=RECORDED_AT)
    return SegmentStore(Path(folder))


def traced(source, cases: list[dict], rule: TracingRule, direction: str) -> TraceResult:
    line_list = tables.CASES.rows([{"case_id": f"c-{case['person_id']}", **case} for case in cases])
    return trace(
        line_list, rule, as_of=AS_OF, timezone=BERLIN, presences=source, households=HOMES, places=PLACES,
        direction=direction,
    )  # fmt: skip


def same(one: TraceResult, other: TraceResult) -> None:
    assert_frame_equal(one.exposures, other.exposures, abs_tol=2e-6)
    assert_frame_equal(one.venue_exposures, other.venue_exposures)
    assert one.remarks == other.remarks


def unique(city: list[dict]) -> pl.DataFrame:
    """The store holds one stay per person, place, session, zone and minute of arrival, that of a day its midnight."""
    rows = tables.PRESENCES.rows(city)
    key = ["person_id", "place_id", "session", "zone", "arrive_at"]
    kept = settle(rows, BERLIN).with_row_index().unique(key, keep="first", maintain_order=True)
    return rows[kept["index"]]


@pytest.mark.parametrize("segments", [1, 3])
@pytest.mark.parametrize("direction", ["forward", "backward"])
@MANY
@given(city=cities, cases=line_lists, rule=rules)
def test_a_store_traces_what_frames_trace(segments, direction, city, cases, rule):
    rows = unique(city)
    with tempfile.TemporaryDirectory() as folder:
        store = store_of(rows, folder, segments)
        expected = traced(InMemoryPresences(rows, BERLIN), cases, rule, direction)
        same(traced(store, cases, rule, direction), expected)


@pytest.mark.parametrize("direction", ["forward", "backward"])
@MANY
@given(city=cities, cases=line_lists, rule=rules)
def test_a_store_and_interviews_in_memory_are_traced_as_one(direction, city, cases, rule):
    rows = unique(city)
    half = rows.height // 2
    interviews = rows[half:].with_columns(source=pl.lit("interview"))
    with tempfile.TemporaryDirectory() as folder:
        store, told = store_of(rows[:half], folder, 1), InMemoryPresences(interviews, BERLIN)
        one, by_frames = take_together(store, told), TogetherPresences(store, told)
        assert isinstance(one, SweepingSource)
        same(traced(one, cases, rule, direction), traced(by_frames, cases, rule, direction))


@MANY
@given(city=cities, cases=line_lists, rule=rules)
def test_a_stay_of_a_case_that_was_told_and_recorded_counts_once(city, cases, rule):
    rows = unique(city)
    told = InMemoryPresences(
        rows.filter(pl.col("person_id").is_in([case["person_id"] for case in cases])), BERLIN
    )
    with tempfile.TemporaryDirectory() as folder:
        store = store_of(rows, folder, 1)
        same(
            traced(take_together(store, told), cases, replace(rule, degrees=1), "forward"),
            traced(TogetherPresences(store, told), cases, replace(rule, degrees=1), "forward"),
        )


@MANY
@given(city=cities, cases=line_lists, rule=rules, gone=st.sampled_from(PEOPLE))
def test_a_deleted_person_is_met_no_more(city, cases, rule, gone):
    rows = unique(city)
    with tempfile.TemporaryDirectory() as folder:
        store_of(rows, folder, 2)
        delete_person(Path(folder), gone, RECORDED_AT)
        left = InMemoryPresences(rows.filter(pl.col("person_id") != gone), BERLIN)
        same(traced(SegmentStore(Path(folder)), cases, rule, "forward"), traced(left, cases, rule, "forward"))


@MANY
@given(city=cities, cases=line_lists, rule=rules)
def test_unlimited_degrees_name_everyone_that_limited_ones_do(city, cases, rule):
    rows = unique(city)
    with tempfile.TemporaryDirectory() as folder:
        store = store_of(rows, folder, 1)
        first = replace(rule, degrees=1)
        free = traced(store, cases, replace(first, score_threshold={}, budget={}), "forward").exposures
        cut = traced(store, cases, first, "forward").exposures
        assert set(cut["person_id"]) <= set(free["person_id"])
