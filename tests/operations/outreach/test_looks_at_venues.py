"""Looks at venues: due, looked at once however often it is sent, a no is a finding until somebody saw it right."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem
from tests.operations.outreach.conftest import TONGYINLI


def refused(act) -> str:
    with pytest.raises(Problem) as found:
        act()
    return found.value.code


def test_a_venue_nobody_looked_at_is_due_and_one_just_looked_at_is_not(street):
    assert {venue for venue, _ in street.due()} == {"v-teahouse", "v-inn", "v-market"}
    street.look()
    assert street.due(place_id=TONGYINLI) == [("v-inn", ("never-seen",))]
    street.wait(24 * 3)
    assert ("v-teahouse", ("interval",)) in street.due()


def test_what_is_asked_follows_the_kind_of_venue(street):
    asked = {one.key for one in street.view("v-inn").questions}
    assert {"masks", "temperature", "code", "disinfection", "guest-list"} <= asked
    assert "guest-list" not in {one.key for one in street.view("v-teahouse").questions}


def test_every_no_is_a_finding_with_the_deadline_of_its_severity(street):
    done = street.look(wrong=("masks", "disinfection"))
    assert (done.findings, done.still_wrong) == (2, 0)
    due = {one.question: one.due_at - street.clock.now() for one in street.findings()}
    assert due == {"masks": timedelta(hours=24), "disinfection": timedelta(hours=72)}


def test_a_form_sent_twice_is_one_look_and_another_under_its_id_is_refused(street):
    street.look(wrong=("masks",), word="form")
    assert street.look(wrong=("masks",), word="form").repeated
    assert len(street.findings()) == 1
    assert refused(lambda: street.look(word="form")) == "venue-look-id-taken"


def test_what_is_still_wrong_gets_a_new_deadline_and_stays_one_finding(street):
    street.look(wrong=("masks",))
    street.wait(25)
    assert street.findings()[0].late
    assert street.look(wrong=("masks",)).still_wrong == 1
    (row,) = street.findings()
    assert (row.still_wrong, row.late, row.due_at) == (1, False, street.clock.now() + timedelta(hours=24))


def test_a_deadline_that_passed_makes_the_venue_due_again(street):
    street.look(wrong=("masks",))
    assert "v-teahouse" not in dict(street.due())
    street.wait(25)
    assert dict(street.due())["v-teahouse"] == ("deadline",)


def test_a_finding_is_closed_with_proof_only(street):
    street.look(wrong=("masks",))
    street.look()
    assert len(street.findings()) == 1, "a yes without proof closes nothing"
    assert refused(lambda: street.right(proof=" ")) == "words-needed"
    done = street.look(proofs={"masks": "ten boxes of masks at the till"})
    assert done.put_right == 1
    assert street.findings() == ()
    (row,) = street.findings(open_only=False)
    assert row.proof == "ten boxes of masks at the till"


def test_a_finding_is_closed_once(street):
    from fangxian.operations.outreach.services import put_right

    street.look(wrong=("masks",))
    (row,) = street.findings()
    street.right()
    again = lambda: put_right(street.cast.street_worker, street.clock, finding_id=row.id, proof="again")  # noqa: E731
    assert refused(again) == "venue-finding-put-right"


def test_an_earlier_hour_is_read_as_it_was(street):
    street.look(wrong=("masks",))
    then = street.clock.now()
    street.wait(1)
    street.right()
    assert len(street.findings(at=then)) == 1
    assert street.findings() == ()


def test_a_stranger_neither_sees_nor_looks(street):
    street.look(wrong=("masks",))
    stranger = street.cast.stranger
    assert street.findings(actor=stranger) == ()
    assert [venue for venue, _ in street.due(actor=stranger)] == ["v-market"]
    assert refused(lambda: street.view(actor=stranger)) == "not-found"
    assert refused(lambda: street.look(actor=stranger)) == "not-found"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"answers": {}}, "venue-look-unclear"),
        ({"answers": {"masks": "perhaps"}}, "venue-look-unclear"),
        ({"venue": "v-nowhere"}, "not-found"),
    ],
)
def test_what_cannot_be_is_refused(street, given, code):
    from fangxian.operations.outreach.services import LookGiven, record_look
    from tests.operations.outreach.conftest import marked

    form = LookGiven(
        marked("x"), given.get("venue", "v-teahouse"), given.get("answers", {}), street.clock.now()
    )
    act = lambda: record_look(street.cast.community_worker, street.clock, outbreak_id="tiny", given=form)  # noqa: E731
    assert refused(act) == code


def test_a_community_is_no_venue_and_tomorrow_has_not_been(street):
    from dataclasses import replace

    from fangxian.operations.outreach.services import LookGiven, record_look
    from tests.operations.outreach.conftest import marked

    answers = {one.key: "yes" for one in street.view().questions}
    form = LookGiven(marked("x"), "v-teahouse", answers, street.clock.now() + timedelta(days=1))

    def send(one: LookGiven):
        return record_look(street.cast.community_worker, street.clock, outbreak_id="tiny", given=one)

    assert refused(lambda: send(form)) == "venue-look-in-the-future"
    assert refused(lambda: send(replace(form, venue_id=TONGYINLI))) == "not-a-venue"


def test_walks_name_what_nobody_reaches(street):
    from fangxian.operations.outreach.venues import plan_rounds

    found = plan_rounds(street.cast.commander.reach, "tiny", street.clock.now(), walkers=1, minutes=25)
    assert len(found.walks) == 1
    assert found.due == 3
    assert {one.venue_id: why for one, why in found.left}["v-teahouse"] == "no-place"
    assert sum(len(walk.stops) for walk in found.walks) + len(found.left) == 3


def test_a_case_near_since_the_last_look_brings_somebody_back(street):
    from datetime import UTC, date, datetime

    from fangxian.operations.cases.reports import CaseReport, StayGiven
    from fangxian.operations.cases.services import report_case
    from fangxian.operations.people.services import NewPerson
    from fangxian.operations.respond import respond_now

    came = datetime(2021, 7, 30, 2, tzinfo=UTC)
    report = CaseReport(
        person=NewPerson(key="p-index", residence_place_id=TONGYINLI),
        reported_on=date(2021, 7, 31),
        facts={"onset_on": date(2021, 7, 30)},
        stays=(StayGiven(came, came.replace(hour=3), place_id="v-teahouse"),),
    )
    report_case(street.cast.commander, street.clock, outbreak_id="tiny", report=report)
    respond_now(street.cast.commander, street.clock, outbreak_id="tiny")
    rows = dict(street.due())
    assert "exposure" in rows["v-teahouse"]
    assert rows["v-market"] == ("never-seen",)
    street.wait(1)
    street.look()
    assert "v-teahouse" not in dict(street.due()), "somebody has been there since"
