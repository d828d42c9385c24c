"""Which venues are due: after their interval, after a deadline, after a case; and the most urgent first."""

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.tables import TableError
from fangxian.engines.visiting import DUE, REASONS, VENUES, find_due, next_look
from fangxian.engines.visiting.examples import EXAMPLE

NOON = datetime(2021, 7, 31, 4, tzinfo=UTC)


def ago(days: float) -> datetime:
    return NOON - timedelta(days=days)


def due(*rows: dict) -> list[tuple[str, list[str]]]:
    found = find_due(VENUES.rows(list(rows)), EXAMPLE, NOON)
    return list(found.select("venue_id", "why").iter_rows())


def test_a_hotel_is_due_a_week_after_the_last_look_and_not_before():
    assert due({"venue_id": "inn", "kind": "hotel", "seen_at": ago(6.9)}) == []
    assert due({"venue_id": "inn", "kind": "hotel", "seen_at": ago(7)}) == [("inn", ["interval"])]


def test_a_kind_without_a_list_of_its_own_is_asked_as_any_other():
    found = find_due(VENUES.rows([{"venue_id": "zoo", "kind": "zoo"}]), EXAMPLE, NOON)
    assert found.select("kind", "minutes").row(0) == ("other", 10.0)


def test_the_risk_of_the_place_shortens_the_interval():
    rows = [{"venue_id": risk, "kind": "hotel", "seen_at": ago(2), "risk": risk} for risk in ("low", "high")]
    assert due(*rows) == [("high", ["interval"])]


def test_a_venue_nobody_ever_looked_at_is_due_from_the_day_it_is_known():
    assert due({"venue_id": "new"}) == [("new", ["never-seen"])]
    assert due({"venue_id": "new", "since_at": NOON + timedelta(hours=1)}) == []


def test_an_open_finding_brings_somebody_back_at_its_deadline():
    seen = {"venue_id": "shop", "seen_at": ago(1), "findings": 1}
    assert due({**seen, "again_at": NOON + timedelta(hours=1)}) == []
    assert due({**seen, "again_at": NOON}) == [("shop", ["deadline"])]


def test_a_case_near_since_the_last_look_makes_a_venue_due_at_once():
    found = find_due(VENUES.rows([{"venue_id": "shop", "seen_at": ago(1), "exposures": 2}]), EXAMPLE, NOON)
    assert found.select("why", "due_at").row(0) == (["exposure"], NOON)


def test_what_is_more_urgent_comes_first_and_equals_go_by_id():
    rows = [
        {"venue_id": "c", "seen_at": ago(14)},
        {"venue_id": "b", "seen_at": ago(14)},
        {"venue_id": "a", "seen_at": ago(14), "findings": 3, "again_at": ago(1)},
        {"venue_id": "d", "seen_at": ago(14), "exposures": 9},
    ]
    assert [venue for venue, _ in due(*rows)] == ["d", "a", "b", "c"]


def test_a_risk_nobody_knows_is_refused():
    with pytest.raises(TableError):
        find_due(VENUES.rows([{"venue_id": "a", "risk": "purple"}]), EXAMPLE, NOON)


def test_a_look_sets_the_next_one():
    assert next_look(NOON, "hotel", "high", EXAMPLE) == NOON + timedelta(days=1.75)


@st.composite
def streets(draw) -> pl.DataFrame:
    """Some venues, some looked at, some with findings."""
    rows = []
    for at in range(draw(st.integers(0, 12))):
        seen = draw(st.none() | st.floats(0, 40))
        findings = draw(st.integers(0, 3))
        rows.append(
            {
                "venue_id": f"v{at:02}",
                "kind": draw(st.sampled_from(["hotel", "shop", None])),
                "risk": draw(st.sampled_from(["low", "medium", "high", None])),
                "seen_at": None if seen is None else ago(seen),
                "findings": findings,
                "again_at": ago(draw(st.floats(-3, 3))) if findings else None,
                "exposures": draw(st.integers(0, 4)),
            }
        )
    return VENUES.rows(rows)


@settings(max_examples=25)
@given(streets(), st.floats(0, 30))
def test_what_is_due_has_a_reason_stays_due_until_somebody_looks_and_no_order_of_rows_matters(venues, days):
    now = find_due(venues, EXAMPLE, NOON)
    later = find_due(venues, EXAMPLE, NOON + timedelta(days=days))
    assert DUE.check(now).equals(now)
    assert all(why and set(why) <= set(REASONS) for why in now["why"].to_list())
    assert (now["due_at"] <= NOON).all()
    assert set(now["venue_id"]) <= set(later["venue_id"])
    assert find_due(venues.reverse(), EXAMPLE, NOON).equals(now)
    assert now["score"].is_sorted(descending=True)


@settings(max_examples=25)
@given(streets())
def test_whoever_was_just_looked_at_with_nothing_open_is_not_due(venues):
    seen = venues.with_columns(
        seen_at=pl.lit(NOON, dtype=VENUES.schema["seen_at"]), findings=pl.lit(0), exposures=pl.lit(0)
    )
    assert find_due(seen, EXAMPLE, NOON).is_empty()
