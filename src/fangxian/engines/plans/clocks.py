"""The clocks of a plan: what counts from which event, until when, who answers, who is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from fangxian.engines.problems import Text

ClockOf = Literal["case", "contacts", "order"]
"""What a clock runs for: one case, the contacts found together for one office, one office's copy of an order."""

CLOCK_EVENTS: Mapping[str, tuple[str, ...]] = {
    "case": ("case_reported", "case_sampled", "case_result", "case_isolated"),
    "contacts": ("contacts_found",),
    "order": ("order_issued", "order_acknowledged", "order_done"),
}
"""What may happen to each. Cases and contacts also have `done:<measure>`: the office's order of it is done."""

DONE_PREFIX = "done:"


@dataclass(frozen=True)
class QuietHours:
    """From `from_hour` to `to_hour` on the local wall nobody is told what can wait; equal hours: never quiet."""

    from_hour: float
    to_hour: float


NEVER_QUIET = QuietHours(0, 0)


@dataclass(frozen=True)
class ClockRule:
    """One clock. `hours` None: the order brings its own deadline along.

    `stops`: whichever of these comes first. `remind_before`: so many hours before it is due. `escalate_after`:
    hours after it was due; the first tells whoever answers, each further one the office one level higher.
    `upstream`: the clock that has to stop before this one can be kept.
    """

    id: str
    title: Text
    of: ClockOf
    starts: str
    stops: tuple[str, ...]
    hours: float | None
    level: str
    department: str
    role: str
    remind_before: tuple[float, ...] = ()
    escalate_after: tuple[float, ...] = ()
    can_wait: bool = False
    upstream: str = ""
    source: str = ""

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures whose order stops it."""
        return tuple(one.removeprefix(DONE_PREFIX) for one in self.stops if one.startswith(DONE_PREFIX))
