"""Who was at a venue and is on no list counts as not found until somebody finds them."""

from datetime import UTC, datetime, timedelta

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.contacts.queries import list_exposures
from fangxian.operations.contacts.rows import VisitRow
from fangxian.operations.follow_ups.notices import tell_visits
from fangxian.operations.follow_ups.queries import draft_notice, list_attendances, list_venues
from fangxian.operations.follow_ups.services import (
    AttendanceGiven,
    call_operator,
    confirm_attendance,
    estimate,
    open_notice,
    publish_notice,
    reject_attendance,
    report_attendance,
)
from fangxian.operations.ids import new_id
from fangxian.operations.orders.queries import get_order
from fangxian.operations.people.models import Identity
from tests.operations.follow_ups.conftest import TEA

VENUE = {"outbreak_id": "tea", "place_id": "v-teahouse"}


def publish(desk):
    commander = desk.cast.commander
    notice = draft_notice(commander.reach, "tea", "v-teahouse", desk.now)
    publish_notice(commander, desk.clock, notice=notice, **VENUE)
    return notice


def there(name: str = "李某", **more) -> AttendanceGiven:
    given = {"arrive_at": TEA, "leave_at": TEA + timedelta(hours=1), "phone": "13900000000", **more}
    return AttendanceGiven(place_id="v-teahouse", full_name=name, **given)


def tell(desk, **more):
    report_attendance(desk.clock, outbreak_id="tea", given=there(**more))


def venue(desk, reach=None):
    (row,) = list_venues(reach or desk.cast.commander.reach, "tea", desk.now)
    return row


def waiting(desk, reach=None):
    return list_attendances(reach or desk.cast.commander.reach, "tea", desk.now)


def refusal(act, *given, **more) -> str:
    with pytest.raises(Problem) as refused:
        act(*given, **more)
    return refused.value.code


def test_a_notice_tells_hours_that_are_known_and_no_more():
    evening = datetime(2021, 7, 22, 10, tzinfo=UTC)
    visits = [
        VisitRow(evening, evening + timedelta(hours=2), "exact"),
        VisitRow(evening + timedelta(hours=1), evening + timedelta(hours=3), "window"),
        VisitRow(evening + timedelta(hours=22), evening + timedelta(hours=46), "day"),
    ]
    told = tell_visits(visits, "Asia/Shanghai")
    assert told.zh == "7月23日（具体时间不详）；7月22日 18:00 至 21:00"
    assert told.en == "23 July, hours not known; 22 July 18:00 to 21:00"


def test_expected_is_found_and_unknown(exposed):
    estimate(exposed.cast.commander, exposed.clock, expected=12, told_by="店主", **VENUE)
    row = venue(exposed)
    assert (row.expected, row.found, row.unknown, row.told_by) == (12, 3, 9, "店主")


def test_an_estimate_names_its_source(exposed):
    code = refusal(estimate, exposed.cast.commander, exposed.clock, expected=12, told_by=" ", **VENUE)
    assert code == "reason-needed"


def test_the_notice_says_where_and_when_and_points_to_nobody(exposed):
    notice = publish(exposed)
    assert "茶馆" in notice.title.zh
    assert "7月29日 18:00" in notice.body.zh
    assert not any(word in notice.body.zh for word in ("合成", "case", "guest"))
    assert open_notice(exposed.clock, **VENUE).body == notice.body


def test_a_venue_without_a_notice_takes_no_report(exposed):
    assert refusal(tell, exposed) == "venue-not-published"
    assert refusal(open_notice, exposed.clock, **VENUE) == "venue-not-published"


def test_a_word_counts_as_not_found_until_it_is_confirmed(exposed):
    estimate(exposed.cast.commander, exposed.clock, expected=12, told_by="店主", **VENUE)
    publish(exposed)
    tell(exposed)
    assert (venue(exposed).found, venue(exposed).waiting) == (3, 1)
    (row,) = waiting(exposed)
    assert (row.name, row.phone, row.status) == ("李某", "13900000000", "waiting")
    confirm_attendance(exposed.cast.community_worker, exposed.clock, attendance_id=row.id)
    assert (venue(exposed).found, venue(exposed).unknown, venue(exposed).waiting) == (4, 8, 0)


def test_a_confirmed_word_is_a_stay_of_the_next_response(exposed):
    publish(exposed)
    tell(exposed)
    person = confirm_attendance(exposed.cast.commander, exposed.clock, attendance_id=waiting(exposed)[0].id)
    exposed.respond()
    found = {row.person_id: row for row in list_exposures(exposed.cast.commander.reach, "tea", exposed.now)}
    assert found[person].minutes == 60
    assert venue(exposed).found == 4
    assert exposed.decide("advise", person).opened == 1


def test_a_word_may_turn_out_to_be_somebody_on_record(exposed):
    publish(exposed)
    tell(exposed)
    row = waiting(exposed)[0]
    confirm_attendance(exposed.cast.commander, exposed.clock, attendance_id=row.id, person_id="guest-1")
    assert venue(exposed).found == 3


def test_a_rejected_word_changes_nothing(exposed):
    publish(exposed)
    tell(exposed)
    row = waiting(exposed)[0]
    reject_attendance(exposed.cast.commander, exposed.clock, attendance_id=row.id, reason="another evening")
    assert (waiting(exposed), venue(exposed).found) == ((), 3)
    code = refusal(confirm_attendance, exposed.cast.commander, exposed.clock, attendance_id=row.id)
    assert code == "attendance-settled"


def test_sent_twice_it_stands_once(exposed):
    publish(exposed)
    event = new_id()
    tell(exposed, event_id=event)
    tell(exposed, event_id=event)
    assert len(waiting(exposed)) == 1


def test_who_they_are_is_ciphertext(exposed):
    publish(exposed)
    tell(exposed)
    kept = Identity.objects.get(person=waiting(exposed)[0].person_id)
    assert "李" not in kept.full_name
    assert "139" not in kept.phone


def test_one_sender_is_slowed_down(exposed):
    publish(exposed)
    for _ in range(5):
        tell(exposed, sender="same-door")
    assert refusal(tell, exposed, sender="same-door") == "too-many-reports"
    tell(exposed, sender="another-door")


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"phone": ""},
        {"leave_at": TEA - timedelta(hours=1)},
        {"precision": "roughly"},
        {"arrive_at": TEA + timedelta(days=300), "leave_at": TEA + timedelta(days=301)},
    ],
)
def test_what_cannot_be_is_refused(exposed, wrong):
    publish(exposed)
    assert refusal(tell, exposed, **wrong) == "attendance-unclear"


def test_the_operator_gets_an_order_and_a_second_call_is_the_first(exposed):
    commander = exposed.cast.commander
    order = call_operator(commander, exposed.clock, **VENUE)
    assert call_operator(commander, exposed.clock, **VENUE) == order
    found = get_order(commander.reach, order, exposed.now)
    assert (found.proof, found.place_id) == ("list", "v-teahouse")
    assert "07-29 18:00" in found.instruction.en
    assert venue(exposed).task_status == "issued"


def test_another_district_sees_no_venue_and_no_word(exposed):
    publish(exposed)
    tell(exposed)
    reach = exposed.cast.stranger.reach
    assert (list_venues(reach, "tea", exposed.now), waiting(exposed, reach)) == ((), ())
    row = waiting(exposed)[0]
    for act in (confirm_attendance, reject_attendance):
        more = {"reason": "x"} if act is reject_attendance else {}
        assert refusal(act, exposed.cast.stranger, exposed.clock, attendance_id=row.id, **more) == "not-found"
    assert refusal(call_operator, exposed.cast.stranger, exposed.clock, **VENUE) == "not-your-role"


def test_the_auditor_reads_without_names(exposed):
    publish(exposed)
    tell(exposed)
    (row,) = waiting(exposed, exposed.cast.auditor.reach)
    assert (row.name, row.phone) == ("", "")
    assert refusal(tell_no, exposed, row) == "not-your-role"


def tell_no(desk, row):
    reject_attendance(desk.cast.auditor, desk.clock, attendance_id=row.id, reason="no")
