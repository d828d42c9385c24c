"""A tiny outbreak on the tiny tree, walked through by the cast."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.test import Client

OUTBREAK = "tiny-2021"


@dataclass(frozen=True)
class Story:
    """What has been written: the ids pages are asked for."""

    outbreak_id: str
    case_id: str


@pytest.fixture
def opened(cast, clock, keep, monkeypatch) -> str:
    """An outbreak without a case, on a clock that stands."""
    from fangxian.doors.web import desk
    from fangxian.doors.web.pages.sign_in import views
    from fangxian.operations.cases.reports import NewOutbreak
    from fangxian.operations.cases.services import open_outbreak

    for module in (desk, views):
        monkeypatch.setattr(module, "get_world_clock", lambda: clock)
    outbreak = NewOutbreak(
        id=OUTBREAK,
        title_zh="小疫情",
        title_en="A tiny outbreak",
        disease="sars-cov-2-delta",
        plan="cn-covid19-8e-2021",
        plan_version="1",
        place_id="43",
        timezone="Asia/Shanghai",
    )

    def open_tiny() -> str:
        return open_outbreak(cast.commander, clock, outbreak=outbreak)

    return keep(open_tiny)


@pytest.fixture
def story(opened, cast, clock, keep) -> Story:
    """One case in 桐荫里: an hour in the teahouse, one named contact; the plan has been run."""
    from fangxian.operations.cases.reports import CaseReport, StayGiven
    from fangxian.operations.cases.services import report_case
    from fangxian.operations.contacts.services import ContactGiven
    from fangxian.operations.people.services import NewPerson
    from fangxian.operations.respond import respond_now

    home = "430102003001"
    arrive_at = datetime(2021, 7, 28, 2, tzinfo=UTC)
    report = CaseReport(
        person=NewPerson(key="p-index", full_name="Index Person", residence_place_id=home),
        reported_on=date(2021, 7, 31),
        residence_place_id=home,
        facts={"onset_on": date(2021, 7, 29), "age": 41},
        stays=(
            StayGiven(arrive_at, arrive_at.replace(hour=3), place_id="v-teahouse"),
            StayGiven(arrive_at.replace(hour=5), None, precision="day", place_text="Xinwu"),
        ),
        contacts=(
            ContactGiven(
                NewPerson(key="p-friend", full_name="Friend", residence_place_id=home), date(2021, 7, 30)
            ),
        ),
    )

    def begin() -> Story:
        case_id = report_case(cast.commander, clock, outbreak_id=opened, report=report)
        respond_now(cast.commander, clock, outbreak_id=opened)
        return Story(opened, case_id)

    return keep(begin)


@pytest.fixture
def signed(story, cast, clock, keep) -> Story:
    """Everything that waited has been signed by two offices."""
    from fangxian.operations.decisions.queries import list_waiting
    from fangxian.operations.signing import sign

    def sign_all() -> None:
        for actor in (cast.commander, cast.city_cdc):
            waiting = [row.id for row in list_waiting(actor, story.outbreak_id) if row.can_sign]
            sign(actor, clock, proposal_ids=waiting, unasked="no time to ask")

    keep(sign_all)
    return story


@pytest.fixture
def as_(cast) -> Callable[..., Client]:
    """Sign a member of the cast in: `as_("commander", "en")`."""

    def sign_in(role: str, language: str = "zh-hans") -> Client:
        client = Client()
        session = client.session
        session["user_id"] = getattr(cast, role).user_id
        session.save()
        client.cookies["django_language"] = language
        return client

    return sign_in
