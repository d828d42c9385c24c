"""Somebody in quarantine moves from 桐荫里 (Furong) to 福城 (Kaifu): the office there sees them, the old one no more."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.decisions.queries import waiting_rows
from fangxian.operations.follow_ups.queries import list_follow_ups
from fangxian.operations.follow_ups.services import move
from fangxian.operations.journal.queries import verify
from fangxian.operations.journal.services import seal
from fangxian.operations.restrictions.queries import list_restrictions
from tests.operations.follow_ups.conftest import GUESTS

FUCHENG = "430105001004"


@pytest.fixture
def quarantined(exposed, keep):
    """guest-1 of 桐荫里 is in quarantine, signed by two offices."""
    from fangxian.operations.signing import sign

    def begin() -> None:
        done = exposed.decide("quarantine", "guest-1", measure="central-quarantine")
        for actor in (exposed.cast.commander, exposed.cast.city_cdc):
            sign(actor, exposed.clock, proposal_ids=done.proposals, unasked="no time to ask")

    keep(begin)
    return exposed


def move_guest(desk, actor=None, to=FUCHENG, reason="told us at the door"):
    key = desk.key("guest-1", "quarantine")
    return move(actor or desk.cast.community_worker, desk.clock, follow_up=key, to_place_id=to, reason=reason)


def seen_by(desk, actor, at=None) -> set[str]:
    """What a worker's lists say of guest-1."""
    at = at or desk.now
    page = list_follow_ups(actor.reach, desk.outbreak_id, at, only="open")
    bound = list_restrictions(actor.reach, desk.outbreak_id, at, at)
    found = {"follow-up": page.rows, "restriction": bound}
    return {kind for kind, rows in found.items() if "guest-1" in {row.person_id for row in rows}}


def test_access_goes_with_the_person_in_the_same_instant(quarantined):
    worker, stranger = quarantined.cast.community_worker, quarantined.cast.stranger
    assert (seen_by(quarantined, worker), seen_by(quarantined, stranger)) == (
        {"follow-up", "restriction"},
        set(),
    )
    moved = move_guest(quarantined)
    assert (moved.follow_ups, moved.restrictions) == (1, 1)
    assert (seen_by(quarantined, worker), seen_by(quarantined, stranger)) == (
        set(),
        {"follow-up", "restriction"},
    )


def test_whoever_looks_back_sees_where_the_person_was_then(quarantined):
    then = quarantined.now
    quarantined.clock.advance(timedelta(hours=1))
    move_guest(quarantined)
    assert seen_by(quarantined, quarantined.cast.community_worker, then) == {"follow-up", "restriction"}
    assert seen_by(quarantined, quarantined.cast.stranger, then) == set()


def test_nobody_is_asked_for_again_because_they_moved(quarantined):
    move_guest(quarantined)
    quarantined.respond()
    reach, now = quarantined.cast.commander.reach, quarantined.now
    asked = {row["person_id"] for row in waiting_rows(reach, "tea", now)["restrictions"]}
    assert "guest-1" not in asked
    assert seen_by(quarantined, quarantined.cast.stranger) == {"follow-up", "restriction"}


def test_the_journal_accounts_for_the_move(quarantined):
    move_guest(quarantined)
    seal()
    assert verify().ok


@pytest.mark.parametrize(
    ("who", "more", "code"),
    [
        ("stranger", {}, "not-found"),
        ("community_worker", {"to": "999"}, "not-found"),
        ("community_worker", {"reason": " "}, "reason-needed"),
        ("auditor", {}, "not-your-role"),
    ],
)
def test_a_move_needs_sight_of_the_person_a_place_a_reason_and_the_role(quarantined, who, more, code):
    with pytest.raises(Problem) as refused:
        move_guest(quarantined, actor=getattr(quarantined.cast, who), **more)
    assert refused.value.code == code
    assert seen_by(quarantined, quarantined.cast.stranger) == set()


def test_who_was_found_in_a_list_of_visitors_is_bound_at_home_and_not_where_the_tea_was(quarantined):
    rows = list_restrictions(quarantined.cast.commander.reach, "tea", quarantined.now, quarantined.now)
    found = {row.person_id: row.place_id for row in rows if row.measure == "central-quarantine"}
    assert found == GUESTS
