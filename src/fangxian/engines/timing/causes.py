"""Why a clock was missed, in the order in which an office is cleared of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from fangxian.engines.timing.subjects import Subject

Cause = Literal["late_upstream", "no_staff", "no_answer", "not_done"]

CAUSES: tuple[Cause, ...] = ("late_upstream", "no_staff", "no_answer", "not_done")


@dataclass(frozen=True)
class Missed:
    """A clock past its time. `heard_at` None: the office could not begin yet (upstream open, no order)."""

    subject: Subject
    starts_at: datetime
    due_at: datetime
    heard_at: datetime | None
    until: datetime
    """When it stopped, else the moment judged."""
    hours: float


def cause_of(missed: Missed) -> Cause:
    """Return why a clock was missed.

    `late_upstream`: the office heard of it late, or was told to go on when the time was over already, and has used no
    more than the hours it was meant to have.
    `no_staff`: nobody serves there. `no_answer`: nobody acknowledged in time. `not_done`: they did, and no more.
    """
    heard, subject = missed.heard_at, missed.subject
    if heard is None:
        return "late_upstream"
    kept_waiting = heard > missed.starts_at or missed.starts_at >= missed.due_at
    if kept_waiting and missed.until - heard <= timedelta(hours=missed.hours):
        return "late_upstream"
    if not subject.staffed:
        return "no_staff"
    answered = subject.acknowledged_at
    if answered is None or answered > missed.due_at:
        return "no_answer"
    return "not_done"


def lost_before(starts_at: datetime, heard_at: datetime | None, until: datetime) -> timedelta:
    """Return how much of the time had passed before the office could begin."""
    return max((heard_at or until) - starts_at, timedelta())
