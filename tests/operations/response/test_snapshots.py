"""Replay of every list: what is answered as known at an hour is what was answered live at that hour, field by field."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from snapshot_acts import ACTS, Work
from snapshot_lists import snapshot

from fangxian.operations.people.services import erase_person

MORNING = (
    "report",
    "pool",
    "respond",
    "sign_all",
    "follow",
    "check",
    "order",
    "draft",
    "letter",
    "find",
    "seek",
)
DAWN = ("report", "respond", "sign_all", "order", "draft")
WATCHES = (
    MORNING,
    (
        "serve", "appeal", "offer", "acknowledge", "detail", "cannot", "see_flag", "open_outlet", "revise", "approve",
        "letter_came", "answer", "inspect", "rectify", "accuse", "draw_area", "ring", "import", "rename", "report", "attend",
    ),
    (
        "hear", "agree", "take", "insist", "settle", "publish", "send", "answer_again", "withdraw_inspection", "recheck",
        "defend", "lower_area", "see", "move", "correct", "respond", "sign_alone", "sign_one", "postpone", "open_outlet", "confirm",
    ),
    (
        "free", "let_go", "complete", "supersede", "withdraw_notice", "send", "withdraw_letter", "decide",
        "lift_area", "evaluate", "convert", "report", "merge", "reject", "close_outlet", "draft",
    ),
    ("play", "verify", "revoke", "announce", "discard", "revise", "rename", "pool", "import", "ring", "respond"),
)  # fmt: skip
"""A day in watches. What one watch writes a later one writes over, and everything that can be done is done once."""


def live_through(desk, watches, by_both=()) -> tuple[Work, list[tuple[Any, Any, dict[str, Any]]]]:
    """Do one thing after another and photograph the end of each watch, live; the readers take turns."""
    work, taken = Work(desk), []
    for number, names in enumerate(watches):
        for step, name in enumerate(names, start=number):
            desk.clock.advance(timedelta(minutes=7 + step))
            work.do(name, step)
        # One has the whole tree, one a community.
        readers = (desk.cast.commander, desk.cast.community_worker)
        for reader in readers if number in by_both else readers[number % 2 :][:1]:
            taken.append((reader, desk.clock.now(), snapshot(reader, desk.clock.now(), live=True)))
        desk.clock.advance(timedelta(hours=2 + 9 * number))
    return work, taken


def differences(taken) -> list[str]:
    """Name each list that a replay of its hour answers differently."""
    found = []
    for reader, at, live in taken:
        again = snapshot(reader, at, live=False)
        found += [
            f"{reader.role} {at:%H:%M} {name}: {_first_unlike(live[name], again[name])}"
            for name in live
            if live[name] != again[name]
        ]
    return found


def _first_unlike(live: Any, again: Any) -> str:
    pairs = zip(live, again, strict=False) if isinstance(live, list | tuple) else ()
    return next(
        (f"live {one} replay {two}" for one, two in pairs if one != two), f"live {live} replay {again}"
    )


def test_a_day_that_brings_everything_is_replayed_as_it_was(desk):
    work, taken = live_through(desk, WATCHES, by_both=(1,))
    assert set(ACTS) - work.done == set()
    empty = {name for name in taken[0][2] if not any(live[name] for *_, live in taken)}
    assert empty == set()
    unlike = differences(taken)
    assert not unlike, "\n".join(unlike)


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(st.sampled_from(ACTS), min_size=4, max_size=8))
def test_every_list_as_known_at_an_hour_is_what_it_was_live_at_that_hour(desk, acts):
    with transaction.atomic():
        _, taken = live_through(desk, ((*DAWN, *acts[:3]), acts[3:]))
        unlike = differences(taken)
        assert not unlike, "\n".join(unlike)
        transaction.set_rollback(True)


def test_after_a_lawful_erasure_the_past_stays_and_the_name_is_gone(desk):
    work = Work(desk)
    work.do("report", 0)
    then, reader = desk.clock.now(), desk.cast.commander
    live = snapshot(reader, then, live=True)
    desk.clock.advance(timedelta(hours=5))
    erase_person(desk.cast.commander, desk.clock, key="p0", reason="asked for it")
    again = snapshot(reader, then, live=False)
    assert [row.name for row in live["cases"]] == ["合成p0"]
    assert [row.name for row in again["cases"]] == [""]
    assert again["identities"]["p0"].erased
    assert again["curve"] == live["curve"]
