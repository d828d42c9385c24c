"""Deadlines and nudges as pages see them: frozen rows, never models."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fangxian.engines.problems import Text
from fangxian.engines.timing import Cause, State


@dataclass(frozen=True)
class ClockRow:
    """One clock. `about`: the case by its number, the contacts by how many, the order by its title.

    `minutes_left`: below 0 it is late by so much. `share_left`: of its whole time, 0 to 1, for the bar.
    `upstream_minutes`: what had passed before the office could begin.
    """

    key: str
    clock: str
    title: Text
    of: str
    about: Text
    place_id: str
    place: Text
    office: Text
    owner: Text | None
    state: State
    cause: Cause | None
    starts_at: datetime
    due_at: datetime
    stopped_at: datetime | None
    minutes_left: float
    share_left: float
    upstream_minutes: float
    can_wait: bool
    told: int
    """How often somebody was told about it."""
    case_id: str
    order_id: UUID | None


@dataclass(frozen=True)
class ClockCounts:
    """How many clocks run, were missed and are open, and why."""

    running: int
    missed: int
    causes: dict[str, int]


@dataclass(frozen=True)
class NudgeRow:
    """Something told to this reader or this reader's office."""

    id: UUID
    outbreak_id: str
    kind: str
    step: int
    title: Text
    about: Text
    cause: str
    place: Text
    order_id: UUID | None
    mine: bool
    """To this person, not to the whole office."""
    due_at: datetime
    sent_at: datetime
    seen_at: datetime | None


@dataclass(frozen=True)
class Rung:
    """What one ring told."""

    reminders: int = 0
    escalations: int = 0
    unheard: int = 0
    """Escalations that found nobody above within the reach of whoever rang."""
