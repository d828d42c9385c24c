"""Opening DuckDB or Spark over Parquet, and what is said when that cannot be."""

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from fangxian.engines import tables
from fangxian.engines.problems import Problem
from fangxian.stores.ibis_presence import open_engine
from fangxian.stores.ibis_presence.calendar import Calendar
from tests.engines.tracing.drawing import drawn

CAFE = drawn("ann cafe |####|\nbo cafe |.###|")
LONG_AGO = (datetime(2021, 1, 1, tzinfo=UTC), datetime(2022, 1, 1, tzinfo=UTC))


def code_of(name: str, rows: object) -> str:
    with pytest.raises(Problem) as caught:
        open_engine(name, rows, "Asia/Shanghai")
    assert caught.value.in_("zh") != caught.value.in_("en")
    return caught.value.code


def test_an_unknown_engine_is_named_and_the_known_ones_are_listed():
    assert code_of("oracle", CAFE) == "no-such-engine"


def test_a_folder_without_parquet_is_said_before_an_engine_starts(tmp_path):
    (tmp_path / "presences.csv").write_text("person_id\n")
    assert code_of("spark", tmp_path) == "engine-reads-parquet"


def test_a_missing_spark_is_met_with_the_command_that_installs_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(Problem) as caught:
        open_engine("spark", CAFE, "Asia/Shanghai")
    assert caught.value.code == "engine-not-installed"
    assert 'pip install "fangxian[spark]"' in caught.value.remedy.en


def test_neither_ibis_nor_spark_is_loaded_before_an_engine_is_opened():
    asked = "import sys, fangxian.doors.cli.main, fangxian.stores.ibis_presence; print({'ibis', 'pyspark', 'duckdb'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"


def test_a_file_a_folder_a_pattern_and_a_frame_give_the_same_stays(tmp_path):
    folder = tmp_path / "day=2021-07-28"
    folder.mkdir()
    CAFE.write_parquet(folder / "part-0.parquet")
    given = (folder / "part-0.parquet", tmp_path, str(tmp_path / "*" / "*.parquet"), CAFE)
    for rows in given:
        with open_engine("duckdb", rows, "Asia/Shanghai") as source:
            assert source.stays_of(["ann", "bo"], *LONG_AGO).height == 2


def test_rows_are_counted_and_so_are_those_that_cannot_be_stays(tmp_path: Path):
    backwards = CAFE.with_columns(arrive_at=pl.col("leave_at"), leave_at=pl.col("arrive_at"))
    nobody = CAFE.with_columns(person_id=pl.lit(None, pl.String()))
    with open_engine("duckdb", pl.concat([CAFE, backwards, nobody]), "Asia/Shanghai") as source:
        assert (source.rows, source.left_out) == (6, 4)


def test_ids_that_are_numbers_are_read_as_text(tmp_path):
    rows = pl.DataFrame(
        {
            "person_id": [7, 8],
            "place_id": [1, 1],
            "arrive_at": CAFE["arrive_at"],
            "leave_at": CAFE["leave_at"],
        }
    )
    rows.write_parquet(tmp_path / "numbers.parquet")
    with open_engine("duckdb", tmp_path / "numbers.parquet", "Asia/Shanghai") as source:
        met = source.overlaps(source.stays_of(["7"], *LONG_AGO), {"": 0}, 5)
    assert met.select("source_person_id", "person_id", "place_id").rows() == [("7", "8", "1")]
    assert tuple(met.columns) == tuple(tables.ENCOUNTERS.names)


def test_the_days_of_a_zone_that_changes_its_clocks_are_two_seasons():
    around = (datetime(2021, 10, 30, tzinfo=UTC), datetime(2021, 11, 1, tzinfo=UTC))
    summer, winter = Calendar.around(*around, "Europe/Berlin").seasons
    assert (summer.offset, winter.offset) == (120, 60)
    assert date(1970, 1, 1).toordinal() + summer.ends_on == date(2021, 11, 1).toordinal()
    assert len(Calendar.around(*around, "Asia/Shanghai").seasons) == 1
