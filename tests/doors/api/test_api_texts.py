"""Texts through the API: places with candidates, stays with their pieces; nothing is stored."""

import pytest

from fangxian.operations.journal.models import Entry

pytestmark = pytest.mark.django_db


def test_a_text_gives_every_place_it_names(program) -> None:
    text = "患者住芙蓉区桐荫里社区3栋，曾到新屋社区"
    first, second = program("community-worker").post("/texts/places", {"text": text}).json()
    assert (first["code"], first["detail"], text[first["start"] : first["end"]]) == (
        "430102003001",
        "3栋",
        "芙蓉区桐荫里社区3栋",
    )
    assert second["code"] == "430102003002"


def test_a_repeated_name_is_a_question_until_the_place_around_it_is_known(program) -> None:
    asked = program("commander")
    (open_one,) = asked.post("/texts/places", {"text": "新屋社区"}).json()
    assert (open_one["code"], len(open_one["candidates"])) == ("", 2)
    (settled,) = asked.post("/texts/places", {"text": "新屋社区", "within": "430105"}).json()
    assert settled["code"] == "430105001005"


def test_an_itinerary_gives_stays_with_their_pieces(program) -> None:
    asked = program("district-cdc")
    before = Entry.objects.count()
    given = {"text": "7月28日10时至11时在茶馆\n记不清了", "anchor": "2021-07-31", "timezone": "Asia/Shanghai"}
    told = asked.post("/texts/itinerary", given).json()
    (stay,) = told["stays"]
    assert (stay["precision"], stay["place_text"], stay["arrive_at"]) == (
        "exact",
        "茶馆",
        "2021-07-28T02:00:00Z",
    )
    assert [span["kind"] for span in told["spans"]] == ["day", "time", "place"]
    assert [given["text"][start:end] for start, end in told["unread"]] == ["记不清了"]
    assert Entry.objects.count() == before


def test_nobody_reads_texts_without_signing_in(program) -> None:
    from tests.doors.api.programs import Program

    assert Program().post("/texts/places", {"text": "新屋社区"}).status_code == 401


def test_a_zone_that_does_not_exist_is_refused(program) -> None:
    given = {"text": "7月28日在茶馆", "anchor": "2021-07-31", "timezone": "Mars/Olympus"}
    answer = program("commander").post("/texts/itinerary", given)
    assert (answer.status_code, answer.json()["code"]) == (400, "no-such-timezone")
