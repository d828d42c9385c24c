"""What a row costs on disk: 17 bytes at most for a plain one, 40 for one with a seat, a long stay, a doubt."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from fangxian.engines import tables
from fangxian.stores.presence import build_store
from tests.stores.presence.sources import RECORDED_AT, ZONE

ROWS, PEOPLE, VENUES = 120_000, 3_000, 60
MINUTE_US = 60_000_000
BEGIN = 27_115_200 * MINUTE_US


def presences(**extras: pl.Expr) -> pl.DataFrame:
    """Draw stays of one to ten hours; every person and venue is used, no key twice."""
    number = pl.int_range(ROWS, eager=True)
    rng = np.random.default_rng(3)
    length = pl.Series(rng.integers(60, 600, ROWS) * MINUTE_US)
    arrive = BEGIN + (number // PEOPLE * 300 + number % 7) * MINUTE_US
    frame = pl.DataFrame(
        {
            "person_id": pl.select(pl.format("p-{}", number % PEOPLE)).to_series(),
            "place_id": pl.select(pl.format("v-{}", number % VENUES)).to_series(),
            "arrive_at": arrive.cast(tables.INSTANT),
            "leave_at": (arrive + length).cast(tables.INSTANT),
            "n": number,
        }
    )
    return tables.PRESENCES.check(frame.with_columns(**extras))


SEAT = pl.format("{}排{}座", pl.col("n") % 40, pl.col("n") % 30)
LONG = pl.col("arrive_at") + pl.duration(days=30)
EXTRAS = {
    "a seat": {"seat": SEAT},
    "more than 22 days": {"leave_at": LONG},
    "a seat, for more than 22 days": {"seat": SEAT, "leave_at": LONG},
    "a seat, an unknown end, a session, a zone, a source": {
        "seat": SEAT,
        "leave_at": pl.lit(None, tables.INSTANT),
        "session": pl.lit("matinee"),
        "zone": pl.when(pl.col("n") % 2 == 0).then(pl.lit("A")),
        "source": pl.lit("guest list"),
    },
}
DOUBTS = {
    "an unknown end": {"leave_at": pl.lit(None, tables.INSTANT)},
    "a session and a source": {"session": pl.lit("matinee"), "source": pl.lit("guest list")},
    "a window": {"precision": pl.lit("window")},
}


def bytes_a_row(rows: pl.DataFrame, folder: Path) -> float:
    store = build_store(rows, folder, timezone=ZONE, recorded_at=RECORDED_AT)
    assert store.rows == ROWS
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / ROWS


@pytest.mark.parametrize("extra", EXTRAS)
def test_a_row_with_extras_takes_no_more_than_forty_bytes(tmp_path, extra):
    assert bytes_a_row(presences(**EXTRAS[extra]), tmp_path) <= 40


@pytest.mark.parametrize("doubt", DOUBTS)
def test_a_doubt_or_a_session_costs_nothing(tmp_path, doubt):
    assert bytes_a_row(presences(**DOUBTS[doubt]), tmp_path) <= 17


def test_several_rows_of_a_person_at_a_place_on_one_day_only_day_are_one_stay(tmp_path):
    rows = presences(precision=pl.lit("day"))
    store = build_store(rows, tmp_path, timezone=ZONE, recorded_at=RECORDED_AT)
    days = rows.with_columns(day=pl.col("arrive_at").dt.convert_time_zone(ZONE).dt.date())
    assert store.rows == days.unique(["person_id", "place_id", "day"]).height
