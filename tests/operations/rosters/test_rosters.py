"""Who is on duty: proposed, taken, changed by absence and by swap; nobody outside reach sees it."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem
from tests.operations.rosters.conftest import FUCHENG, OUTBREAK, TONGYINLI


def refused(act) -> str:
    with pytest.raises(Problem) as caught:
        act()
    return caught.value.code


def first_turn_of(rosters, who):
    """The first turn of a member on the roster that stands, which the clock has not reached."""
    [row] = [one for one in _list(rosters) if one.state == "standing"]
    cells = rosters.get(row.id)[1]
    return next(turn for cell in cells for turn in cell.turns if turn.member_id == who)


def _list(rosters):
    from fangxian.operations.rosters.queries import list_rosters

    return list_rosters(rosters.cast.commander.reach, OUTBREAK, rosters.clock.now())


def test_a_roster_is_a_proposal_until_command_takes_it(rosters):
    made = rosters.propose()
    assert rosters.states() == ["proposed"]
    assert rosters.on_duty() == []
    rosters.take(made)
    assert rosters.states() == ["standing"]
    assert refused(lambda: rosters.take(made)) == "roster-answered"


def test_every_shift_has_its_two_people_and_says_who_is_on_duty_now(rosters):
    row, cells = rosters.get(rosters.take(rosters.propose()))
    assert (len(cells), row.missing, row.gap) == (6, 0, 0)
    assert {len(cell.turns) for cell in cells} == {2}
    assert [cell.night for cell in cells] == [False, False, True] * 2
    first = min(cell.starts_at for cell in cells)
    rosters.wait((first - rosters.clock.now()).total_seconds() / 3600 + 1)
    on = rosters.on_duty()
    assert len(on) == 2
    assert all(turn.name.startswith("合成") for turn in on)
    from fangxian.operations.rosters.queries import count_on_duty

    told = count_on_duty(rosters.cast.commander.reach, OUTBREAK, rosters.clock.now())
    assert (told.people, told.posts) == (2, 1)


def test_too_few_people_leave_shifts_short_with_the_rule_that_keeps_the_others_off(rosters):
    row, _ = rosters.get(rosters.propose(days=7, pattern=_pattern(need=6)))
    assert row.missing > 0
    assert all("=" in one.why for one in row.short)


def test_with_an_absence_the_roster_anew_changes_as_little_as_can_be(rosters):
    from fangxian.operations.rosters.services import answer_roster

    _, before = rosters.get(rosters.take(rosters.propose(days=5)))
    away = rosters.people[3]
    rosters.wait(1)
    rosters.away(away, hours=24 * 7)
    row, after = rosters.get(rosters.propose(days=5, from_on=rosters.today + timedelta(days=1)))
    had = {(cell.shift_id, turn.member_id) for cell in before for turn in cell.turns}
    has = {(cell.shift_id, turn.member_id) for cell in after for turn in cell.turns}
    assert away not in {member for _, member in has}
    assert (row.missing, row.gap) == (0, 0), "nobody is missing, and no roster changes less"
    assert len({pair for pair in had - has if pair[1] != away}) == row.changed <= 2
    answer_roster(rosters.cast.commander, rosters.clock, roster_id=row.id, take=True)
    assert sorted(rosters.states()) == ["past", "standing"]


def test_a_swap_stands_when_the_other_agrees_and_the_rules_hold(rosters):
    from fangxian.operations.rosters.queries import list_swaps
    from fangxian.operations.rosters.services import ask_swap

    rosters.take(rosters.propose())
    worker, me = rosters.cast.community_worker, rosters.people[0]
    turn = first_turn_of(rosters, me)

    free = [who for who in rosters.people if who != me and _may_take(rosters, who, turn)]
    swap = ask_swap(worker, rosters.clock, turn_id=turn.id, member_id=free[0])
    [row] = list_swaps(rosters.cast.commander.reach, OUTBREAK, rosters.clock.now())
    assert (row.id, row.agreed, row.asked_by_name) == (swap, None, "合成1")
    _agree(rosters, swap)
    assert first_turn_of(rosters, free[0]).starts_at <= turn.starts_at
    assert me not in {
        t.member_id for c in rosters.get(turn.roster_id)[1] if c.shift_id == turn.shift_id for t in c.turns
    }


def test_a_swap_that_leaves_no_rest_is_refused_with_the_rule(rosters):
    from fangxian.operations.rosters.services import ask_swap

    rosters.take(rosters.propose())
    turn = first_turn_of(rosters, rosters.people[0])
    tired = [who for who in rosters.people[1:] if not _may_take(rosters, who, turn)]
    assert tired
    worker = rosters.cast.community_worker
    asked = lambda: ask_swap(worker, rosters.clock, turn_id=turn.id, member_id=tired[0])  # noqa: E731
    assert refused(asked) == "swap-breaks-rule"


def test_my_page_says_what_comes_who_relieves_me_and_what_the_last_shift_left(rosters):
    from fangxian.operations.rosters.services import hand_over

    rosters.take(rosters.propose())
    mine = rosters.mine()
    assert [turn.member_id for turn in mine.turns] == [rosters.people[0]] * len(mine.turns)
    turn = mine.turns[0]
    assert all(one.starts_at >= turn.ends_at for one in mine.relieved_by)
    hand_over(rosters.cast.community_worker, rosters.clock, turn_id=turn.id, said="gate 2 is closed")
    assert [note.said for note in rosters.mine().notes] == ["gate 2 is closed"]
    assert rosters.mine(rosters.cast.commander) is None


def test_hours_are_watched_and_the_tired_stand_first(rosters):
    from fangxian.operations.rosters.queries import list_hours

    rosters.take(rosters.propose(days=3))
    rosters.wait(24 * 4)
    rows = list_hours(rosters.cast.commander.reach, OUTBREAK, rosters.clock.now())
    assert len(rows) == 10
    assert sum(row.tired.hours_7d for row in rows) == 3 * 24 * 2


def test_strangers_see_no_roster_and_nobody_else_reports_my_absence(rosters):
    made = rosters.take(rosters.propose())
    stranger = rosters.cast.stranger
    assert (rosters.states(stranger), rosters.on_duty(stranger)) == ([], [])
    assert refused(lambda: rosters.get(made, stranger)) == "not-found"
    assert (
        refused(lambda: rosters.away(rosters.people[1], 8, actor=rosters.cast.community_worker))
        == "not-your-role"
    )
    rosters.away(rosters.people[0], 8, actor=rosters.cast.community_worker)
    assert refused(lambda: rosters.propose(actor=rosters.cast.community_worker)) == "not-your-role"


def test_a_place_without_posts_and_a_pattern_that_makes_no_day_are_refused(rosters):
    assert refused(lambda: rosters.propose(place_id=FUCHENG)) == "nobody-to-roster"
    assert refused(lambda: rosters.propose(pattern=_pattern(hours=7))) == "not-a-pattern"
    assert refused(lambda: rosters.away(rosters.people[0], -1)) == "not-an-absence"


def test_the_journal_verifies_and_finds_a_turn_that_was_changed_behind_it(rosters):
    from fangxian.operations.journal.services import seal
    from fangxian.operations.journal.verification import verify
    from fangxian.operations.rosters.models import Turn

    rosters.take(rosters.propose())
    seal()
    assert verify().findings == ()
    turn = Turn.objects.first()
    Turn.objects.filter(id=turn.id).update(member_id=turn.roster_id)
    assert len(verify().findings) == 1


def _pattern(**more):
    from fangxian.operations.rosters.rows import Pattern

    return Pattern(**more)


def _may_take(rosters, who, turn) -> bool:
    """Whether the shifts of a member leave eleven hours before and after a turn."""
    rest = timedelta(hours=11)
    cells = rosters.get(turn.roster_id)[1]
    mine = [one for cell in cells for one in cell.turns if one.member_id == who]
    return all(one.ends_at + rest <= turn.starts_at or turn.ends_at + rest <= one.starts_at for one in mine)


def _agree(rosters, swap) -> None:
    """The other answers, by an account of their own."""
    from fangxian.operations.rosters.models import Swap
    from fangxian.operations.rosters.services import answer_swap
    from fangxian.operations.teams.models import Member

    other = Swap.objects.get(id=swap).asked
    colleague = rosters.cast.grid_worker
    Member.objects.filter(id=other).update(account_id=colleague.user_id)
    answer_swap(colleague, rosters.clock, swap_id=swap, agree=True)


__all__ = ["TONGYINLI"]


def test_whoever_serves_beyond_their_own_place_still_reads_what_their_post_is_called(rosters):
    from tests.operations.teams.conftest import member, post

    stranger = rosters.cast.stranger
    [who] = rosters.teams.add(member("far", place=FUCHENG, user_id=stranger.user_id))
    [where] = rosters.teams.set_posts(post(need=1))
    rosters.teams.send(who, where)
    rosters.take(rosters.propose())
    mine = rosters.mine(stranger)
    assert mine.turns
    assert {mine.posts[turn.post_id].en for turn in mine.turns} == {"Community post"}


def test_what_was_served_of_late_counts_when_people_are_sent_anew(rosters):
    """Hours until now and nights of the rosters that stand; a proposal is made with them."""
    from fangxian.operations.sending import find_worked, propose_assignment
    from fangxian.operations.teams.runs import find_last_run

    commander = rosters.cast.commander
    assert find_worked(commander.reach, rosters.clock.now()) == {}
    roster = rosters.take(rosters.propose())
    rosters.wait(36)
    found = find_worked(commander.reach, rosters.clock.now())
    _, cells = rosters.get(roster)
    now = rosters.clock.now()
    begun = [turn for cell in cells for turn in cell.turns if turn.starts_at < now]
    hours = sum((min(turn.ends_at, now) - turn.starts_at).total_seconds() for turn in begun) / 3600
    assert begun
    assert sum(one.hours for one in found.values()) == pytest.approx(hours)
    assert sum(one.nights for one in found.values()) == sum(turn.night for turn in begun)
    run = propose_assignment(commander, rosters.clock, outbreak_id=OUTBREAK)
    made = find_last_run(commander.reach, OUTBREAK, now)
    assert (made.id, made.people, made.assigned) == (run, 10, 2)
    assert find_worked(rosters.cast.stranger.reach, now) == {}


def test_a_roster_of_the_street_and_one_of_its_community_book_nobody_twice(rosters):
    from fangxian.operations.rosters.models import Turn
    from fangxian.operations.rosters.standing import standing_turns

    rosters.take(rosters.propose())
    rosters.wait(1)
    street = rosters.take(rosters.propose(place_id=TONGYINLI[:9]))
    standing = list(standing_turns(rosters.clock.now()))
    assert standing
    assert {turn.roster_id for turn in standing} == {street}
    assert len({(turn.serving, turn.starts_at) for turn in standing}) == len(standing)
    rosters.wait(1)
    community = rosters.take(rosters.propose())
    assert {turn.roster_id for turn in standing_turns(rosters.clock.now())} == {community}
    assert Turn.objects.count() > len(standing), "what was taken before stays on record"
