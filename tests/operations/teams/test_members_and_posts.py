"""Who is on record, where people are needed, who was sent: nobody at two posts, nobody unchecked, nothing for strangers."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem, Text
from tests.operations.teams.conftest import FUCHENG, TONGYINLI, member, post


def refused(act) -> str:
    with pytest.raises(Problem) as caught:
        act()
    return caught.value.code


def test_a_member_is_read_back_by_name_and_lies_encrypted(teams):
    from fangxian.operations.teams.models import Member

    [added] = teams.add(member("7", skills=("sample", "drive"), may_not=("no_night",)))
    [row] = teams.members()
    assert (row.id, row.name, row.phone, row.skills) == (added, "合成7", "130-7", ("drive", "sample"))
    assert "合成" not in Member.objects.get(id=added).full_name


def test_the_same_number_of_the_same_employer_is_the_same_member(teams):
    first = teams.add(member("7"))
    teams.wait()
    assert teams.add(member("7", skills=("sample",))) == first
    assert teams.add(member("7", employer="区卫健局")) != first
    assert [len(row.skills) for row in teams.members()] == [1, 0]


def test_a_forgotten_member_has_no_name_and_the_journal_still_verifies(teams):
    from fangxian.operations.journal.services import seal
    from fangxian.operations.journal.verification import verify
    from fangxian.operations.teams.services import forget_member

    [added] = teams.add(member("7"))
    forget_member(teams.cast.commander, teams.clock, member_id=added, reason="left the service")
    assert [row.name for row in teams.members()] == [""]
    seal()
    assert verify().findings == ()


def test_a_volunteer_consents_and_is_checked_before_being_sent(teams):
    from fangxian.operations.teams.services import check_volunteer, sign_up

    [where] = teams.set_posts(post())
    worker = teams.cast.community_worker
    asked = member("v1", kind="volunteer", employer="")
    assert refused(lambda: sign_up(worker, teams.clock, asked)) == "consent-needed"
    who = sign_up(worker, teams.clock, member("v1", kind="volunteer", employer="", consented=True))
    assert refused(lambda: teams.send(who, where)) == "member-not-ready"
    check_volunteer(
        teams.cast.commander, teams.clock, member_id=who, checks=("identity", "health", "training")
    )
    teams.send(who, where)
    assert [row.member_id for row in teams.assignments()] == [who]


def test_nobody_serves_at_two_posts_and_who_is_called_off_may_be_sent_again(teams):
    from fangxian.operations.teams.services import end_assignment

    [who] = teams.add(member("7"))
    here, there = teams.set_posts(post(), post(FUCHENG))
    sent = teams.send(who, here)
    assert refused(lambda: teams.send(who, there)) == "member-already-sent"
    teams.wait()
    then = teams.clock.now()
    end_assignment(teams.cast.commander, teams.clock, assignment_id=sent)
    teams.send(who, there)
    assert [row.post_id for row in teams.assignments()] == [there]
    assert [row.post_id for row in teams.assignments(at=then - timedelta(minutes=1))] == [here]


def test_posts_name_what_is_short_first_and_a_source_is_changed_not_doubled(teams):
    [who] = teams.add(member("7"))
    teams.set_posts(post(need=1, source="area:1"), post(FUCHENG, need=3, name=Text("福城", "Fucheng")))
    assert [(row.place_id, row.short) for row in teams.posts()] == [(FUCHENG, 3), (TONGYINLI, 1)]
    [changed] = teams.set_posts(post(need=2, source="area:1"))
    teams.send(who, changed)
    assert [(row.place_id, row.need, row.filled) for row in teams.posts()] == [
        (FUCHENG, 3, 0),
        (TONGYINLI, 2, 1),
    ]


def test_an_ended_post_calls_off_who_serves_there(teams):
    from fangxian.operations.teams.services import end_post

    [who], [where] = teams.add(member("7")), teams.set_posts(post())
    teams.send(who, where)
    teams.wait()
    assert end_post(teams.cast.commander, teams.clock, post_id=where, reason="the area was released") == 1
    assert (teams.posts(), teams.assignments()) == ([], [])


def test_a_stranger_sees_nobody_here_and_the_auditor_no_name(teams):
    [who], [where] = teams.add(member("7")), teams.set_posts(post())
    teams.send(who, where)
    stranger, auditor = teams.cast.stranger, teams.cast.auditor
    assert (teams.members(stranger), teams.posts(stranger), teams.assignments(stranger)) == ([], [], [])
    assert [(row.id, row.name) for row in teams.members(auditor)] == [(who, "")]
    assert refused(lambda: teams.add(member("8"), actor=stranger)) == "not-your-role"
    assert (
        refused(lambda: teams.add(member("8", FUCHENG), actor=teams.cast.district_commander)) == "not-found"
    )


def test_who_was_sent_to_another_place_is_seen_by_name_there(teams):
    [who], [where] = teams.add(member("7")), teams.set_posts(post(FUCHENG))
    assert teams.members(teams.cast.stranger) == []
    teams.send(who, where)
    assert [row.name for row in teams.members(teams.cast.stranger)] == ["合成7"]
