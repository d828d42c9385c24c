"""What clocks run for, and what happened to it."""

from dataclasses import dataclass
from datetime import datetime

WITHDRAWN = "withdrawn"
"""A case discarded, an order revoked or found not feasible: nothing is owed any more, unless it begins anew."""


@dataclass(frozen=True)
class Happened:
    """One event. `known_at`: when the office could know of it (None: at once)."""

    kind: str
    at: datetime
    known_at: datetime | None = None

    @property
    def heard_at(self) -> datetime:
        """When the office could begin."""
        return max(self.at, self.known_at or self.at)


@dataclass(frozen=True)
class Subject:
    """A case, a group of contacts or an office's copy of an order, as far as clocks are concerned.

    `due_at`, `hours`: the deadline an order brings along, and the hours it was meant to leave.
    `ordered_at`: when the office was first ordered to do it, for clocks that an order stops.
    `acknowledged_at`: when somebody answered; `staffed`: somebody serves in the office that answers.
    `rule`: the one clock it is meant for, where offices differ from clock to clock ("": every clock of its kind).
    `upstream`: the subjects whose clocks come before this one's.
    """

    id: str
    of: str
    events: tuple[Happened, ...]
    due_at: datetime | None = None
    hours: float | None = None
    acknowledged_at: datetime | None = None
    ordered_at: datetime | None = None
    staffed: bool = True
    upstream: tuple[str, ...] = ()
    rule: str = ""
