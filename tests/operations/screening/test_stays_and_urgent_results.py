"""Where people say they were, and the one result that is brought at night."""

from datetime import UTC, datetime, timedelta

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.screening.rows import StayTold
from tests.operations.custody.conftest import LAB, Day
from tests.operations.rounds.conftest import listings

CAME = datetime(2021, 7, 28, 2, tzinfo=UTC)


@pytest.fixture
def exposed(screen):
    """A case was in the teahouse from 10:00 to 11:00 on 28 July; the plan has been run."""
    from datetime import date

    from fangxian.operations.cases.reports import CaseReport, StayGiven
    from fangxian.operations.cases.services import report_case
    from fangxian.operations.people.services import NewPerson
    from fangxian.operations.respond import respond_now

    home = "430105001004"
    report = CaseReport(
        person=NewPerson(key="p-index", full_name="Index Person", residence_place_id=home),
        reported_on=date(2021, 7, 31),
        residence_place_id=home,
        facts={"onset_on": date(2021, 7, 29), "age": 41},
        stays=(StayGiven(CAME, CAME.replace(hour=3), place_id="v-teahouse"),),
    )
    report_case(screen.cast.commander, screen.clock, outbreak_id="tiny", report=report)
    respond_now(screen.cast.commander, screen.clock, outbreak_id="tiny")
    return screen


def publish(screen) -> None:
    from fangxian.operations.follow_ups.notices import draft_notice
    from fangxian.operations.follow_ups.services import publish_notice

    cast, clock = screen.cast, screen.clock
    notice = draft_notice(cast.commander.reach, "tiny", "v-teahouse", clock.now())
    publish_notice(cast.commander, clock, outbreak_id="tiny", place_id="v-teahouse", notice=notice)


def asked(screen, actor) -> list[tuple[str, bool]]:
    from fangxian.operations.follow_ups.asked_venues import list_asked_venues

    return [
        (one.place_id, one.published) for one in list_asked_venues(actor.reach, "tiny", screen.clock.now())
    ]


def test_a_venue_elsewhere_is_asked_about_once_it_is_published(exposed):
    cast = exposed.cast
    assert asked(exposed, cast.community_worker) == [("v-teahouse", False)]
    assert asked(exposed, cast.stranger) == []
    publish(exposed)
    assert asked(exposed, cast.stranger) == [("v-teahouse", True)]
    exposed.wait(24 * 15)
    assert asked(exposed, cast.stranger) == [], "longer ago than people are asked"


def test_a_stay_at_an_exposure_venue_waits_for_the_cdc_like_a_self_report_and_counts_once(exposed):
    from fangxian.operations.follow_ups.queries import list_attendances
    from fangxian.operations.follow_ups.services import confirm_attendance

    cast, clock = exposed.cast, exposed.clock
    (venue,) = exposed.door("door-1").venues
    window = venue.windows[0]
    assert (window.from_at, window.to_at) == (CAME, CAME.replace(hour=3))
    form = exposed.form("door-1", present=("ann",), stays=(StayTold("ann", "v-teahouse", window.from_at),))
    assert exposed.send(form).stays == 1
    assert exposed.send(form).stays == 0
    (waiting,) = list_attendances(cast.city_cdc.reach, "tiny", clock.now())
    assert (waiting.person_id, waiting.place_id, waiting.status) == ("ann", "v-teahouse", "waiting")
    assert confirm_attendance(cast.city_cdc, clock, attendance_id=waiting.id) == "ann"


def test_a_stay_at_a_place_nobody_asks_about_is_refused_whole(exposed):
    stays = (StayTold("ann", "v-teahouse", CAME + timedelta(minutes=1)),)
    with pytest.raises(Problem) as raised:
        exposed.at("door-1", present=("ann",), stays=stays)
    assert raised.value.code == "not-found"
    assert exposed.states()["ann"] == "not-visited"


def test_a_positive_result_is_brought_at_night_until_it_was_told(screen):
    from fangxian.operations.custody.models import Sample
    from fangxian.operations.custody.services import register_laboratory, tell_people

    cast, clock = screen.cast, screen.clock
    screening = screen.rounds.row
    testing = screen.rounds.open("testing", lists={"household-register": listings()})
    register_laboratory(
        cast.commander, clock, outbreak_id="tiny", key=LAB, name="Lab", place_id="4301", tubes_a_day=20_000
    )
    day = Day(cast, clock, testing.id)
    day.give("t1", size=1)
    day.swab("ann", "t1")
    day.send("t1")
    day.receive("t1")
    screen.wait(4)
    screen.rounds.row = screening
    assert screen.door("door-1").faults == ("night",)
    day.result(("t1", "positive"))
    asked = screen.door("door-1")
    assert (asked.urgent, asked.faults) == (True, ())
    assert screen.door("door-2").faults == ("night",)
    assert screen.at("door-1", present=("ann",)).done == 1
    sample = Sample.objects.get(person_id="ann")
    tell_people(cast.commander, clock, round_id=testing.id, sample_ids=[sample.pk], channel="visit")
    assert screen.door("door-1").faults == ("night",)
