"""Teams at work: needs become posts, a proposal is taken or left, units, leaders, calls back from leave, rosters."""

from datetime import date, timedelta

import pytest

from fangxian.engines.problems import Problem, Text
from tests.operations.teams.conftest import FUCHENG, OUTBREAK, TONGYINLI, member, post


def refused(act) -> str:
    with pytest.raises(Problem) as caught:
        act()
    return caught.value.code


def propose(teams, **more):
    from fangxian.operations.teams.services import propose_assignment

    return propose_assignment(teams.cast.commander, teams.clock, outbreak_id=OUTBREAK, **more)


def accept(teams, run_id) -> int:
    from fangxian.operations.teams.services import accept_assignment

    return accept_assignment(teams.cast.commander, teams.clock, run_id=run_id)


def last_run(teams, actor=None):
    from fangxian.operations.teams.runs import find_last_run

    return find_last_run((actor or teams.cast.commander).reach, OUTBREAK, teams.clock.now())


@pytest.fixture
def two_towns(teams):
    """Three members and two posts, one of which asks for a sampler; a fourth member is on leave."""
    here, there = {"lat": 28.2, "lon": 113.0}, {"lat": 28.3, "lon": 113.0}
    away = {"available_from": teams.clock.now() + timedelta(days=9)}
    teams.add(
        member("1", **here),
        member("2", skills=("sample",), **there),
        member("3", **there),
        member("4", **here, **away),
    )
    teams.set_posts(post(need=2, **here), post(FUCHENG, need=1, skills=("sample",), **there))
    return teams


def test_a_proposal_sends_nobody_until_command_takes_it(two_towns):
    run = propose(two_towns)
    row = last_run(two_towns)
    assert (row.people, row.needed, row.assigned, row.gap, row.taken) == (3, 3, 3, 0.0, None)
    assert two_towns.assignments() == []
    assert accept(two_towns, run) == 3
    sent = {one.member_id: one for one in two_towns.assignments()}
    names = {row.id: row.name for row in two_towns.members()}
    assert {names[one]: sent[one].place_id for one in sent} == {
        "合成1": TONGYINLI,
        "合成2": FUCHENG,
        "合成3": TONGYINLI,
    }
    assert [one.why for one in sent.values() if one.place_id == FUCHENG] == [("nearest", "skilled")]
    assert refused(lambda: accept(two_towns, run)) == "assignment-answered"


def test_asked_again_nobody_moves_and_a_proposal_left_changes_nothing(two_towns):
    from fangxian.operations.teams.services import leave_assignment

    accept(two_towns, propose(two_towns))
    before = two_towns.assignments()
    two_towns.wait()
    again = propose(two_towns)
    leave_assignment(two_towns.cast.commander, two_towns.clock, run_id=again, said="not today")
    assert last_run(two_towns).taken is False
    assert accept(two_towns, propose(two_towns)) == 0
    assert two_towns.assignments() == before


def test_without_members_or_posts_nothing_is_proposed_and_a_worker_may_not(teams):
    assert refused(lambda: propose(teams)) == "nobody-to-send"
    from fangxian.operations.teams.services import propose_assignment

    worker = teams.cast.community_worker
    assert refused(lambda: propose_assignment(worker, teams.clock, outbreak_id=OUTBREAK)) == "not-your-role"


def test_areas_and_sites_ask_for_people_and_a_released_area_asks_no_longer(teams):
    from fangxian.operations.areas.services import release_areas
    from fangxian.operations.manning import make_posts

    teams.desk.sign_case_at_tea()
    made = make_posts(teams.cast.commander, teams.clock, outbreak_id=OUTBREAK)
    posts = teams.posts()
    assert made.stand == len(posts) > 0
    assert {one.kind for one in posts} == {"control_zone", "investigation"}
    assert all(one.need >= 4 for one in posts if one.kind == "control_zone")
    assert make_posts(teams.cast.commander, teams.clock, outbreak_id=OUTBREAK).stand == 0
    keys = [one.source.removeprefix("area:") for one in posts if one.kind == "control_zone"]
    from django.db import transaction

    teams.wait()
    with transaction.atomic():
        release_areas(teams.cast.commander, teams.clock, keys=keys, reason="over")
    assert make_posts(teams.cast.commander, teams.clock, outbreak_id=OUTBREAK).ended == len(keys)
    assert [one.kind for one in teams.posts()] == ["investigation"]


def test_cases_of_the_last_days_ask_their_district_for_tracers_and_older_ones_no_longer(teams):
    """Two investigators a case; a case keeps them for three days, a discarded one not at all."""
    from fangxian.operations.cases.services import discard_case
    from fangxian.operations.manning import make_posts

    teams.desk.report("one")
    teams.desk.report("two")
    discard_case(teams.cast.commander, teams.clock, case_id=teams.desk.report("not one"), reason="negative")
    make_posts(teams.cast.commander, teams.clock, outbreak_id=OUTBREAK)
    [post] = teams.posts()
    assert (post.source, post.need, post.skills) == ("cases:430102", 4, ("trace",))
    teams.wait(24)
    teams.desk.report("three")
    made = make_posts(teams.cast.commander, teams.clock, outbreak_id=OUTBREAK)
    assert (made.stand, [one.need for one in teams.posts()]) == (1, [6])
    teams.wait(48)
    make_posts(teams.cast.commander, teams.clock, outbreak_id=OUTBREAK)
    assert [one.need for one in teams.posts()] == [2]
    teams.wait(24)
    assert make_posts(teams.cast.commander, teams.clock, outbreak_id=OUTBREAK).ended == 1


def test_a_unit_has_a_lead_deputies_members_and_a_duty_phone(teams):
    from fangxian.operations.teams.queries import list_units
    from fangxian.operations.teams.rows import UnitGiven
    from fangxian.operations.teams.services import end_unit, set_up_unit

    lead, deputy, one = teams.add(member("1"), member("2"), member("3"))
    given = UnitGiven(
        "quarantine_site", TONGYINLI, Text("隔离点临时党支部", "Unit"), lead, "0731-1", (deputy,), (one,)
    )
    commander, clock = teams.cast.commander, teams.clock
    unit = set_up_unit(commander, clock, outbreak_id=OUTBREAK, given=given)
    [row] = list_units(commander.reach, OUTBREAK, clock.now())
    assert (row.id, row.people, row.duty_phone, row.lead_id) == (unit, 3, "0731-1", lead)
    assert list_units(teams.cast.stranger.reach, OUTBREAK, clock.now()) == ()
    silent = UnitGiven("checkpoint", TONGYINLI, Text("卡口组", "Unit"), lead, " ")
    assert (
        refused(lambda: set_up_unit(commander, clock, outbreak_id=OUTBREAK, given=silent)) == "no-duty-phone"
    )
    teams.wait()
    end_unit(commander, clock, unit_id=unit)
    assert list_units(commander.reach, OUTBREAK, clock.now()) == ()


def test_a_place_has_one_linked_leader_at_a_time(teams):
    from fangxian.operations.teams.queries import list_linked_leaders
    from fangxian.operations.teams.services import link_leader

    first, second = teams.add(member("1"), member("2"))
    for who in (first, second, second):
        link_leader(
            teams.cast.commander, teams.clock, outbreak_id=OUTBREAK, member_id=who, place_id=TONGYINLI
        )
        teams.wait()
    rows = list_linked_leaders(teams.cast.commander.reach, OUTBREAK, teams.clock.now())
    assert [(row.member_id, row.place_id) for row in rows] == [(second, TONGYINLI)]


def test_who_is_called_back_from_leave_answers_for_themselves_and_is_available_then(two_towns):
    from fangxian.operations.teams.queries import list_recalls
    from fangxian.operations.teams.services import answer_recall, recall_members

    teams, commander = two_towns, two_towns.cast.commander
    worker = teams.cast.community_worker
    [who] = teams.add(
        member("9", user_id=worker.user_id, available_from=teams.clock.now() + timedelta(days=9))
    )
    due = teams.clock.now() + timedelta(hours=6)
    told = {"outbreak_id": OUTBREAK, "member_ids": [who], "due_at": due, "reason": "outbreak"}
    assert recall_members(commander, teams.clock, **told) == 1
    assert recall_members(commander, teams.clock, **told) == 0
    teams.wait(7)
    [call] = list_recalls(commander.reach, OUTBREAK, teams.clock.now())
    assert call.is_late(teams.clock.now())
    grid = teams.cast.grid_worker
    assert (
        refused(lambda: answer_recall(grid, teams.clock, recall_id=call.id, answer="coming"))
        == "recall-not-yours"
    )
    answer_recall(worker, teams.clock, recall_id=call.id, answer="coming")
    assert (
        refused(lambda: answer_recall(worker, teams.clock, recall_id=call.id, answer="cannot"))
        == "recall-answered"
    )
    assert [row.is_available(teams.clock.now()) for row in teams.members() if row.id == who] == [True]


ROSTER = "工号,名字,电话,技能,纬度,经度,不宜\n7,合成七,1307,sample;drive,28.2,113.0,不宜夜班\n8,合成八,1308,,28.2,113.0,\n9,合成九,,,128,113.0,\n"


def test_a_roster_is_read_with_balance_and_its_headings_are_remembered(teams):
    from fangxian.operations.imports.rows import Terms
    from fangxian.operations.teams.services import import_roster

    terms = Terms("staffing", "Emergency Response Law", "commander", date(2021, 12, 31))

    def take(text: str, **more):
        told = {"employer": "区教育局", "place_id": TONGYINLI, "name": "roster.csv", "content": text.encode()}
        return import_roster(teams.cast.commander, teams.clock, **told, terms=terms, **more)

    assert refused(lambda: take(ROSTER)) == "headings-unknown"
    batch = take(ROSTER, headings={"工号": "number", "名字": "full_name"})
    assert (batch.read, batch.accepted, batch.duplicate, batch.rejected) == (3, 2, 0, 1)
    assert [(row.name, row.skills, row.may_not) for row in teams.members()] == [
        ("合成七", ("drive", "sample"), ("no_night",)),
        ("合成八", (), ()),
    ]
    teams.wait()
    again = take(ROSTER.replace("9,合成九,,,128", "8,合成八,1308,sample,28.2"))
    assert (again.read, again.accepted, again.duplicate, again.rejected) == (3, 1, 2, 0)


def test_a_list_of_staff_without_purpose_or_retention_is_not_taken(teams):
    from fangxian.operations.imports.rows import Terms
    from fangxian.operations.teams.services import import_roster

    told = {"employer": "x", "place_id": TONGYINLI, "name": "r.csv", "content": b"number,full_name\n1,a\n"}
    nothing = Terms("", "", "", None)
    assert (
        refused(lambda: import_roster(teams.cast.commander, teams.clock, **told, terms=nothing))
        == "terms-needed"
    )


def test_the_journal_vouches_for_every_row_of_teams(two_towns):
    from fangxian.operations.journal.queries import verify
    from fangxian.operations.teams.models import Assignment

    accept(two_towns, propose(two_towns))
    assert verify().ok
    Assignment.objects.update(role="lead")
    assert not verify().ok
