"""Files as they really arrive: every encoding, every date, every spreadsheet habit, and nothing lost."""

from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.problems import Problem
from fangxian.engines.tables import CASES, CONTACTS, HOUSEHOLDS, PERSONS, PLACES
from fangxian.stores.inputs import Imported, read_rows, read_table

ZONE = "Asia/Shanghai"
CHINESE = "病例编号,人员编号,报告日期,病例类别\nc1,p1,2021年7月28日,确诊\n"


def csv_of(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "cases.csv"
    path.write_bytes(text.encode(encoding))
    return path


def cases_of(folder: Path, *rows: str, header: str = "case_id,person_id,reported_on") -> Imported:
    return read_table(csv_of(folder, "\n".join([header, *rows])), CASES, ZONE)


def excel_of(folder: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "cases.xlsx")
    return folder / "cases.xlsx"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_every_encoding_gives_the_same_table(tmp_path: Path, encoding: str) -> None:
    read = read_table(csv_of(tmp_path, CHINESE, encoding), CASES, ZONE)
    row = read.frame.row(0, named=True)
    assert (row["case_id"], row["reported_on"], row["kind"]) == ("c1", date(2021, 7, 28), "confirmed")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_delimiter_gives_the_same_table(tmp_path: Path, delimiter: str) -> None:
    read = read_table(csv_of(tmp_path, CHINESE.replace(",", delimiter)), CASES, ZONE)
    assert read.accepted == 1


@pytest.mark.parametrize(
    "cell",
    [
        "2021-07-28",
        "2021-7-28",
        "2021/7/28",
        "2021.7.28",
        "2021年7月28日",
        "20210728",
        "２０２１－７－２８",
        "44405",
        "2021-07-28 18:30",
        "2021-07-28T18:30:00+08:00",
        "2021/7/28 8:05:00",
        "2021年7月28日 8时5分",
    ],
)
def test_a_date_is_read_however_it_is_written(tmp_path: Path, cell: str) -> None:
    assert cases_of(tmp_path, f"c1,p1,{cell}").frame["reported_on"].to_list() == [date(2021, 7, 28)]


@pytest.mark.parametrize(
    ("cell", "utc"),
    [
        ("2021-07-28 08:30", datetime(2021, 7, 28, 0, 30, tzinfo=UTC)),
        ("2021-07-28T08:30:00Z", datetime(2021, 7, 28, 8, 30, tzinfo=UTC)),
        ("2021-07-28T08:30:00+09:00", datetime(2021, 7, 27, 23, 30, tzinfo=UTC)),
        ("2021/7/28 24:00", datetime(2021, 7, 28, 16, 0, tzinfo=UTC)),
        ("44405.5", datetime(2021, 7, 28, 4, 0, tzinfo=UTC)),
        ("2021-07-28", datetime(2021, 7, 27, 16, 0, tzinfo=UTC)),
    ],
)
def test_a_time_without_a_zone_is_local(tmp_path: Path, cell: str, utc: datetime) -> None:
    header = "case_id,person_id,reported_on,sampled_at"
    assert cases_of(tmp_path, f"c1,p1,2021-07-28,{cell}", header=header).frame["sampled_at"].to_list() == [
        utc
    ]


@pytest.mark.parametrize("cell", ["28/7/2021", "7-28", "2021-02-30", "soon", "2021-07-28 25:61", "1"])
def test_a_date_that_could_mean_something_else_is_rejected(tmp_path: Path, cell: str) -> None:
    read = cases_of(tmp_path, f"c1,p1,{cell}", "c2,p2,2021-07-28")
    fault = read.rejected.row(0, named=True)
    assert (fault["line"], fault["column"], fault["value"]) == (2, "reported_on", cell)
    assert read.accepted == 1


def test_an_identifier_that_became_a_float_loses_its_point(tmp_path: Path) -> None:
    read = cases_of(tmp_path, "c1,430102199001011234.0,2021-07-28")
    assert read.frame["person_id"].to_list() == ["430102199001011234"]


def test_an_identifier_that_lost_its_digits_is_rejected_with_the_reason(tmp_path: Path) -> None:
    read = cases_of(tmp_path, "c1,4.30102E+17,2021-07-28")
    fault = read.rejected.row(0, named=True)
    assert "last digits are lost" in fault["reason_en"]
    assert "末尾数字已丢失" in fault["reason_zh"]


def test_full_width_digits_and_spaces_are_read(tmp_path: Path) -> None:
    header = "case_id,person_id,reported_on,age"
    row = cases_of(tmp_path, "ｃ１,　ｐ１　,2021-07-28,３５岁", header=header).frame.row(0, named=True)
    assert (row["case_id"], row["person_id"], row["age"]) == ("c1", "p1", 35)


def test_a_spreadsheet_keeps_dates_and_text_and_gives_up_long_numbers(tmp_path: Path) -> None:
    path = excel_of(
        tmp_path,
        ["case_id", "person_id", "reported_on", "sampled_at", "age"],
        ["c1", "430102199001011234", date(2021, 7, 28), datetime(2021, 7, 28, 8, 30), 35],
        ["c2", 430102199001011234, "2021年7月28日", None, None],
        ["c3", 123456, 44405, 44405.5, "35"],
    )
    read = read_table(path, CASES, ZONE)
    assert read.frame["person_id"].to_list() == ["430102199001011234", "123456"]
    assert read.frame["reported_on"].to_list() == [date(2021, 7, 28)] * 2
    assert read.frame["age"].to_list() == [35, 35]
    assert read.rejected.select("line", "column").rows() == [(3, "person_id")]


def test_a_parquet_file_is_read_with_its_own_types(tmp_path: Path) -> None:
    given_rows = pl.DataFrame({"person_id": ["p1", "p2"], "household_id": [7, 7]})
    given_rows.write_parquet(tmp_path / "households.parquet")
    read = read_table(tmp_path / "households.parquet", HOUSEHOLDS, ZONE)
    assert read.frame.rows() == [("p1", "7"), ("p2", "7")]


def test_a_row_twice_is_a_duplicate_and_a_broken_row_is_rejected(tmp_path: Path) -> None:
    read = cases_of(tmp_path, "c1,p1,2021-07-28", "c1,p1,2021/7/28", ",p2,2021-07-28", "c3,p3,2021-07-28,x")
    assert (read.read, read.accepted, read.duplicate, read.rejected.height) == (4, 1, 1, 2)
    assert read.rejected["line"].to_list() == [4, 5]


def test_a_cell_may_hold_a_line_break_and_lines_are_still_counted_right(tmp_path: Path) -> None:
    header = "case_id,person_id,reported_on,detection_route"
    read = cases_of(tmp_path, 'c1,p1,2021-07-28,"by\nphone"', "", "c2,,2021-07-28,", header=header)
    assert read.frame["detection_route"].to_list() == ["by\nphone"]
    assert read.rejected["line"].to_list() == [5]


def test_a_word_outside_the_list_is_rejected_with_the_list(tmp_path: Path) -> None:
    read = cases_of(tmp_path, "c1,p1,2021-07-28,ill", header="case_id,person_id,reported_on,kind")
    assert "asymptomatic" in read.rejected["reason_en"].item()


def test_yes_and_no_are_read_in_both_languages(tmp_path: Path) -> None:
    path = csv_of(tmp_path, "place_id,name,level,has_list\na,a,venue,是\nb,b,venue,no\nc,c,venue,maybe")
    read = read_table(path, PLACES, ZONE)
    assert read.frame["has_list"].to_list() == [True, False]
    assert read.rejected["column"].to_list() == ["has_list"]


def test_defaults_fill_empty_cells(tmp_path: Path) -> None:
    path = csv_of(
        tmp_path, "case_id,person_id,reported_on,outbreak_id\nc1,p1,2021-07-28,\nc2,p2,2021-07-28,mine"
    )
    read = read_table(path, CASES, ZONE, {"outbreak_id": "outbreak-1"})
    assert read.frame["outbreak_id"].to_list() == ["outbreak-1", "mine"]


def test_rows_from_a_form_are_read_like_a_file() -> None:
    form = pl.DataFrame({"病例编号": ["c1"], "person": ["p2"], "末次接触日期": ["2021年7月28日"]})
    assert read_rows(form, CONTACTS, ZONE).frame["last_on"].to_list() == [date(2021, 7, 28)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("\n\n", "empty"),
        ("case_id,person_id\nc1,p1", "reported_on"),
        ("case_id person_id reported_on\nc1 p1 2021-07-28", "separate by comma"),
        ("case_id,person_id,reported_on,病例编号\nc1,p1,2021-07-28,c2", "named twice: case_id"),
    ],
)
def test_a_file_nothing_can_be_read_from_says_what_to_do(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(Problem, match=says) as caught:
        read_table(csv_of(tmp_path, text), CASES, ZONE)
    assert caught.value.code == "cannot-read-file"


def test_a_file_that_is_not_there_or_is_no_spreadsheet_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"not a workbook")
    for name in ("absent.csv", "broken.xlsx"):
        with pytest.raises(Problem, match=name):
            read_table(tmp_path / name, CASES, ZONE)


def test_a_header_without_rows_is_an_empty_table(tmp_path: Path) -> None:
    read = read_table(csv_of(tmp_path, "person_id,household_id\n"), HOUSEHOLDS, ZONE)
    assert (read.read, read.accepted) == (0, 0)


CELL = st.text(alphabet=st.sampled_from("ab1２年月日/-.:E+, \"'\t0"), max_size=8)


@given(st.lists(st.lists(CELL, min_size=1, max_size=6), max_size=6))
@settings(max_examples=50, deadline=None)
def test_whatever_the_cells_hold_every_row_is_accounted_for(rows: list[list[str]]) -> None:
    filled = [(row + [""] * 6)[:6] for row in rows]
    frame = pl.DataFrame(
        filled,
        schema=[*PERSONS.names],
        orient="row",
        schema_overrides=dict.fromkeys(PERSONS.names, pl.String),
    )
    read = read_rows(frame, PERSONS, ZONE)
    assert read.read == len(rows) == read.accepted + read.duplicate + read.rejected.height
    assert read.frame.height == read.accepted == len(read.lines)
