"""Corrections: what is right from now on, what is refused and why, and what a moment before still shows."""

from datetime import date, timedelta

import pytest
from polars.testing import assert_frame_equal

from fangxian.engines import tables
from fangxian.engines.problems import Problem
from fangxian.stores.presence import (
    CORRECTIONS,
    SegmentStore,
    add_presences,
    compact,
    correct_presences,
    count_due,
    drop_due,
)
from tests.engines.tracing.drawing import drawn
from tests.stores.presence.sources import RECORDED_AT, ZONE

HOUR = timedelta(hours=1)
OPERA = drawn("ann opera |####|\nbo opera |####|\ncem opera |####|")
ALWAYS = (RECORDED_AT - timedelta(days=900), RECORDED_AT + timedelta(days=900))
BEGAN = OPERA["arrive_at"][0]


@pytest.fixture
def folder(tmp_path):
    """Three people at the opera."""
    add_presences(OPERA, tmp_path, timezone=ZONE, recorded_at=RECORDED_AT)
    return tmp_path


def correct(folder, *corrections: dict, hours: int = 1):
    named = [{"place_id": "opera", "arrive_at": BEGAN} | one for one in corrections]
    return correct_presences(folder, CORRECTIONS.rows(named), RECORDED_AT + hours * HOUR)


def where(source, person: str) -> list[str]:
    return source.stays_of([person], *ALWAYS)["place_id"].to_list()


def test_a_moment_before_the_correction_shows_what_was_known_then(folder):
    found = correct(folder, {"person_id": "bo", "new_place_id": "cinema"})
    assert (found.read, found.accepted) == (1, 1)
    store = SegmentStore(folder)
    assert where(store.snapshot(RECORDED_AT), "bo") == ["opera"]
    assert where(store, "bo") == ["cinema"]


def test_a_trace_is_repeated_row_for_row_as_known_at_a_moment(folder):
    asked = SegmentStore(folder).stays_of(["ann"], *ALWAYS)
    before = SegmentStore(folder).overlaps(asked, {"": 30}, 5)
    name = SegmentStore(folder).snapshot(RECORDED_AT).id
    correct(folder, {"person_id": "bo", "withdraw": True}, {"person_id": "cem", "new_place_id": "cinema"})
    then = SegmentStore(folder).snapshot(RECORDED_AT)
    assert then.id == name
    assert_frame_equal(then.overlaps(asked, {"": 30}, 5), before, check_row_order=False)
    assert SegmentStore(folder).overlaps(asked, {"": 30}, 5).is_empty()


def test_a_snapshot_lists_its_segments(folder):
    correct(folder, {"person_id": "bo", "withdraw": True})
    added, corrected = SegmentStore(folder).listing()
    assert (added.kind, added.rows, added.withdrawn, added.recorded_at) == ("add", 3, 0, RECORDED_AT)
    assert (corrected.kind, corrected.rows, corrected.withdrawn) == ("correct", 0, 1)
    assert SegmentStore(folder).snapshot(RECORDED_AT).listing() == [added]


def test_what_is_empty_stays_as_it_was(folder):
    before = SegmentStore(folder).stays_of(["bo"], *ALWAYS).drop("zone").row(0, named=True)
    correct(folder, {"person_id": "bo", "new_zone": "balcony"})
    after = SegmentStore(folder).stays_of(["bo"], *ALWAYS).row(0, named=True)
    assert after == before | {"zone": "balcony"}


def test_an_end_that_followed_from_its_day_does_not_outlive_it(folder):
    check_in = {"person_id": "dora", "place_id": "opera", "arrive_at": BEGAN}
    add_presences(tables.PRESENCES.rows([check_in]), folder, timezone=ZONE, recorded_at=RECORDED_AT)
    correct(folder, {"person_id": "dora", "new_arrive_at": BEGAN - timedelta(days=1)})
    (row,) = SegmentStore(folder).stays_of(["dora"], *ALWAYS).to_dicts()
    assert row["leave_at"] - row["arrive_at"] < timedelta(days=1)
    assert row["precision"] == "window"


@pytest.mark.parametrize(
    ("correction", "reason"),
    [
        ({"person_id": "nobody", "new_place_id": "cinema"}, "holds no such stay"),
        ({"person_id": "bo", "new_person_id": "cem"}, "one that the store holds already"),
        ({"person_id": "bo", "new_leave_at": BEGAN - HOUR}, "ends before it begins"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_with_its_line(folder, correction, reason):
    found = correct(folder, {"person_id": "ann", "withdraw": True}, correction)
    assert (found.read, found.accepted, found.duplicate) == (2, 1, 0)
    assert found.rejected["line"].to_list() == [3]
    assert reason in found.rejected["reason_en"][0]


def test_the_same_corrections_again_change_nothing_and_leave_no_segment(folder):
    moved = {"person_id": "bo", "new_zone": "balcony"}
    correct(folder, moved)
    found = correct(folder, moved | {"zone": "balcony"}, hours=2)
    assert (found.read, found.duplicate) == (1, 1)
    assert len(SegmentStore(folder).entries) == 2


def test_corrections_go_one_after_the_other(folder):
    correct(
        folder,
        {"person_id": "cem", "withdraw": True},
        {"person_id": "bo", "new_person_id": "cem"},
        {"person_id": "ann", "new_person_id": "bo"},
    )
    store = SegmentStore(folder)
    assert [where(store, person) for person in ("ann", "bo", "cem")] == [[], ["opera"], ["opera"]]


def test_compacting_gives_up_the_moments_before_and_says_so(folder):
    correct(folder, {"person_id": "bo", "new_place_id": "cinema"})
    add_presences(drawn("dora park |##|"), folder, timezone=ZONE, recorded_at=RECORDED_AT + 3 * HOUR)
    assert compact(folder, RECORDED_AT + 2 * HOUR) == 1
    store = SegmentStore(folder)
    assert where(store.snapshot(RECORDED_AT + HOUR), "bo") == ["cinema"]
    assert where(store.snapshot(RECORDED_AT + HOUR), "dora") == []
    with pytest.raises(Problem) as given_up:
        store.snapshot(RECORDED_AT)
    assert given_up.value.code == "snapshot-given-up"


def test_what_is_due_goes_with_its_corrections_and_nothing_withdrawn_comes_back(tmp_path):
    august, october = date(2021, 8, 31), date(2021, 10, 31)
    for row, until in zip(range(3), (august, october, None), strict=True):
        add_presences(OPERA[row], tmp_path, timezone=ZONE, recorded_at=RECORDED_AT, keep_until=until)
    correct(tmp_path, {"person_id": "ann", "withdraw": True}, {"person_id": "bo", "withdraw": True})
    correct(tmp_path, {"person_id": "cem", "new_place_id": "cinema"}, hours=2)
    assert count_due(tmp_path, august) == drop_due(tmp_path, august, RECORDED_AT + 3 * HOUR) == 1
    store = SegmentStore(tmp_path)
    assert [where(store, person) for person in ("ann", "bo", "cem")] == [[], [], ["cinema"]]
    assert where(store.snapshot(RECORDED_AT), "bo") == ["opera"]
    assert store.rows == 1
    assert [gone.cause for gone in store.manifest.forgotten] == ["retention"]
