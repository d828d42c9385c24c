"""The worker of another district sees nothing of it; the auditor sees that it was done, not to whom, and changes nothing."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.follow_ups import queries, services
from fangxian.operations.ids import new_id
from fangxian.operations.journal.models import Entry
from fangxian.operations.journal.queries import verify
from fangxian.operations.journal.services import seal
from fangxian.operations.places.reach import Reach


@pytest.fixture
def at_work(exposed):
    """guest-1 is followed up, coughs, and has missed a day."""
    exposed.decide("advise", "guest-1")
    exposed.check("guest-1", "symptoms", symptoms=["cough"])
    exposed.clock.advance(timedelta(days=2))
    return exposed


@pytest.fixture(params=["a stranger", "nobody"])
def outsider(request, at_work) -> Reach:
    """The reach of another district's worker, and that of somebody without a duty."""
    return at_work.cast.stranger.reach if request.param == "a stranger" else Reach.nothing()


def test_lists_are_empty_outside_the_reach(at_work, outsider):
    if not outsider.places:
        with pytest.raises(Problem):
            queries.list_follow_ups(outsider, "tea", at_work.now)
        return
    assert queries.list_follow_ups(outsider, "tea", at_work.now, only="").total == 0
    assert set(queries.count_follow_ups(outsider, "tea", at_work.now).values()) == {0}
    assert queries.list_missed_days(outsider, "tea", at_work.now) == ()
    assert queries.count_missed_days(outsider, "tea", at_work.now) == ()
    assert queries.list_flags(outsider, "tea", at_work.now) == ()
    assert queries.decisions_of(outsider, "tea", ["guest-1"], at_work.now) == {}


def test_one_follow_up_is_as_if_it_were_not_there(at_work, outsider):
    codes = set()
    for key in (at_work.key("guest-1"), "f-0000000000000000"):
        with pytest.raises(Problem) as refused:
            queries.get_follow_up(outsider, key, at_work.now)
        codes.add(refused.value.code)
    assert codes == {"not-found"}


def acts(desk):
    """Every act on a follow-up."""
    key, clock = desk.key("guest-1"), desk.clock
    given = services.CheckGiven("call", "well")
    flag = queries.list_flags(desk.cast.commander.reach, "tea", desk.now)[0].id
    reason = {"reason": "because"}
    return {
        "decide": lambda who: desk.decide("advise", "guest-2", actor=who),
        "check": lambda who: services.check(who, clock, follow_up=key, given=given),
        "record_finding": lambda who: services.record_finding(who, clock, follow_up=key, result="negative"),
        "acknowledge_flag": lambda who: services.acknowledge_flag(who, clock, flag_id=flag),
        "settle_flag": lambda who: services.settle_flag(who, clock, flag_id=flag, outcome="well"),
        "shorten": lambda who: services.shorten(who, clock, follow_up=key, ends_at=desk.now, **reason),
        "release": lambda who: services.release(who, clock, follow_up=key, **reason),
        "become_case": lambda who: services.become_case(who, clock, follow_up=key),
        "make_link": lambda who: services.make_link(who, clock, follow_up=key),
        "revoke_links": lambda who: services.revoke_links(who, clock, follow_up=key, **reason),
        "confirm_attendance": lambda who: services.confirm_attendance(who, clock, attendance_id=new_id()),
        "estimate": lambda who: services.estimate(
            who, clock, outbreak_id="tea", place_id="v-teahouse", expected=1, told_by="x"
        ),
    }


NAMES = (
    "decide", "check", "record_finding", "acknowledge_flag", "settle_flag", "shorten", "release", "become_case",
    "make_link", "revoke_links", "confirm_attendance", "estimate",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_the_auditor_may_do_none_of_it(at_work, name):
    with pytest.raises(Problem) as refused:
        acts(at_work)[name](at_work.cast.auditor)
    assert refused.value.code == "not-your-role"


@pytest.mark.parametrize("name", NAMES)
def test_the_worker_of_another_district_reaches_none_of_it(at_work, name):
    with pytest.raises(Problem) as refused:
        acts(at_work)[name](at_work.cast.stranger)
    assert refused.value.code in ("not-found", "not-your-role", "not-a-clinician", "venue-not-exposed")


def test_the_auditor_sees_that_it_was_done_and_not_to_whom(at_work):
    auditor = at_work.cast.auditor.reach
    (row,) = queries.list_follow_ups(auditor, "tea", at_work.now).rows
    (flag,) = queries.list_flags(auditor, "tea", at_work.now)
    assert (row.name, row.phone, flag.name, flag.phone) == ("", "", "", "")
    assert (row.missed_days, row.red) == (1, True)


def test_what_was_known_yesterday_is_shown_as_it_was_known(at_work):
    yesterday = at_work.now - timedelta(days=1)
    services.release(
        at_work.cast.commander, at_work.clock, follow_up=at_work.key("guest-1"), reason="moved", early=True
    )
    then = queries.list_follow_ups(at_work.cast.commander.reach, "tea", yesterday, only="")
    now = queries.list_follow_ups(at_work.cast.commander.reach, "tea", at_work.now, only="")
    assert ([row.status for row in then.rows], [row.status for row in now.rows]) == (["open"], ["released"])


def test_the_journal_verifies_and_names_every_act(at_work):
    seal()
    acts_on_record = set(Entry.objects.values_list("verb", "object_kind"))
    assert {("decided", "follow-ups"), ("checked", "follow-up"), ("raised", "red-flag")} <= acts_on_record
    assert verify([]).ok
