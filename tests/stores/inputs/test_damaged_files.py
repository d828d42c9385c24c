"""Files that were damaged on their way: a row is accounted for or the file is refused, and never is one swallowed."""

from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from fangxian.engines.problems import Problem
from fangxian.engines.tables import CASES, PRESENCES
from fangxian.stores.gathering.presences import read_presence_list
from fangxian.stores.inputs import Imported, read_table

ZONE = "Asia/Shanghai"
CASE_HEADER = "case_id,person_id,reported_on,detection_route\n"
STAY_HEADER = "person_id,place_id,arrive_at,session\n"


def read_both(folder: Path, rows: str) -> list[Imported]:
    """The same rows as cases, read whole, and as stays, read in parts."""
    (folder / "cases.csv").write_text(CASE_HEADER + rows, "utf-8")
    (folder / "stays.csv").write_text(STAY_HEADER + rows, "utf-8")
    return [
        read_table(folder / "cases.csv", CASES, ZONE),
        read_presence_list(folder / "stays.csv", ZONE),
    ]


def read_parquet(folder: Path, **columns: pl.Series) -> Imported:
    told = {
        "case_id": pl.Series(["a", "b"]),
        "person_id": pl.Series(["p", "q"]),
        "reported_on": pl.Series([date(2021, 7, 28)] * 2),
    }
    pl.DataFrame(told | columns).write_parquet(folder / "cases.parquet")
    return read_table(folder / "cases.parquet", CASES, ZONE)


def refused(read, *given, **columns) -> str:
    with pytest.raises(Problem) as raised:
        read(*given, **columns)
    assert raised.value.code == "cannot-read-file"
    assert all(text.zh for text in (raised.value.happened, raised.value.expected, raised.value.remedy))
    return raised.value.happened.en


@pytest.mark.parametrize(
    "rows",
    [
        'a,p,2021-07-28,"x\nb,q,2021-07-28,y\n',
        'a,"p,2021-07-28,x\nb,"q,2021-07-28,y\n',
        'a,p,2021-07-28,"x\nb,q,2021-07-28,y"\n',
    ],
)
def test_a_quotation_mark_that_takes_rows_into_its_cell_is_told_with_its_line(tmp_path, rows):
    assert "line 2" in refused(read_both, tmp_path, rows)


def test_a_last_cell_whose_quotation_ends_nowhere_is_told_with_its_line(tmp_path):
    assert "line 3" in refused(read_both, tmp_path, 'a,p,2021-07-28,x\nb,q,2021-07-28,"y\n')


def test_a_cell_of_several_lines_is_one_cell(tmp_path):
    for found in read_both(tmp_path, 'a,p,2021-07-28,"x, and\nthen y"\nb,q,2021-07-28,"y ""z"""\n'):
        assert found.read == 2
        assert found.frame.item(0, found.frame.columns.index("person_id")) is not None


@pytest.mark.parametrize("table", [CASES, PRESENCES])
def test_zero_bytes_far_down_are_no_text(tmp_path, table):
    rows = "a,p,2021-07-28,x\n" * 100 + "b,q\0,2021-07-28,\0\n"
    assert "encoding" in refused(read_both, tmp_path, rows)
    (tmp_path / "stays.csv").write_text(STAY_HEADER + rows, "utf-8")
    assert "encoding" in refused(read_presence_list, tmp_path / "stays.csv", ZONE)


def test_a_list_of_stays_with_separators_alone_is_empty(tmp_path):
    (tmp_path / "stays.csv").write_text(",,,\n,,\n", "utf-8")
    assert "empty" in refused(read_presence_list, tmp_path / "stays.csv", ZONE)


def test_a_list_of_stays_with_a_header_alone_is_told_of_missing_columns(tmp_path):
    (tmp_path / "stays.csv").write_text("person_id,place_id\n", "utf-8")
    assert "arrive_at" in refused(read_presence_list, tmp_path / "stays.csv", ZONE)


@pytest.mark.parametrize("zone", ["+99:99", "-24:00"])
def test_an_hour_in_a_zone_that_is_none_is_refused_with_its_line(tmp_path, zone):
    found = read_both(tmp_path, f"a,p,2021-07-28 08:00{zone},x\nb,q,2021-07-28 08:00+08:00,y\n")
    assert [(one.accepted, one.rejected["line"].to_list()) for one in found] == [(1, [2]), (1, [2])]


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("reported_on", [date(9999, 1, 1), date(2021, 7, 28)]),
        ("sampled_at", pl.Series([10**17, 0]).cast(pl.Datetime("us", "UTC"))),
    ],
)
def test_days_and_instants_beyond_our_calendar_are_refused_with_their_line(tmp_path, name, cells):
    found = read_parquet(tmp_path, **{name: pl.Series(cells)})
    assert (found.read, found.accepted) == (2, 1)
    assert found.rejected.select("line", "column").rows() == [(2, name)]


@pytest.mark.parametrize(
    "cells", [[["p"], ["q"]], [{"a": "p"}] * 2, [b"\xff\xfe", b"q"], ["p\0", "q"], [timedelta(1)] * 2]
)
def test_a_column_that_holds_no_text_is_named(tmp_path, cells):
    assert "person_id" in refused(read_parquet, tmp_path, person_id=pl.Series(cells))


def test_bytes_that_are_text_are_read_and_a_column_nobody_asks_for_may_hold_anything(tmp_path):
    found = read_parquet(tmp_path, person_id=pl.Series([b"p", b"q"]), outline=pl.Series([b"\xff", b"\xfe"]))
    assert found.frame["person_id"].to_list() == ["p", "q"]


def test_a_line_of_a_workbook_that_begins_with_blank_rows_has_its_own_number(tmp_path):
    book = openpyxl.Workbook()
    for at, row in enumerate(
        [("case_id", "person_id", "reported_on"), ("a", "p", datetime(2021, 7, 28)), ("b", "q", "?")]
    ):
        for column, cell in enumerate(row, start=1):
            book.active.cell(4 + at, column, cell)
    book.save(tmp_path / "cases.xlsx")
    assert read_table(tmp_path / "cases.xlsx", CASES, ZONE).rejected["line"].to_list() == [6]


def test_a_file_at_which_the_reader_of_its_kind_panics_is_no_table(tmp_path, monkeypatch):
    def panic(_path):
        raise pl.exceptions.PanicException("offset + length <= self.length")

    (tmp_path / "cases.parquet").write_bytes(b"PAR1")
    monkeypatch.setattr(pl, "read_parquet", panic)
    assert "not a readable table" in refused(read_table, tmp_path / "cases.parquet", CASES, ZONE)
