"""From an interview in words to stays: as precise as it was told, nothing invented, every piece in its place."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.engines.itineraries import ItineraryRead, read_itinerary
from tests.engines.gazetteer.drawn_places import draw_gazetteer

COUNTRY = draw_gazetteer()
REPORTED_ON = date(2021, 7, 28)
THEATRE = "v-theatre"


def read(text: str) -> ItineraryRead:
    return read_itinerary(text, COUNTRY, anchor=REPORTED_ON)


def told(text: str) -> list[str]:
    """Draw the stays: day, hours, precision, place."""

    def clock(minute: int | None) -> str:
        return "" if minute is None else f"{minute // 60}:{minute % 60:02}"

    return [
        f"{stay.on:%m-%d} {clock(stay.from_minute)}-{clock(stay.to_minute)} {stay.precision} {stay.code or '?' + stay.place_text}"
        for stay in read(text).stays
    ]


@pytest.mark.parametrize(
    ("text", "stay"),
    [
        ("7月22日18时至19时30分在河东大剧院观看演出", "07-22 18:00-19:30 exact v-theatre"),
        ("7月22日晚上8点至10点在河东大剧院", "07-22 20:00-22:00 exact v-theatre"),
        ("7月22日22时至次日1时在河东大剧院", "07-22 22:00-25:00 exact v-theatre"),
        ("7月22日下午3点半到河东大剧院", "07-22 15:30- window v-theatre"),
        ("7月22日20时许在河东大剧院", "07-22 20:00- window v-theatre"),
        ("7月22日上午在河东大剧院", "07-22 8:00-12:00 window v-theatre"),
        ("7月22日在河东大剧院", "07-22 - day v-theatre"),
        ("昨天在河东大剧院", "07-27 - day v-theatre"),
        ("July 22, 6 pm–7:30 pm: Hedong Grand Theatre", "07-22 18:00-19:30 exact v-theatre"),
        ("On 22 July from 10 to 2 pm at the Hedong Grand Theatre", "07-22 10:00-14:00 exact v-theatre"),
        ("At the Hedong Grand Theatre around noon on July 22", "07-22 12:00- window v-theatre"),
        ("In the evening of July 22 at the Hedong Grand Theatre", "07-22 18:00-24:00 window v-theatre"),
    ],
)
def test_a_moment_is_as_precise_as_it_was_told(text: str, stay: str) -> None:
    assert told(text) == [stay]


def test_a_day_goes_on_until_another_is_named() -> None:
    assert told(
        "7月22日18时在河东大剧院，当晚乘三号游船，次日上午到柳河街道白塔社区，24日再到河东大剧院"
    ) == [
        "07-22 18:00- window v-theatre",
        "07-22 18:00-24:00 window v-boat",
        "07-23 8:00-12:00 window 1122",
        "07-24 - day v-theatre",
    ]


def test_several_days_are_a_window_and_so_is_what_happened_meanwhile() -> None:
    stays = read("7月17日-21日在西岭县旅游，期间乘三号游船").stays
    assert [(stay.on.day, stay.until_on.day, stay.precision, stay.code) for stay in stays] == [
        (17, 21, "window", "12"),
        (17, 21, "window", "v-boat"),
    ]


def test_several_places_in_one_interval_each_get_a_window_of_it() -> None:
    assert told("7月22日10时至12时游览河东大剧院、三号游船") == [
        "07-22 10:00-12:00 window v-theatre",
        "07-22 10:00-12:00 window v-boat",
    ]


def test_what_came_later_begins_when_the_last_ended_and_ends_nobody_knows_when() -> None:
    assert told("7月22日18时至19时在河东大剧院，随后返回住处") == [
        "07-22 18:00-19:00 exact v-theatre",
        "07-22 19:00- window ?住处",
    ]


def test_leaving_a_place_is_the_end_of_having_been_there() -> None:
    assert told("7月22日10时离开河东大剧院") == ["07-22 -10:00 window v-theatre"]


def test_the_hour_they_left_told_afterwards_ends_the_stay() -> None:
    assert told("7月22日8:10在河东大剧院，8:50离开。") == ["07-22 8:10-8:50 exact v-theatre"]
    assert told("22 July: 8.15 am Hedong Grand Theatre; 5.40 pm left.") == [
        "07-22 8:15-17:40 exact v-theatre"
    ]
    assert told("7月22日8:10在河东大剧院，7:50离开。") == ["07-22 8:10- window v-theatre"]


@pytest.mark.parametrize(
    "text",
    ["7月20日、21日和22日的18时至21时在河东大剧院训练", "7月20日至22日，每日18时至21时在河东大剧院训练"],
)
def test_hours_told_once_hold_for_every_day_of_a_list_and_of_a_range(text: str) -> None:
    assert told(text) == [f"07-{day} 18:00-21:00 exact v-theatre" for day in (20, 21, 22)]


def test_a_line_of_its_own_with_hours_belongs_to_the_day_above() -> None:
    assert told("7月22日\n9:00-10:15 河东大剧院\n10:40-11:30 三号游船") == [
        "07-22 9:00-10:15 exact v-theatre",
        "07-22 10:40-11:30 exact v-boat",
    ]


def test_a_place_nobody_knows_is_a_question_in_its_own_words() -> None:
    assert told("7月22日中午在东山区某饭馆吃饭") == ["07-22 11:00-14:00 window ?东山区某饭馆"]
    assert told("7月22日在新华社区打牌") == ["07-22 - day ?新华社区"]


def test_trains_and_seats() -> None:
    (stay,) = read("7月22日乘坐G1234次列车5车12F座").stays
    assert (stay.vehicle, stay.zone, stay.seat, stay.code) == ("G1234", "5", "12F", "")
    (stay,) = read("On July 22 he took flight CZ1234, seat 12F").stays
    assert (stay.vehicle, stay.seat) == ("CZ1234", "12F")


def test_session_and_zone_of_a_show() -> None:
    (stay,) = read("7月22日在河东大剧院看第二场演出，座位在贵宾区8排12座").stays
    assert (stay.session, stay.zone, stay.seat) == ("第二场", "贵宾区", "8排12座")


def test_dates_ahead_of_the_report_are_of_the_year_before() -> None:
    assert read("12月31日在河东大剧院").stays[0].on == date(2020, 12, 31)


def test_symptoms_and_impossible_days_are_no_stays_but_no_line_is_lost() -> None:
    text = "7月22日在河东大剧院\n他记不清了\n7月23日出现发热\n7月32日在河东大剧院"
    found = read(text)
    assert len(found.stays) == 1
    assert [text[start:end] for start, end in found.unread][:2] == ["他记不清了", "7月23日出现发热"]


def test_instants_are_those_of_the_local_clock() -> None:
    (stay,) = read("7月22日22时至次日1时在河东大剧院").stays
    assert stay.arrive_at("Asia/Shanghai") == datetime(2021, 7, 22, 14, tzinfo=UTC)
    assert stay.leave_at("Asia/Shanghai") == datetime(2021, 7, 22, 17, tzinfo=UTC)
    (stay,) = read("7月22日在河东大剧院").stays
    assert stay.leave_at("Asia/Shanghai") == datetime(2021, 7, 22, 16, tzinfo=UTC)


PIECES = [
    "7月22日",
    "18时至19时",
    "次日",
    "当晚",
    "上午",
    "河东大剧院",
    "在",
    "，",
    "。",
    "\n",
    "新华社区",
    "G12次",
    "July 3",
    " 6 pm",
    "期间",
    "32日",
    "x",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=40))
def test_every_piece_lies_in_the_text_and_every_line_is_accounted_for(text: str) -> None:
    found = read(text)
    assert all(0 <= span.start < span.end <= len(text) for span in found.spans)
    assert all(first.end <= after.start for first, after in zip(found.spans, found.spans[1:], strict=False))
    for stay in found.stays:
        assert stay.on <= stay.until_on
        assert stay.arrive_at("Asia/Shanghai") <= stay.leave_at("Asia/Shanghai") or stay.to_minute is not None
    if text.strip() and not found.stays:
        assert found.unread or not text.split()
