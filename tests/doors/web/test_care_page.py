"""Care on screen: who lacks a carer stands first; visits, medicines, ambulances and the line are a form each."""

from datetime import timedelta

import pytest

from tests.doors.web.test_screening_pages import screened as screened  # noqa: PLC0414
from tests.operations.rounds.conftest import TONGYINLI

PATH = "/care/"
ANN = {"place": TONGYINLI, "door": "door-1", "person": "ann"}


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def closed(screened, cast, clock, keep):
    """People of 桐荫里 are bound to stay; ann needs dialysis and nobody is named."""
    from fangxian.operations.areas.services import record_official_measure
    from fangxian.operations.screening.services import KeyPersonGiven, name_carers

    def begin() -> None:
        columns = {
            "id": "m-home",
            "outbreak_id": "tiny-2021",
            "place_id": TONGYINLI,
            "measure": "stay-home",
            "title_zh": "足不出户",
            "title_en": "Stay at home",
            "starts_at": clock.now(),
            "rule": "official",
            "ends_at": clock.now() + timedelta(days=14),
            "source": "a notice",
            "restricts": True,
        }
        record_official_measure(cast.commander, clock, columns=columns, effective_at=clock.now())
        given = KeyPersonGiven(TONGYINLI, "door-1", "ann", ("dialysis",), ())
        name_carers(cast.street_worker, clock, outbreak_id="tiny-2021", given=given)

    keep(begin)


def test_where_nothing_is_closed_the_page_says_what_would_fill_it(screened, as_):
    page = text(as_("street_worker", "en").get(PATH))
    assert "No place of yours is closed." in page
    assert "Nobody who needs looking after is on record" in page
    assert "没有封闭的地点" in text(as_("street_worker").get(PATH))


def test_households_without_a_carer_stand_first_until_one_is_named(closed, as_):
    street = as_("street_worker", "en")
    page = text(street.get(PATH))
    assert "2 of 2 households have nobody" in page
    assert page.index("Households that lack a carer") < page.index("Who needs looking after")
    told = {"place": TONGYINLI, "door": "door-2", "carers": "grid-worker"}
    after = text(street.post(f"{PATH}carers", told, follow=True))
    assert "1 of 2 households have nobody" in after
    assert street.post(f"{PATH}carers", {**told, "carers": "nobody"}).status_code == 400


def test_visits_medicines_and_ambulances_are_noted(closed, as_, clock, cast):
    from fangxian.operations.care.queries import list_rides

    worker = as_("community_worker", "en")
    assert "not seen yet" in text(worker.get(PATH))
    assert "last seen" in text(worker.post(f"{PATH}visits", {**ANN, "outcome": "seen"}, follow=True))
    day = (clock.now() + timedelta(days=2)).date().isoformat()
    page = text(worker.post(f"{PATH}medicines", {**ANN, "kind": "diabetes", "day": day}, follow=True))
    assert "for diabetes until" in page
    assert worker.post(f"{PATH}medicines", {**ANN, "kind": "diabetes", "day": "soon"}).status_code == 400
    asked = text(worker.post(f"{PATH}ambulances", {**ANN, "hospital": "湘雅医院"}, follow=True))
    assert "湘雅医院" in asked
    (ride,) = list_rides(cast.community_worker.reach, "tiny-2021", clock.now())
    ended = text(worker.post(f"{PATH}ambulances/{ride.id}/end", {"step": "arrived"}, follow=True))
    assert "No ambulance is on the way." in ended


def test_a_call_to_the_line_is_noted_and_seen_to(closed, as_, cast, clock):
    from fangxian.operations.care.queries import list_calls

    worker = as_("community_worker", "en")
    page = text(worker.post(f"{PATH}calls", {"place": TONGYINLI, "topic": "harm"}, follow=True))
    assert "harm to oneself or others" in page
    (call,) = list_calls(cast.community_worker.reach, "tiny-2021", clock.now())
    assert "No call waits." in text(worker.post(f"{PATH}calls/{call.id}/answer", follow=True))


def test_a_stranger_finds_nobody(closed, as_):
    assert "door-1" not in text(as_("stranger", "en").get(PATH))
    assert "reads no rows about persons" in text(as_("police_officer", "en").get(PATH))
    assert as_("stranger").post(f"{PATH}visits", {**ANN, "outcome": "seen"}).status_code in (400, 404)
