"""Presences as people write them: column types, zones, dates alone, missing columns."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from fangxian.engines.problems import Problem
from fangxian.stores.presence import ParquetPresences
from tests.stores.presence.sources import ZONE

LONG_AGO, FAR_AHEAD = datetime(2015, 1, 1, tzinfo=UTC), datetime(2035, 1, 1, tzinfo=UTC)


def read_csv(folder, arrive: str, leave: str = ""):
    path = folder / "stays.csv"
    path.write_text(f"person_id,place_id,arrive_at,leave_at\nann,cafe,{arrive},{leave}\n")
    return ParquetPresences(path, ZONE).stays_of(["ann"], LONG_AGO, FAR_AHEAD).row(0, named=True)


@pytest.mark.parametrize(
    "written", ["2021-07-22 18:00", "2021-07-22T18:00:00", "2021-07-22T10:00Z", "2021-07-22T12:00+02:00"]
)
def test_a_moment_without_a_zone_is_local_and_one_with_a_zone_is_not(tmp_path, written):
    assert read_csv(tmp_path, written)["arrive_at"] == datetime(2021, 7, 22, 10, tzinfo=UTC)


def test_a_date_alone_is_a_day_and_not_a_midnight(tmp_path):
    row = read_csv(tmp_path, "2021-07-22")
    assert row["precision"] == "day"
    assert (row["leave_at"] - row["arrive_at"]).days == 1


def test_typed_parquet_columns_mean_the_same(tmp_path):
    frame = pl.DataFrame(
        {"person_id": [7, 8], "place_id": ["cafe", "cafe"], "arrive_at": [date(2021, 7, 22)] * 2}
    )
    frame.write_parquet(tmp_path / "a.parquet")
    frame.with_columns(pl.col("arrive_at").cast(pl.Datetime("ms"))).write_parquet(tmp_path / "b.parquet")
    days = ParquetPresences(tmp_path / "a.parquet", ZONE).stays_of(["7"], LONG_AGO, FAR_AHEAD)
    instants = ParquetPresences(tmp_path / "b.parquet", ZONE).stays_of(["7"], LONG_AGO, FAR_AHEAD)
    assert days["precision"].to_list() == ["day"]
    assert instants["arrive_at"].to_list() == [datetime(2021, 7, 21, 16, tzinfo=UTC)]


def test_a_folder_of_parquet_files_is_one_source(tmp_path):
    for name in ("ann", "bo"):
        pl.DataFrame(
            {"person_id": [name], "place_id": ["cafe"], "arrive_at": [datetime(2021, 7, 22)]}
        ).write_parquet(tmp_path / f"{name}.parquet")
    assert ParquetPresences(tmp_path, ZONE).stays_of(["ann", "bo"], LONG_AGO, FAR_AHEAD).height == 2


def test_rows_that_cannot_be_stays_are_counted(tmp_path):
    path = tmp_path / "stays.csv"
    path.write_text(
        "person_id,place_id,arrive_at\nann,cafe,yesterday\n,cafe,2021-07-22\nbo,cafe,2021-07-22\n"
    )
    assert ParquetPresences(path, ZONE).left_out == 2


def test_a_missing_column_is_named(tmp_path):
    pl.DataFrame({"person_id": ["ann"], "arrive_at": [datetime(2021, 7, 22)]}).write_parquet(
        tmp_path / "a.parquet"
    )
    with pytest.raises(Problem, match="place_id is missing"):
        ParquetPresences(tmp_path / "a.parquet", ZONE)


def test_a_file_of_another_kind_is_refused_with_a_way_out(tmp_path):
    (tmp_path / "stays.docx").write_text("ann was in the cafe")
    with pytest.raises(Problem, match="save the table as Parquet"):
        ParquetPresences(tmp_path / "stays.docx", ZONE)


def test_a_file_that_only_claims_to_be_parquet_is_refused_with_a_way_out(tmp_path):
    (tmp_path / "stays.parquet").write_text("ann was in the cafe")
    with pytest.raises(Problem, match="save the table as Parquet"):
        ParquetPresences(tmp_path / "stays.parquet", ZONE)


def test_a_folder_without_parquet_is_refused_with_a_way_out(tmp_path):
    with pytest.raises(Problem, match="save the table as Parquet"):
        ParquetPresences(tmp_path, ZONE)


def test_a_parquet_file_may_be_called_pq(tmp_path):
    pl.DataFrame(
        {"person_id": ["ann"], "place_id": ["cafe"], "arrive_at": [datetime(2021, 7, 22)]}
    ).write_parquet(tmp_path / "stays.PQ")
    assert ParquetPresences(tmp_path / "stays.PQ", ZONE).left_out == 0
