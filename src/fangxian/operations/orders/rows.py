"""Orders, dispatches and tasks as pages see them: frozen rows, never models."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from fangxian.engines.problems import Text


@dataclass(frozen=True)
class OrderCounts:
    """How far dispatches have come. `acknowledged` counts everything acknowledged or further, and so on.

    `blocked`: answered that it cannot be done, and why; neither done nor late until the office above decides.
    """

    issued: int = 0
    acknowledged: int = 0
    done: int = 0
    verified: int = 0
    overdue: int = 0
    blocked: int = 0

    def __add__(self, other: "OrderCounts") -> "OrderCounts":
        return OrderCounts(
            self.issued + other.issued,
            self.acknowledged + other.acknowledged,
            self.done + other.done,
            self.verified + other.verified,
            self.overdue + other.overdue,
            self.blocked + other.blocked,
        )


@dataclass(frozen=True)
class OrderLink:
    """Another order, by its number."""

    id: UUID
    number: int


@dataclass(frozen=True)
class OrderRow:
    """One order with the counts of its dispatches within reach.

    `supersedes`, `superseded_by`: the order it replaced and the one that replaced it. `by_hand`: given by an office
    in its own right, not on a signed decision. `issued_by`: that office.
    """

    id: UUID
    outbreak_id: str
    measure: str
    measure_key: str
    title: Text
    instruction: Text
    place_id: str
    place: Text
    people: int | None
    proof: str
    issued_at: datetime
    due_at: datetime | None
    lapses_at: datetime | None
    revoked_at: datetime | None
    counts: OrderCounts
    number: int
    by_hand: bool
    revoke_reason: str
    supersedes: OrderLink | None
    superseded_by: OrderLink | None
    issued_by: Text | None
    source: str


@dataclass(frozen=True)
class RollUp:
    """The orders of everything inside one place."""

    place_id: str
    place: Text
    counts: OrderCounts


@dataclass(frozen=True)
class DispatchNode:
    """One office's copy of an order, with the counts of its own and everything below it.

    `task_id`: its task, where it has one and no more; `tasks`: how many. `raised`: the office above has to decide;
    `reason`: what was said when it was raised.
    """

    id: UUID
    order_id: UUID
    place_id: str
    place: Text
    department: str
    owner_role: str
    status: str
    due_at: datetime
    overdue: bool
    task_id: UUID | None
    children: int
    counts: OrderCounts
    tasks: int
    raised: bool
    reason: str


@dataclass(frozen=True)
class DetailRow:
    """What an office above (or this one) added for its branch."""

    place: Text
    department: str
    words: str
    who: Text
    recorded_at: datetime


@dataclass(frozen=True)
class TaskRow:
    """One task, as its owner sees it.

    `words`: which part it is, empty for the whole; `details`: what the offices above added, the highest first;
    `reason`: why it is blocked or was sent back; `nudged_at`: when the office was last reminded.
    """

    id: UUID
    dispatch_id: UUID
    order_id: UUID
    outbreak_id: str
    title: Text
    instruction: Text
    place_id: str
    place: Text
    subject: Text
    department: str
    people: int | None
    proof: str
    status: str
    due_at: datetime
    overdue: bool
    owner_id: str | None
    done_by_id: str | None
    number: int
    words: str
    owner: Text | None
    details: tuple[DetailRow, ...]
    reason: str
    nudged_at: datetime | None


@dataclass(frozen=True)
class RaisedRow:
    """What waits for the decision of an office above: not feasible below, or sent up late."""

    dispatch_id: UUID
    order_id: UUID
    number: int
    title: Text
    place_id: str
    place: Text
    department: str
    status: str
    due_at: datetime
    kind: str
    reason: str
    who: Text
    raised_at: datetime


@dataclass(frozen=True)
class LateRow:
    """A dispatch past its time."""

    order_id: UUID
    dispatch_id: UUID
    title: Text
    place_id: str
    place: Text
    department: str
    due_at: datetime
    hours_late: float


@dataclass(frozen=True)
class EventRow:
    """What happened to a dispatch; `detail` names the proof.

    `proof`: what was shown ({"count": 12}, {"items": ["…"]}, {"lat": 28.2, "lon": 113.0}, {} for a tap);
    None without a proof, and for readers who may see no identity: a list may name people.
    `whom`: the owner it was given to, or the office it was sent to.
    """

    kind: str
    who: Text
    event_at: datetime
    recorded_at: datetime
    detail: dict[str, Any]
    proof: dict[str, Any] | None
    whom: Text | None = None
