"""Volunteers without an account: asked by command, taken at their word, checked where they live, erased if nobody does."""

from datetime import timedelta
from uuid import UUID

import pytest

from fangxian.operations.teams.keeping import PENDING_DAYS
from fangxian.operations.teams.services import call_for_volunteers, check_volunteer, sign_up_alone
from fangxian.operations.teams.volunteering import AN_HOUR, SignUpGiven, is_called
from tests.operations.teams.conftest import OUTBREAK, TONGYINLI, member
from tests.operations.teams.test_running_teams import refused

ALL_SEEN = ("identity", "health", "training")


def call(teams, actor=None, asked: bool = True) -> None:
    call_for_volunteers(actor or teams.cast.commander, teams.clock, outbreak_id=OUTBREAK, open=asked)


def sign_up(teams, nth: int = 1, **more) -> None:
    told = {"full_name": f"合成志愿者{nth}", "phone": f"139-{nth}", "place_id": TONGYINLI, "consented": True}
    given = SignUpGiven(UUID(int=nth), **(told | {"sender": "a", "skills": ("drive",)} | more))
    sign_up_alone(teams.clock, outbreak_id=OUTBREAK, given=given)


def check(teams, actor=None) -> UUID:
    [row] = [one for one in teams.members() if one.kind == "volunteer"]
    who = actor or teams.cast.street_worker
    check_volunteer(who, teams.clock, member_id=row.id, checks=ALL_SEEN)
    return row.id


def erase(teams) -> int:
    from fangxian.operations.accounts.queries import get_system_actor
    from fangxian.operations.retention import erase_due, summarise_due

    would = summarise_due(teams.clock).members
    assert erase_due(get_system_actor("retention"), teams.clock).members == would
    return would


def test_nobody_signs_up_where_nobody_is_asked(teams):
    assert refused(lambda: sign_up(teams)) == "volunteers-not-asked"
    assert refused(lambda: call(teams, teams.cast.community_worker)) == "not-your-role"
    call(teams)
    call(teams)
    sign_up(teams)
    teams.wait()
    call(teams, asked=False)
    assert not is_called(OUTBREAK, teams.clock.now())
    assert refused(lambda: sign_up(teams, 2)) == "volunteers-not-asked"


def test_who_signed_up_waits_for_the_street_to_check_and_is_sent_nowhere_before(teams):
    call(teams)
    sign_up(teams)
    [row] = teams.members(teams.cast.street_worker)
    assert (row.name, row.phone, row.kind, row.missing) == ("合成志愿者1", "139-1", "volunteer", ALL_SEEN)
    assert not row.is_available(teams.clock.now())
    assert teams.members(teams.cast.stranger) == []
    stranger = teams.cast.stranger
    assert refused(lambda: check_volunteer(stranger, teams.clock, member_id=row.id, checks=ALL_SEEN))
    check(teams)
    assert teams.members()[0].is_available(teams.clock.now())


def test_sent_twice_it_stands_once_and_nobody_can_write_over_another(teams):
    """A second sign-up under the telephone of somebody on record is thanked alike and changes nothing."""
    call(teams)
    sign_up(teams)
    sign_up(teams)
    check(teams)
    sign_up(teams, 2, phone="139-1", full_name="别人")
    assert [row.name for row in teams.members()] == ["合成志愿者1"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"consented": False}, "consent-needed"),
        ({"full_name": " "}, "sign-up-unclear"),
        ({"phone": ""}, "sign-up-unclear"),
        ({"place_id": "no-such-place"}, "not-found"),
    ],
)
def test_a_sign_up_without_consent_name_or_place_is_not_taken(teams, wrong, code):
    call(teams)
    assert refused(lambda: sign_up(teams, **wrong)) == code
    assert teams.members() == []


def test_one_sender_is_slowed_down_and_others_are_not(teams):
    call(teams)
    for nth in range(1, AN_HOUR + 1):
        sign_up(teams, nth)
    assert refused(lambda: sign_up(teams, 99)) == "too-many-sign-ups"
    sign_up(teams, 99, sender="b")
    teams.wait(2)
    sign_up(teams, 100)


def test_who_is_never_taken_up_is_erased_and_begins_anew_if_they_come_again(teams):
    call(teams)
    sign_up(teams)
    teams.clock.advance(timedelta(days=PENDING_DAYS - 1))
    assert erase(teams) == 0
    teams.clock.advance(timedelta(days=1))
    assert erase(teams) == 1
    assert teams.members() == []
    assert erase(teams) == 0
    sign_up(teams, 2, phone="139-1")
    assert [row.missing for row in teams.members()] == [ALL_SEEN]


def test_who_was_checked_is_kept_while_serving(teams):
    call(teams)
    sign_up(teams)
    check(teams)
    teams.clock.advance(timedelta(days=PENDING_DAYS + 1))
    assert erase(teams) == 0
    assert [row.name for row in teams.members()] == ["合成志愿者1"]


def test_names_of_a_roster_are_erased_on_its_day_and_a_newer_roster_keeps_them_longer(teams):
    from fangxian.operations.imports.rows import Terms
    from fangxian.operations.teams.services import import_roster

    today = teams.clock.now().date()

    def load(days: int, more: str = "") -> None:
        terms = Terms("duty", "mobilise", "总指挥", today + timedelta(days=days))
        content = f"number,full_name,phone\n1,合成甲,130-1\n{more}".encode()
        import_roster(
            teams.cast.commander,
            teams.clock,
            employer="区教育局",
            place_id=TONGYINLI,
            name="roster.csv",
            content=content,
            terms=terms,
        )

    teams.add(member("by hand"))
    load(5)
    load(9, "2,合成乙,130-2\n")
    teams.clock.advance(timedelta(days=6))
    assert erase(teams) == 0
    teams.clock.advance(timedelta(days=3))
    assert erase(teams) == 2
    assert sorted(row.name for row in teams.members()) == ["", "", "合成by hand"]


def test_the_journal_holds_after_erasing(teams):
    from fangxian.operations.journal.queries import verify
    from fangxian.operations.journal.services import seal

    call(teams)
    sign_up(teams)
    teams.clock.advance(timedelta(days=PENDING_DAYS))
    erase(teams)
    seal()
    assert verify().ok
