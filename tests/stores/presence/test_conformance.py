"""One suite for every presence source: the same rows and the same minutes as plain SQL on DuckDB."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from fangxian.engines import tables
from fangxian.engines.tracing.stays import settle
from tests.engines.tracing.drawing import drawn
from tests.stores.presence.reference import reference_overlaps
from tests.stores.presence.sources import BUILDERS, ZONE

START = datetime(2021, 7, 26, 16, tzinfo=UTC)
ALWAYS = (START - timedelta(days=400), START + timedelta(days=400))

DRAWINGS = {
    "a cafe": "ann cafe |..####..|\nbo cafe |....####|\ncem cafe |#.....##|\nann park |##......|\nbo park |###.....|",
    "sessions": "ann opera |AABB|\nbo opera |AAAA|\ncem opera |.BBB|\ndora opera |####|",
    "back and forth": "ann bus |#.#.#.#.|\nbo bus |.#.#.#.#|\ncem bus |########|",
    "alone": "ann cafe |##|\nbo park |##|",
}

NAMED_BY = ("person_id", "place_id", "session", "zone", "arrive_at")

words = st.sampled_from([None, None, "A", "B"])
moments = st.integers(0, 4 * 1440).map(lambda minute: START + timedelta(minutes=minute))
stays = st.builds(
    dict,
    person_id=st.sampled_from(["ann", "bo", "cem", "王小明", "p-5"]),
    place_id=st.sampled_from(["cafe", "park", "茶馆"]),
    arrive_at=moments.map(lambda moment: moment + timedelta(seconds=17)),
    leave_at=st.none() | st.just(0) | st.integers(1, 3000) | st.just(40_000),
    session=words,
    zone=words,
    seat=st.sampled_from([None, None, None, "12"]),
    precision=st.sampled_from([None, "exact", "window", "day"]),
    source=st.sampled_from([None, "interview", "guest list"]),
)


def frame_of(rows: list[dict]) -> pl.DataFrame:
    for row in rows:
        length = row["leave_at"]
        row["leave_at"] = None if length is None else row["arrive_at"] + timedelta(minutes=length)
    frame = tables.PRESENCES.rows(rows)
    # A store holds one stay of a key; files may hold several.
    first = settle(frame, ZONE).with_row_index("row").unique(NAMED_BY, keep="first", maintain_order=True)
    return frame[first["row"].to_list()]


def same(found: pl.DataFrame, expected: pl.DataFrame) -> None:
    assert_frame_equal(found.sort(found.columns), expected.sort(expected.columns), check_dtypes=True)


def holds(build: str, rows: pl.DataFrame, linger: dict[str, float], min_minutes: float) -> None:
    settled = settle(rows, ZONE)
    with tempfile.TemporaryDirectory() as folder:
        source = BUILDERS[build](rows, Path(folder))
        asked = source.stays_of(["ann", "bo", "nobody"], *ALWAYS)
        same(asked, settled.filter(pl.col("person_id").is_in(["ann", "bo"])).unique())
        found = source.overlaps(asked, linger, min_minutes)
        same(found, reference_overlaps(rows, asked, linger, min_minutes))
        listed = rows.filter(pl.col("source").is_null() | (pl.col("source") != "interview"))
        assert source.places_seen() == frozenset(listed["place_id"])


@pytest.mark.parametrize("build", BUILDERS)
@pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS)
@pytest.mark.parametrize("min_minutes", [0, 45])
def test_a_drawn_outbreak_gives_the_rows_and_minutes_of_plain_sql(build, drawing, min_minutes):
    holds(build, drawn(drawing), {"": 0, "cafe": 30}, min_minutes)


@pytest.mark.parametrize("build", BUILDERS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.lists(stays, min_size=1, max_size=25).map(frame_of),
    linger=st.sampled_from([{"": 0}, {"": 30}, {"": 5, "cafe": 90}]),
    min_minutes=st.sampled_from([0, 5, 60.5]),
)
def test_any_presences_give_the_rows_and_minutes_of_plain_sql(build, rows, linger, min_minutes):
    holds(build, rows, linger, min_minutes)


@pytest.mark.parametrize("build", BUILDERS)
def test_stays_are_those_that_touch_the_interval(build, tmp_path):
    source = BUILDERS[build](drawn("ann cafe |##..##..##|\nbo cafe |##########|"), tmp_path)
    nine, eleven = datetime(2021, 7, 28, 1, 30, tzinfo=UTC), datetime(2021, 7, 28, 2, 30, tzinfo=UTC)
    found = source.stays_of(["ann"], nine, eleven)
    assert found["arrive_at"].to_list() == [datetime(2021, 7, 28, 2, tzinfo=UTC)]


@pytest.mark.parametrize("build", BUILDERS)
def test_rows_that_cannot_be_stays_are_left_out_not_guessed(build, tmp_path):
    good = drawn("ann cafe |####|\nbo cafe |####|")
    backwards = good.with_columns(arrive_at=pl.col("leave_at"), leave_at=pl.col("arrive_at"))
    source = BUILDERS[build](pl.concat([good, backwards]), tmp_path)
    assert source.overlaps(source.stays_of(["ann"], *ALWAYS), {"": 0}, 0).height == 1
