"""Act R11 on the page: the itinerary is typed, the button pressed, the plan signed, the street has its tasks."""

import pytest
from django.test import Client

from fangxian.operations.decisions.queries import list_waiting
from tests.operations.oversight.conftest import appoint
from tests.operations.response.test_acceptance_r11 import VENUES, clock, tree_frame

__all__ = ["clock", "tree_frame"]

QILIQIAO = "430702014003"
TITLES = {
    "en": ("Test the area the same day", "Duty round the clock"),
    "zh-hans": ("暴露区域当日检测", "24 小时值守"),
}


@pytest.fixture
def neighbour(cast, clock) -> Client:
    """Somebody on duty in the command office of 七里桥社区."""
    actor = appoint(clock, "qiliqiao", "community-worker", QILIQIAO, "command_office")
    client = Client()
    session = client.session
    session["user_id"] = actor.user_id
    session.save()
    return client


def typed() -> dict[str, object]:
    """The form as it is filled in: lives in another district, from 17:00 on an hour at each of three places."""
    stays = {
        "stay_on": ["2021-07-28"] * 3,
        "stay_from": ["17:00", "18:00", "19:00"],
        "stay_to": ["18:00", "19:00", "20:00"],
        "stay_place_id": list(VENUES),
        "stay_precision": ["exact"] * 3,
        "stay_text": [name for name, _ in VENUES.values()],
    }
    empty = {f"stay_{name}": [""] * 3 for name in ("until_on", "session", "zone", "seat")}
    person = {"name": "合成病例", "reported_on": "2021-07-29", "kind": "asymptomatic"}
    return {**person, "residence_place_id": "430105001004", **stays, **empty}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_one_case_at_three_places_starts_testing_and_duty_in_that_street_the_same_day(
    opened, as_, cast, neighbour, language
):
    commander = as_("commander", language)
    neighbour.cookies["django_language"] = language
    assert commander.post("/report/", typed()).status_code == 302
    assert commander.post("/response/run").status_code == 302
    page = commander.get("/response/").content.decode()
    assert all(title in page for title in TITLES[language])
    waiting = list_waiting(cast.commander, opened)
    wanted = [row.id for row in waiting if row.what in ("testing-of-area", "duty-24h")]
    assert commander.post("/response/sign", {"proposal": wanted}).status_code == 302
    tasks = neighbour.get("/tasks/").content.decode()
    assert all(title in tasks for title in TITLES[language])
    assert ("29 Jul" if language == "en" else "7月29日") in tasks
