"""Rounds and visits as pages see them: frozen rows, never models."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from fangxian.engines.problems import Text
from fangxian.operations.follow_ups.services import CheckGiven
from fangxian.operations.orders.proofs import ProofGiven
from fangxian.operations.orders.rows import TaskRow

CHECK, SLIP, TASK, ALONG = "check", "slip", "task", "along"
"""What a part of a visit is: somebody's daily check, a slip to hand over, a task of this door, and a task for the whole
place that rides along because somebody is at the door anyway."""

PARTS = (SLIP, CHECK, TASK, ALONG)


@dataclass(frozen=True)
class Part:
    """One thing due at a door. `about`: the person, "" for the door itself. `proof`: what a task wants shown.

    `outbreak_id`, `subject` (follow-up, restriction or task id): where it is recorded.
    """

    key: str
    kind: str
    subject: str
    outbreak_id: str
    title: Text
    instruction: Text
    about: str
    due_at: datetime
    late: bool
    red: bool = False
    proof: str = ""


@dataclass(frozen=True)
class Question:
    """One thing to ask, tell or do. `name` and `person_id` are empty where it is asked of all behind the door."""

    question: str
    title: Text
    person_id: str
    name: str


@dataclass(frozen=True)
class AtDoor:
    """Somebody a visit is about. `name` and `phone` are empty where identities are hidden."""

    person_id: str
    name: str
    phone: str


@dataclass(frozen=True)
class Visit:
    """One door with all that is due there. `kind`: household, person, place or address; `words`: an address as split.

    `minutes`: at the door; `walk_minutes`, `walk_m` (None: not known): from the one before; `minutes_apart`: what its
    parts would take one by one, ways included; `done_at`: when it is over if the round begins now.
    """

    door_id: str
    kind: str
    nth: int
    place_id: str
    place: Text
    words: str
    people: tuple[AtDoor, ...]
    parts: tuple[Part, ...]
    asked: tuple[Question, ...]
    minutes: float
    minutes_apart: float
    walk_minutes: float
    walk_m: float | None
    due_at: datetime
    urgent: bool
    done_at: datetime

    def of_kind(self, kind: str) -> tuple[Part, ...]:
        """The parts of one kind."""
        return tuple(part for part in self.parts if part.kind == kind)


@dataclass(frozen=True)
class WideTask:
    """A task for a whole place: at how many doors it was asked, and at how many of this round it will be."""

    task: TaskRow
    asked: int
    rides_along: int


@dataclass(frozen=True)
class Round:
    """Today's visits of a place in the order to walk them. `minutes`: all of them with their ways.

    `saved`: what one visit a door spares against one a part. `left_out`: due, but beyond what one round shows: choose
    a place further down.
    """

    place_id: str
    place: Text
    at: datetime
    visits: tuple[Visit, ...]
    wide: tuple[WideTask, ...]
    minutes: float
    saved: float
    left_out: int


@dataclass(frozen=True)
class VisitGiven:
    """What somebody did at a door. `event_id`: made where the visit was born; sent twice, it counts once.

    checks: follow-up -> what was found; slips: restrictions whose slip was handed over; proofs: task -> what is shown;
    asked: the tasks for the whole place whose questions were asked here.
    """

    door_id: str
    event_id: UUID
    checks: Mapping[str, CheckGiven] = field(default_factory=dict)
    slips: frozenset[str] = frozenset()
    proofs: Mapping[UUID, ProofGiven] = field(default_factory=dict)
    asked: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Outcome:
    """What became of one part.

    done; repeated (sent before); shared (the person's other check says it); already (a colleague was first); over
    (closed, released or taken back meanwhile); elsewhere (not at this door); gone (not, or no longer, within reach).
    """

    part: str
    outcome: str


@dataclass(frozen=True)
class VisitDone:
    """What a visit did, part by part. `red`: a red flag was raised at the hospital."""

    outcomes: tuple[Outcome, ...]
    red: bool

    def count(self, *outcomes: str) -> int:
        """How many parts came out so."""
        return sum(one.outcome in outcomes for one in self.outcomes)
