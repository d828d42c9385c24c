"""Backwards to where a case was infected, and seats that keep people apart; each outbreak drawn as text."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from fangxian.engines import tables
from fangxian.engines.plans import TracingRule
from fangxian.engines.tracing import InMemoryPresences, TraceResult, trace
from fangxian.engines.tracing.seats import seat_number, seat_row
from tests.engines.tracing.drawing import ZONE, clock, drawn

RULE = TracingRule(
    frozenset({"confirmed"}),
    from_days=-2,
    to_days=None,
    latent_days=1,
    min_minutes=5,
    linger_minutes={"": 30},
)
ANN = {"case_id": "c1", "person_id": "ann", "onset_on": date(2021, 7, 31), "reported_on": date(2021, 8, 1)}
BO = {"case_id": "c2", "person_id": "bo", "onset_on": date(2021, 7, 30), "reported_on": date(2021, 8, 1)}


def back(drawing: str, *cases: dict, rule: TracingRule = RULE) -> TraceResult:
    return trace(
        tables.CASES.rows(cases), rule, as_of=clock(12, day=31) + (clock(12, day=31) - clock(12, day=28)),
        timezone=ZONE, presences=InMemoryPresences(drawn(drawing), ZONE), direction="backward",
    )  # fmt: skip


def test_air_that_others_left_counts_and_air_the_case_left_does_not():
    found = back("cem cafe |##......|\nann cafe |..##....|\ndora cafe |....##..|", ANN).exposures
    assert found.select("person_id", "minutes").rows() == [("cem", 30.0)]


def test_by_the_first_moment_shared_the_candidate_would_have_had_to_be_infectious():
    found = back("cem cafe |..####|\nann cafe |####..|", ANN).exposures
    assert found["earliest_infectious_at"].to_list() == [clock(9)]


def test_known_cases_are_candidates_for_each_other():
    found = back("ann cafe |##|\nbo cafe |##|", ANN, BO).exposures
    assert set(found.select("person_id", "via_person_id").rows()) == {("bo", "ann"), ("ann", "bo")}


def test_a_day_on_which_infection_is_unlikely_weighs_little_and_one_on_which_it_cannot_be_nothing():
    likely = replace(RULE, incubation={-4: 0.0, -3: 0.25, -2: 1.0, -1: 0.0})
    found = back("cem cafe |##|\nann cafe |##|", ANN, rule=likely).exposures
    assert found["score"].to_list() == [15.0]


def test_the_place_that_most_cases_share_comes_first():
    visited = back("ann park |##..|\nann cafe |..##|\nbo cafe |##..|", ANN, BO).venue_exposures
    assert visited.select("place_id", "cases").rows() == [("cafe", 2), ("cafe", 2), ("park", 1)]


def test_a_step_further_back_asks_who_may_have_infected_the_candidate():
    two = replace(RULE, degrees=2, latent_days=0)
    found = back(
        "eve shop |##......|\ncem shop |##......|\ncem cafe |....##..|\nann cafe |....##..|", ANN, rule=two
    )
    assert found.exposures.select("person_id", "via_person_id", "degree").rows() == [
        ("cem", "ann", 1),
        ("eve", "cem", 2),
    ]


@pytest.mark.parametrize(
    ("seat", "row"),
    [
        ("12F", 12),
        ("05A", 5),
        ("6排12座", 6),
        ("3车12F", 3012),
        ("3车6排", 3006),
        ("VIP", -1),
        ("12", -1),
        (None, -1),
    ],
)
def test_a_seat_says_its_row_or_nothing(seat, row):
    assert seat_number(seat) == row
    told = (
        pl.DataFrame({"seat": pl.Series([seat], dtype=pl.String())}).select(seat_row(pl.col("seat"))).item()
    )
    assert told == (None if row < 0 else row)


def test_two_numbered_seats_too_many_rows_apart_did_not_meet_and_an_unknown_seat_did():
    seats = {"ann": "5A", "bo": "8F", "cem": "9A", "dora": None}
    rows = drawn("ann train |##|\nbo train |##|\ncem train |##|\ndora train |##|").with_columns(
        seat=pl.col("person_id").replace_strict(seats, return_dtype=pl.String())
    )
    places = tables.PLACES.rows(
        [{"place_id": "train", "name": "G 1", "level": "venue", "venue_kind": "rail"}]
    )
    case = ANN | {"onset_on": date(2021, 7, 29), "reported_on": date(2021, 7, 29)}
    found = trace(
        tables.CASES.rows([case]), replace(RULE, seat_rows={"rail": 3}),
        as_of=clock(12, day=31), timezone=ZONE, presences=InMemoryPresences(rows, ZONE), places=places,
    )  # fmt: skip
    assert found.exposures["person_id"].to_list() == ["bo", "dora"]
