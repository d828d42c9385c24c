"""An itinerary pasted as text becomes rows; what is not understood is given back, never dropped."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.doors.web.pages.report_case.pasted import read_pasted


@pytest.mark.parametrize(
    ("line", "on", "hours", "place", "precision"),
    [
        ("7月24日 14:00-16:30 魅力湘西剧场", date(2021, 7, 24), ("14:00", "16:30"), "魅力湘西剧场", "exact"),
        ("2021年7月22日18时30分到21时在河街", date(2021, 7, 22), ("18:30", "21:00"), "河街", "exact"),
        (
            "2021-07-24 14:00–16:00 Riverside School",
            date(2021, 7, 24),
            ("14:00", "16:00"),
            "Riverside School",
            "exact",
        ),
        ("7月26日 9:05 桃花源机场", date(2021, 7, 26), ("09:05", ""), "桃花源机场", "window"),
        ("7/25 穿紫河三号游船", date(2021, 7, 25), ("", ""), "穿紫河三号游船", "day"),
    ],
)
def test_a_line_becomes_a_stay_as_precise_as_it_was_said(
    line: str, on: date, hours: tuple[str, str], place: str, precision: str
) -> None:
    (stay,), unread = read_pasted(line, 2021)
    assert (stay.on, (stay.from_hour, stay.to_hour), stay.place_text, stay.precision) == (
        on,
        hours,
        place,
        precision,
    )
    assert unread == []


@pytest.mark.parametrize(
    "line", ["他记不清了", "7月32日 河街", "13月1日 河街", "7月24日 25:00 河街", "7月24日"]
)
def test_a_line_that_is_no_stay_is_given_back(line: str) -> None:
    assert read_pasted(line, 2021) == ([], [line])


@given(st.lists(st.text(alphabet="7月24日 :-0169河街\t，", min_size=1).filter(lambda line: line.strip())))
def test_no_line_is_lost(lines: list[str]) -> None:
    stays, unread = read_pasted("\n".join(lines), 2021)
    assert len(stays) + len(unread) == len([line for line in "\n".join(lines).splitlines() if line.strip()])
