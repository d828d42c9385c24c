"""An itinerary pasted as text: highlighted piece by piece, a row per stay to confirm, nothing stored before that."""

from datetime import date

from django.test import Client

from fangxian.doors.web.pages.report_case.told import Told, read_told
from fangxian.engines.gazetteer import Context
from fangxian.operations.journal.models import Entry

TODAY = date(2021, 7, 31)


def told(text: str, **known: object) -> Told:
    return read_told(text, TODAY, Context(**known))


def test_every_piece_is_marked_with_the_rows_it_led_to_and_no_character_is_lost(tree) -> None:
    text = "7月28日10时至11时在茶馆喝茶\r\n他记不清了"
    found = told(text)
    assert [
        (piece.kind, piece.text, piece.numbers, piece.precision) for piece in found.pieces if piece.kind
    ] == [
        ("day", "7月28日", (1,), "exact"),
        ("time", "10时至11时", (1,), "exact"),
        ("place", "茶馆", (1,), ""),
        ("unread", "他记不清了", (), ""),
    ]
    assert "".join(piece.text for piece in found.pieces) == text.replace("\r\n", "\n")


def test_a_place_that_is_certain_is_chosen_and_may_be_changed(tree) -> None:
    ((row, choices),) = told("7月28日在芙蓉区桐荫里社区").rows
    assert row.settled
    assert (choices[0].place_id, choices[0].certain) == ("430102003001", True)


def test_a_repeated_name_offers_its_candidates_and_chooses_none(tree) -> None:
    ((row, choices),) = told("7月28日到新屋社区").rows
    assert not row.settled
    assert {choice.place_id for choice in choices} == {"430102003002", "430105001005"}
    assert not any(choice.certain for choice in choices)


def test_the_homes_of_the_outbreak_settle_a_repeated_name(tree) -> None:
    ((row, choices),) = told("7月28日到新屋社区", near=("430102003001",)).rows
    assert (row.settled, choices[0].place_id) == (True, "430102003002")


def test_a_place_nobody_knows_keeps_its_words(tree) -> None:
    ((row, choices),) = told("7月28日中午在某饭馆吃饭").rows
    assert (row.settled, row.place_text, row.from_hour, row.to_hour, row.precision) == (
        False,
        "某饭馆",
        "11:00",
        "14:00",
        "window",
    )
    assert choices == []


def test_nights_and_several_days_keep_their_last_day(tree) -> None:
    rows = [row for row, _ in told("7月28日22时至次日1时在茶馆\n7月20日-23日在茶馆\n7月24日晚在茶馆").rows]
    assert [(row.on.day, row.from_hour, row.to_hour, row.until_on and row.until_on.day) for row in rows] == [
        (28, "22:00", "01:00", 29),
        (20, "", "", 23),
        (24, "18:00", "", None),
    ]


def test_the_page_shows_text_and_rows_and_stores_nothing(story, as_) -> None:
    browser: Client = as_("commander")
    before = Entry.objects.count()
    page = browser.post("/report/stays", {"pasted": "7月28日18时在茶馆，随后到新屋社区"}).content.decode()
    assert page.count('name="stay_on"') == 2
    assert '<mark class="place">' in page
    assert Entry.objects.count() == before


def test_text_that_tells_nothing_says_what_would(story, as_) -> None:
    page = as_("commander").post("/report/stays", {"pasted": "he could not remember"}).content.decode()
    assert "he could not remember" in page
    assert 'name="stay_on"' not in page
