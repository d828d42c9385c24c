"""The segment store: appended, seen as of a moment, made to forget, and small."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from fangxian.engines import tables
from fangxian.engines.problems import Problem
from fangxian.stores.presence import (
    PresenceArrays,
    SegmentStore,
    build_store,
    build_store_from_arrays,
    delete_person,
)
from tests.engines.tracing.drawing import drawn
from tests.stores.presence.sources import RECORDED_AT, ZONE

LONG_AGO, FAR_AHEAD = datetime(2015, 1, 1, tzinfo=UTC), datetime(2035, 1, 1, tzinfo=UTC)
MONDAY = drawn("ann cafe |####|\nbo cafe |..####|")
TUESDAY = drawn("ann park |####|\ncem park |####|\nzoe kiosk |##|")
DAY = timedelta(days=1)


def built(folder: Path, rows: pl.DataFrame = MONDAY, recorded_at: datetime = RECORDED_AT) -> SegmentStore:
    return build_store(rows, folder, timezone=ZONE, recorded_at=recorded_at)


def people(store) -> list[str]:
    names = ["ann", "bo", "cem", "zoe"]
    return sorted(set(store.stays_of(names, LONG_AGO, FAR_AHEAD)["person_id"]))


def test_a_snapshot_holds_what_had_been_recorded_by_then(tmp_path):
    built(tmp_path)
    store = built(tmp_path, TUESDAY, RECORDED_AT + DAY)
    assert people(store) == ["ann", "bo", "cem", "zoe"]
    assert people(store.snapshot(RECORDED_AT)) == ["ann", "bo"]
    assert people(store.snapshot(RECORDED_AT - DAY)) == []
    assert store.snapshot(None).rows == store.rows == 5


def test_a_snapshot_has_a_name_that_changes_with_its_segments_only(tmp_path):
    before = built(tmp_path).snapshot(RECORDED_AT).id
    store = built(tmp_path, TUESDAY, RECORDED_AT + DAY)
    assert store.snapshot(RECORDED_AT).id == before != store.snapshot(None).id


def test_the_same_content_again_adds_nothing_in_whatever_order(tmp_path):
    built(tmp_path)
    store = built(tmp_path, MONDAY.reverse(), RECORDED_AT + DAY)
    assert store.rows == 2
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 1


def test_a_deleted_person_is_gone_from_rows_dictionaries_and_places(tmp_path):
    built(tmp_path)
    store = built(tmp_path, TUESDAY)
    assert delete_person(tmp_path, "zoe", RECORDED_AT) == 1
    store = SegmentStore(tmp_path)
    assert people(store) == ["ann", "bo", "cem"]
    assert "kiosk" not in store.places_seen()
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"zoe" not in written
    assert b"kiosk" not in written


def test_deleting_someone_leaves_everybody_elses_stays_as_they_were(tmp_path):
    rows = pl.concat([drawn("ann opera |AAB.|\nbo opera |.AAA|\ncem opera |####|"), TUESDAY])
    store = built(tmp_path, rows)
    before = store.stays_of(["ann", "bo"], LONG_AGO, FAR_AHEAD)
    delete_person(tmp_path, "cem", RECORDED_AT)
    after = SegmentStore(tmp_path).stays_of(["ann", "bo"], LONG_AGO, FAR_AHEAD)
    assert after.sort(after.columns).equals(before.sort(before.columns))


def test_deleting_someone_unknown_touches_nothing(tmp_path):
    store = built(tmp_path)
    name = store.manifest.segments[0].folder
    assert delete_person(tmp_path, "nobody", RECORDED_AT) == 0
    assert (tmp_path / name).is_dir()


def test_deleting_the_only_person_of_a_segment_drops_the_segment(tmp_path):
    built(tmp_path, drawn("zoe cafe |##|"))
    assert delete_person(tmp_path, "zoe", RECORDED_AT) == 1
    store = SegmentStore(tmp_path)
    assert store.rows == 0
    assert people(store) == []


def test_what_does_not_fit_a_word_is_kept_beside_and_forgotten_alike(tmp_path):
    month = {
        "person_id": "ann",
        "place_id": "ward",
        "arrive_at": RECORDED_AT,
        "leave_at": RECORDED_AT + 30 * DAY,
    }
    seat = {
        "person_id": "bo",
        "place_id": "opera",
        "arrive_at": RECORDED_AT,
        "leave_at": RECORDED_AT + DAY,
        "seat": "7",
    }
    store = built(tmp_path, tables.PRESENCES.rows([month, seat]))
    assert store.stays_of(["ann"], LONG_AGO, FAR_AHEAD)["leave_at"].to_list() == [RECORDED_AT + 30 * DAY]
    assert store.stays_of(["bo"], LONG_AGO, FAR_AHEAD)["seat"].to_list() == ["7"]
    assert delete_person(tmp_path, "ann", RECORDED_AT) == 1
    assert people(SegmentStore(tmp_path)) == ["bo"]


def test_rows_that_cannot_be_stays_are_counted_in_the_manifest(tmp_path):
    backwards = MONDAY.with_columns(arrive_at=pl.col("leave_at"), leave_at=pl.col("arrive_at"))
    store = built(tmp_path, pl.concat([MONDAY, backwards]))
    assert [entry.rejected for entry in store.manifest.segments] == [2]
    assert store.rows == 2


def test_a_plain_row_takes_no_more_than_seventeen_bytes_beside_its_dictionaries(tmp_path):
    rows, rng = 200_000, np.random.default_rng(1)
    arrays = PresenceArrays(
        [f"p{n}" for n in range(2_000)],
        [f"v{n}" for n in range(500)],
        rng.integers(0, 2_000, rows),
        rng.integers(0, 500, rows),
        27_115_200 + np.arange(rows) % (14 * 1440),
        rng.integers(1, 600, rows),
    )
    store = build_store_from_arrays(arrays, tmp_path, timezone=ZONE, recorded_at=RECORDED_AT)
    size = sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file())
    assert store.rows == rows
    assert size / rows <= 17


def test_progress_runs_from_nothing_to_one(tmp_path):
    told: list[float] = []
    build_store(MONDAY, tmp_path, timezone=ZONE, recorded_at=RECORDED_AT, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_folder_without_a_manifest_is_no_store(tmp_path):
    with pytest.raises(Problem, match="is not a presence store"):
        SegmentStore(tmp_path)


def test_a_store_of_another_format_asks_to_be_built_again(tmp_path):
    built(tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    (tmp_path / "manifest.json").write_text(json.dumps(manifest | {"format": 99}))
    with pytest.raises(Problem, match="has format 99"):
        SegmentStore(tmp_path)


def test_a_store_lives_in_one_time_zone(tmp_path):
    built(tmp_path)
    with pytest.raises(Problem, match="Asia/Shanghai"):
        build_store(TUESDAY, tmp_path, timezone="UTC", recorded_at=RECORDED_AT)


def test_a_failed_build_leaves_the_store_as_it_was(tmp_path):
    built(tmp_path)
    centuries = tables.PRESENCES.rows(
        [
            {"person_id": "x", "place_id": "v", "arrive_at": moment, "leave_at": moment + DAY}
            for moment in (LONG_AGO, FAR_AHEAD)
        ]
    )
    with pytest.raises(Problem, match="A segment holds at most"):
        built(tmp_path, centuries)
    assert people(SegmentStore(tmp_path)) == ["ann", "bo"]
    assert not list(tmp_path.glob("draft-*"))


def test_a_moment_of_recording_carries_its_zone(tmp_path):
    with pytest.raises(Problem, match="no time zone"):
        built(tmp_path, recorded_at=datetime(2021, 7, 30))
