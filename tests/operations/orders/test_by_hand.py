"""An order given by hand: from a template, to every office below and beside; it binds nobody without a signature."""

from datetime import UTC, datetime, timedelta

import pytest

from fangxian.engines.problems import Problem, Text
from fangxian.operations.journal.queries import list_entries
from fangxian.operations.mobilising import ByHand, issue_by_hand, list_templates, preview
from fangxian.operations.orders.queries import get_order, list_my_tasks

FURONG = "430102"


def seats(command, order_id):
    return {(office.place_id, office.department) for office in command.offices(order_id)}


def test_the_districts_duty_round_the_clock_reaches_every_street_and_community_and_its_departments(command):
    order_id = command.order("duty-24h", FURONG)
    assert seats(command, order_id) == {
        ("430102", "command_office"),
        ("430102", "organisation"),
        ("430102003", "command_office"),
        ("430102003001", "command_office"),
        ("430102003002", "command_office"),
    }


def test_the_community_worker_finds_the_words_of_the_template_among_the_tasks(command):
    command.order("duty-24h", FURONG)
    (task,) = list_my_tasks(command.cast.community_worker, command.clock.now())
    assert task.title.en == "Duty round the clock"
    assert task.proof == "list"


def test_the_command_office_says_in_its_own_words_what_where_by_when_and_how_deep(command):
    told = Text("清查沿街商铺", "Check the shops along the street")
    order_id = command.order(
        "entry-checks",
        FURONG,
        hours=5,
        instruction=told,
        title=Text("清查", "Check"),
        cascade_to="street",
        departments={"district": ["market_supervision"], "street": ["police"]},
    )
    row = get_order(command.cast.commander.reach, order_id, command.clock.now())
    assert (row.title.en, row.instruction) == ("Check", told)
    assert row.due_at == command.clock.now() + timedelta(hours=5)
    assert seats(command, order_id) == {
        ("430102", "command_office"),
        ("430102", "market_supervision"),
        ("430102003", "command_office"),
        ("430102003", "police"),
    }


def test_departments_named_without_a_level_stand_beside_the_office_of_the_place(command):
    order_id = command.order("mobilise-all-levels", "4301", cascade_to="here", departments=["transport"])
    assert seats(command, order_id) == {("4301", "command_office"), ("4301", "transport")}


def test_the_operator_of_a_venue_is_told_with_the_office_where_it_sits(command):
    order_id = command.order("find-attendees", "v-teahouse")
    assert {("v-teahouse", "venue_operator"), ("430102003001", "command_office")} <= seats(command, order_id)


def test_one_order_goes_to_many_places(command):
    order_id = command.order("duty-24h", "430102003001", other_places=("430105001004",))
    assert {place for place, _ in seats(command, order_id)} == {"430102003001", "430105001004"}
    row = get_order(command.cast.commander.reach, order_id, command.clock.now())
    assert (row.place_id, row.people) == ("4301", round(5_000 * 0.003))


def test_what_restricts_is_refused_without_a_signed_decision(command):
    with pytest.raises(Problem) as refused:
        command.order("stay-home", FURONG)
    assert refused.value.code == "must-be-signed"


def test_what_was_signed_may_be_carried_out_by_an_order_and_falls_with_the_measure(command):
    desk = command.desk
    desk.sign_one()
    signed = [row for row in _in_force(command) if row.restricts]
    assert signed
    order_id = command.order(signed[0].measure, signed[0].place_id, cascade_to="here")
    row = get_order(command.cast.commander.reach, order_id, command.clock.now())
    assert row.measure_key == signed[0].key


def _in_force(command):
    from fangxian.operations.areas.queries import list_measures

    now = command.clock.now()
    return list_measures(command.cast.commander.reach, "tiny", now, now)


def test_only_a_command_office_gives_orders_and_only_within_its_reach(command):
    for actor, place, code in (
        (command.cast.community_worker, "430102003001", "not-your-role"),
        (command.cast.city_cdc, FURONG, "not-your-role"),
        (command.cast.district_commander, "430105", "not-found"),
        (command.cast.district_commander, "nowhere", "not-found"),
    ):
        with pytest.raises(Problem) as refused:
            command.order("duty-24h", place, actor=actor)
        assert refused.value.code == code
    assert command.order("duty-24h", FURONG, actor=command.cast.district_commander)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"measure": "no-such-template"}, "not-a-template"),
        ({"hours": 0}, "due-already-past"),
        ({"outbreak_id": "elsewhere"}, "not-found"),
        ({"measure": "in-words"}, "nothing-to-do"),
    ],
)
def test_an_order_that_cannot_be_carried_out_is_refused_with_its_reason(command, changes, code):
    with pytest.raises(Problem) as refused:
        command.order(**changes)
    assert refused.value.code == code


def test_what_no_pack_foresaw_is_ordered_in_words(command):
    words = Text("今晚八点前报送发热门诊人数", "Report the numbers of the fever clinics by eight tonight")
    order_id = command.order("in-words", FURONG, instruction=words, departments=["hospital"])
    assert seats(command, order_id) == {("430102", "command_office"), ("430102", "hospital")}


def test_nobody_is_told_when_an_outbreak_has_ended(command):
    from fangxian.operations.cases.services import close_outbreak

    close_outbreak(command.cast.commander, command.clock, outbreak_id="tiny", reason="over")
    with pytest.raises(Problem) as refused:
        command.order("duty-24h")
    assert refused.value.code == "outbreak-ended"


def test_before_an_order_is_given_it_shows_whom_it_would_reach(command):
    asked = ByHand("tiny", "mobilise-all-levels", "4301")
    shown = preview(command.cast.commander, command.clock, asked)
    order_id = command.order("mobilise-all-levels", "4301")
    given = list(command.offices(order_id))
    assert shown.offices == len(given)
    assert (
        sum(count for _, count in shown.by_level)
        == sum(count for _, count in shown.by_department)
        == len(given)
    )
    assert dict(shown.by_level)["community"] == 4
    assert dict(shown.by_department)["police"] == sum(office.department == "police" for office in given)
    assert shown.people == round(30_000 * 0.003)


def test_a_preview_tells_nobody(command):
    before = len(list_entries(command.cast.auditor))
    preview(command.cast.commander, command.clock, ByHand("tiny", "duty-24h", FURONG))
    assert len(list_entries(command.cast.auditor)) == before


def test_the_templates_of_the_plan_come_first_and_say_what_needs_a_signature(command):
    templates = list_templates(command.cast.commander.reach, "tiny")
    assert {"recall-from-leave", "appeal-to-staff", "mobilise-all-levels"} <= {
        one.measure for one in templates
    }
    assert [one.of_the_plan for one in templates] == sorted(
        (one.of_the_plan for one in templates), reverse=True
    )
    assert {one.measure: one.restricts for one in templates}["close-venue-operator"]


def test_an_order_of_2021_can_be_replayed_with_the_clock_of_2021(command):
    from fangxian.operations.clock import FixedClock

    morning = FixedClock(datetime(2021, 7, 28, 1, tzinfo=UTC))
    made = issue_by_hand(
        command.cast.commander,
        morning,
        outbreak_id="tiny",
        measure="mobilise-all-levels",
        place_id="43",
        instruction=None,
        due_at=morning.now() + timedelta(hours=12),
        source="R03",
    )
    row = get_order(command.cast.commander.reach, made.ids[0], command.clock.now())
    assert row.issued_at == morning.now()
    assert row.counts.issued == made.dispatches


def test_before_an_order_is_given_it_shows_the_minutes_of_work_of_each_community(command):
    """A door-to-door screening: 0.02 h a resident, in communities of 3,000 and 2,000."""
    work = preview(command.cast.commander, command.clock, ByHand("tiny", "community-screening", "4301")).work
    assert (work.places, work.uncounted) == (4, 0)
    assert [row.minutes for row in work.heaviest] == [3_600.0, 3_600.0, 2_400.0, 2_400.0]
    assert work.hours == 200.0
