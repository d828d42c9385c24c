"""Replay: the situation as known at an hour is what it was when that hour was now."""

from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fangxian.operations.cases.reports import StayGiven
from fangxian.operations.cases.services import correct_case, discard_case, merge_cases
from fangxian.operations.places.reach import Reach
from fangxian.operations.restrictions.blocking import ListBlocked
from fangxian.operations.situation import build_situation

ROOT = Reach(frozenset({"43"}))
HOMES = ("430102003001", "430102003002", "430105001004")
ACTS = ("report", "correct", "convert", "discard", "merge", "respond", "sign one", "sign all", "reject")


def photograph(at):
    """Everything the engines would be given at `at`, as text."""
    found = build_situation(ROOT, "tiny", at)
    situation, standing = found.situation, found.situation.standing
    frames = (
        situation.cases,
        situation.contacts,
        standing.areas,
        standing.measures,
        standing.restrictions,
    )
    return (found.digest, found.in_force, situation.ended, *(frame.write_csv() for frame in frames))


def act(desk, name: str, step: int) -> None:
    """Do one thing a day of work may bring; what cannot be done now is left."""
    clock = desk.clock
    reported = desk.reported
    if name == "report":
        stay = StayGiven(
            clock.now() - timedelta(hours=9), clock.now() - timedelta(hours=8), "exact", "v-teahouse"
        )
        reported.append(desk.report(f"p{step}", home=HOMES[step % 3], friends=(f"f{step}",), stays=(stay,)))
    elif name == "correct" and reported:
        changes = {"onset_on": clock.now().date() - timedelta(days=step % 5)}
        correct_case(desk.cast.commander, clock, case_id=reported[-1], changes=changes, reason="asked again")
    elif name == "convert" and reported:
        kind = "asymptomatic" if step % 2 else "confirmed"
        correct_case(
            desk.cast.commander, clock, case_id=reported[0], changes={"kind": kind}, reason="the doctor"
        )
    elif name == "discard" and reported:
        discard_case(desk.cast.commander, clock, case_id=reported.pop(), reason="mixed-up tubes")
    elif name == "merge" and len(reported) > 1:
        merge_cases(
            desk.cast.commander, clock, from_id=reported.pop(), into_id=reported[0], reason="one person"
        )
    else:
        # After a discard nothing carries the restriction of its contacts any more: signing it is refused.
        with suppress(ListBlocked), transaction.atomic():
            _decide(desk, name)


def _decide(desk, name: str) -> None:
    from fangxian.operations.signing import reject

    if name == "respond":
        desk.respond()
    elif name == "sign one" and (waiting := desk.waiting()):
        desk.sign([row for row in waiting if row.can_sign][:1])
    elif name == "sign all" and any(row.can_sign for row in desk.waiting()):
        desk.sign([row for row in desk.waiting() if row.can_sign])
        rest = desk.waiting()
        if rest:
            desk.sign(rest, actor=desk.cast.city_cdc)
    elif name == "reject" and (waiting := desk.waiting()):
        reject(desk.cast.commander, desk.clock, proposal_ids=[waiting[-1].id], reason="the experts")


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(ACTS), min_size=2, max_size=6))
def test_the_situation_as_known_at_an_hour_is_what_it_was_at_that_hour(desk, days_work):
    with transaction.atomic():
        desk.reported = []
        taken = []
        for step, name in enumerate(("report", "respond", *days_work)):
            desk.clock.advance(timedelta(minutes=7))
            act(desk, name, step)
            taken.append((desk.clock.now(), photograph(desk.clock.now())))
        assert [(at, photograph(at)) for at, _ in taken] == taken
        transaction.set_rollback(True)


def test_a_replay_before_the_discard_still_shows_the_case(desk):
    desk.reported = []
    desk.clock.advance(timedelta(minutes=1))
    case_id = desk.report("one")
    then = desk.clock.now()
    desk.clock.advance(timedelta(hours=1))
    discard_case(desk.cast.commander, desk.clock, case_id=case_id, reason="mixed-up tubes")
    known_then = build_situation(ROOT, "tiny", then).situation.cases
    known_now = build_situation(ROOT, "tiny", desk.clock.now()).situation.cases
    assert (known_then["kind"].to_list(), known_now["kind"].to_list()) == (["confirmed"], ["discarded"])
