"""What is not known of a time stays not known: from the list, through the store, to the exposure on the screen."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

from fangxian.engines import tables
from fangxian.engines.tracing import plain_rule, trace
from fangxian.stores.presence import ListOfPeople, SegmentStore, add_presences, compact, correct_presences
from fangxian.stores.presence.changes.correcting import CORRECTIONS
from tests.stores.presence.sources import RECORDED_AT, ZONE

HEADER = "person_id,place_id,arrive_at,leave_at,precision,座位\n"
CASE = "case,opera,2021-07-22 19:00,2021-07-22 21:00,,7排1座\n"
HOUR = timedelta(hours=1)
LISTED = {
    "exact": "bo,opera,2021-07-22 20:00,2021-07-22 21:00,,",
    "window": "bo,opera,2021-07-22 20:00,,,",
    "day": "bo,opera,2021-07-22,,,",
    "with a seat": "bo,opera,2021-07-22 20:00,,,7排3座",
    "told as a window": "bo,opera,2021-07-22 18:00,2021-07-22 23:00,window,",
}
EXPECTED = {"exact": ("exact", 60.0), "window": ("window", 90.0), "day": ("day", 150.0)} | {
    "with a seat": ("window", 90.0),
    "told as a window": ("window", 150.0),
}
"""Precision and the longest the two can have shared: the case's stay and half an hour of air, clipped to theirs."""


@pytest.fixture
def exposures(tmp_path):
    """Add a list, do something to the store, trace the case; return the exposures."""

    def traced(row: str, then=lambda _folder: None) -> pl.DataFrame:
        (tmp_path / "list.csv").write_text(HEADER + CASE + row + "\n")
        folder = tmp_path / "store"
        add_presences(
            tmp_path / "list.csv", folder, timezone=ZONE, recorded_at=RECORDED_AT, told=ListOfPeople()
        )
        then(folder)
        cases = tables.CASES.rows(
            [{"case_id": "A", "person_id": "case", "reported_on": date(2021, 7, 24), "kind": "confirmed"}]
        )
        as_of = datetime(2021, 7, 31, tzinfo=UTC)
        found = trace(cases, plain_rule(), as_of=as_of, timezone=ZONE, presences=SegmentStore(folder))
        return found.exposures

    return traced


@pytest.mark.parametrize("told", LISTED)
def test_precision_of_the_list_is_the_precision_of_the_exposure(exposures, told):
    row = exposures(LISTED[told]).row(0, named=True)
    assert (row["person_id"], row["precision"], row["minutes"]) == ("bo", *EXPECTED[told])


@pytest.mark.parametrize("told", LISTED)
def test_compacting_and_correcting_something_else_change_none_of_it(exposures, told):
    def elsewhere(folder):
        other = {"person_id": "zoe", "place_id": "park", "arrive_at": RECORDED_AT - 50 * HOUR, "seat": "1"}
        add_presences(tables.PRESENCES.rows([other]), folder, timezone=ZONE, recorded_at=RECORDED_AT)
        wrong = CORRECTIONS.rows([{name: other[name] for name in ("person_id", "place_id", "arrive_at")}])
        correct_presences(folder, wrong.with_columns(withdraw=pl.lit(True)), RECORDED_AT + HOUR)
        compact(folder, RECORDED_AT + HOUR)

    row = exposures(LISTED[told], elsewhere).row(0, named=True)
    assert (row["precision"], row["minutes"]) == EXPECTED[told]


def test_a_corrected_end_makes_the_exposure_sharp(exposures):
    def ended(folder):
        right = {
            "person_id": "bo",
            "place_id": "opera",
            "arrive_at": datetime(2021, 7, 22, 12, tzinfo=UTC),
            "new_leave_at": datetime(2021, 7, 22, 13, tzinfo=UTC),
            "new_precision": "exact",
        }
        correct_presences(folder, CORRECTIONS.rows([right]), RECORDED_AT + HOUR)

    row = exposures(LISTED["window"], ended).row(0, named=True)
    assert (row["precision"], row["minutes"]) == ("exact", 60.0)
