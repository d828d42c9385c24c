"""Lists as venues and investigators write them: check-ins, guest lists, interviews, in Chinese and in English."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from fangxian.engines.problems import Problem
from fangxian.stores.presence import ListOfPeople, SegmentStore, add_presences
from tests.stores.presence.sources import RECORDED_AT, ZONE

LONG_AGO, FAR_AHEAD = datetime(2015, 1, 1, tzinfo=UTC), datetime(2035, 1, 1, tzinfo=UTC)
MIDNIGHT = datetime(2021, 7, 21, 16, tzinfo=UTC)
"""22 July 2021 begins in Changsha."""

EVENING = MIDNIGHT + timedelta(hours=19)


@pytest.fixture
def add(tmp_path):
    """Add the text of a file to a store; return the balance."""

    def added(text: str | bytes, *, name: str = "list.csv", hours: int = 0, **told: object):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        at = RECORDED_AT + timedelta(hours=hours)
        return add_presences(
            path, tmp_path / "store", timezone=ZONE, recorded_at=at, told=ListOfPeople(**told)
        )

    return added


def stays(folder: Path, *people: str) -> list[dict]:
    found = SegmentStore(folder / "store").stays_of(people, LONG_AGO, FAR_AHEAD)
    return found.sort("person_id", "arrive_at").to_dicts()


def test_a_check_in_has_an_unknown_end_and_no_invented_time(add, tmp_path):
    add("person_id,place_id,扫码时间\nann,mall,2021-07-22 19:00\n", kind="check-ins")
    (row,) = stays(tmp_path, "ann")
    assert (row["arrive_at"], row["leave_at"]) == (EVENING, MIDNIGHT + timedelta(days=1))
    assert (row["precision"], row["source"]) == ("window", "check-in")


def test_a_time_of_leaving_on_a_check_in_is_not_believed(add, tmp_path):
    text = "person_id,place_id,check_in,check_out\nann,mall,2021-07-22 19:00,2021-07-22 19:01\n"
    add(text, kind="check-ins")
    assert stays(tmp_path, "ann")[0]["precision"] == "window"


def test_a_guest_list_may_be_names_alone_with_a_day_for_all(add, tmp_path):
    add("姓名\n王小明\n李四\n", kind="guest-list", place_id="opera", session="matinee", on=date(2021, 7, 22))
    (row,) = stays(tmp_path, "name:王小明@opera")
    assert (row["arrive_at"], row["leave_at"]) == (MIDNIGHT, MIDNIGHT + timedelta(days=1))
    assert (row["precision"], row["session"], row["source"]) == ("day", "matinee", "guest list")


def test_namesakes_at_two_venues_are_two_people(add, tmp_path):
    add("name,venue,date\nLi Si,opera,2021-07-22\nLi Si,mall,2021-07-22\n", kind="guest-list")
    assert len(stays(tmp_path, "name:Li Si@opera")) == len(stays(tmp_path, "name:Li Si@mall")) == 1


def test_a_number_goes_before_a_name(add, tmp_path):
    add("姓名,人员编号,场所,日期\n王小明,p-1,opera,2021-07-22\n", kind="guest-list")
    assert [row["place_id"] for row in stays(tmp_path, "p-1")] == ["opera"]


def test_date_and_time_in_two_columns_are_one_moment(add, tmp_path):
    add("人员编号,地点,日期,时间\nann,opera,2021年7月22日,19:00\nbo,opera,2021年7月22日,\n")
    ann, bo = stays(tmp_path, "ann", "bo")
    assert (ann["arrive_at"], ann["precision"]) == (EVENING, "window")
    assert (bo["arrive_at"], bo["precision"]) == (MIDNIGHT, "day")


def test_a_stay_from_one_day_to_another_lasts_until_the_last_is_over(add, tmp_path):
    add("人员编号,地点,到达时间,离开时间\nann,hotel,2021-07-22,2021-07-24\n")
    (row,) = stays(tmp_path, "ann")
    assert row["leave_at"] - row["arrive_at"] == timedelta(days=3)


def test_what_an_interview_tells_makes_no_place_listed(add, tmp_path):
    add("person_id,place_id,arrive_at\nann,teahouse,2021-07-22 19:00\n", kind="interview")
    add("person_id,place_id,arrive_at\nbo,mall,2021-07-22 19:00\n", kind="check-ins", name="b.csv", hours=1)
    assert SegmentStore(tmp_path / "store").places_seen() == {"mall"}


def test_every_row_is_accounted_for_with_its_line_and_reason(add):
    found = add(
        "person_id,place_id,arrive_at,leave_at\n"
        "ann,cafe,2021-07-22 19:00,2021-07-22 20:00\n"
        "ann,cafe,2021-07-22 19:00,2021-07-22 20:30\n"
        "\n"
        "bo,,2021-07-22 19:00,\n"
        "cem,cafe,yesterday,\n"
        "dora,cafe,2021-07-22 19:00,2021-07-22 18:00\n"
        "eve,cafe,1921-07-22 19:00,\n"
        "fay,cafe,2021-07-22 19:00,,extra\n"
    )
    assert (found.read, found.accepted, found.duplicate) == (7, 1, 1)
    lines = found.rejected.select("line", "column").rows()
    assert lines == [(5, "place_id"), (6, "arrive_at"), (7, "leave_at"), (8, "arrive_at"), (9, "")]
    assert found.rejected["reason_zh"].null_count() == found.rejected["reason_en"].null_count() == 0


def test_the_same_list_again_adds_nothing_and_leaves_no_segment(add, tmp_path):
    text = "person_id,place_id,arrive_at,座位\nann,cafe,2021-07-22 19:00,7排\nbo,cafe,2021-07-22,\n"
    add(text)
    again = add(text, hours=1)
    assert (again.read, again.accepted, again.duplicate) == (2, 0, 2)
    assert len(SegmentStore(tmp_path / "store").entries) == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_file_of_many_parts_is_read_in_whatever_encoding(add, monkeypatch, encoding):
    monkeypatch.setattr("fangxian.stores.inputs.streaming._PART_ROWS", 3)
    rows = [f"p-{number},茶馆,2021-07-22 19:{number:02}" for number in range(10)]
    found = add("\n".join(["人员编号,地点,到达时间", *rows, ",茶馆,2021-07-22 19:00"]).encode(encoding))
    assert (found.read, found.accepted) == (11, 10)
    assert found.rejected["line"].to_list() == [12]


def test_a_workbook_is_a_list_too(add, tmp_path):
    book = openpyxl.Workbook()
    for row in (("姓名", "场所", "日期"), ("王小明", "opera", "2021-07-22")):
        book.active.append(row)
    book.save(tmp_path / "guests.xlsx")
    found = add((tmp_path / "guests.xlsx").read_bytes(), name="guests.xlsx", kind="guest-list")
    assert found.accepted == 1
    assert stays(tmp_path, "name:王小明@opera")[0]["precision"] == "day"


def test_headings_nobody_knows_are_named_with_those_that_miss(add):
    with pytest.raises(Problem, match="place_id"):
        add("person_id,wann,wo\nann,gestern,daheim\n")


def test_coded_parquet_and_plain_parquet_and_a_frame_are_the_same_store(tmp_path):
    rows = pl.DataFrame(
        {
            "person_id": ["ann", "bo", "ann", None, "cem", "bo"],
            "place_id": ["cafe", "cafe", "park", "cafe", "cafe", "cafe"],
            "arrive_at": [EVENING] * 5 + [EVENING + timedelta(seconds=20)],
            "leave_at": [EVENING + timedelta(hours=1), None, EVENING + timedelta(days=40), None,
                         EVENING - timedelta(hours=1), EVENING],
            "session": ["A", None, None, None, None, None],
        },
        schema_overrides={"arrive_at": pl.Datetime("us", "UTC"), "leave_at": pl.Datetime("us", "UTC")},
    )  # fmt: skip
    ids = pl.col("person_id", "place_id")
    rows.write_parquet(tmp_path / "plain.parquet")
    rows.with_columns(ids.cast(pl.Categorical())).write_parquet(tmp_path / "coded.parquet")
    digests = set()
    for number, given in enumerate((rows, tmp_path / "plain.parquet", tmp_path / "coded.parquet")):
        found = add_presences(given, tmp_path / str(number), timezone=ZONE, recorded_at=RECORDED_AT)
        assert (found.read, found.accepted, found.duplicate) == (6, 3, 0)
        assert found.rejected["line"].to_list() == [5, 6, 7]
        digests.add(SegmentStore(tmp_path / str(number)).id)
    assert len(digests) == 1
