"""A measure: what is done, by whom, to whom, for how long, on which legal ground, proved how."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from fangxian.engines.plans.burden import Cost, Effect, Exemption
from fangxian.engines.plans.door import Ask
from fangxian.engines.problems import Text

Kind = Literal["place", "person", "testing", "venue", "case"]
"""What a measure acts on. `testing` is a place measure whose people are due for a sample."""

Clock = Literal["case_reported", "area_starts", "first_exposed", "last_exposed", "decided"]
"""The event a deadline or a duration counts from."""


@dataclass(frozen=True)
class Duration:
    """From `clock` + `from_days` to `clock` + `to_days` (`to_clock` where the two differ)."""

    clock: Clock
    to_days: float
    from_days: float = 0.0
    to_clock: Clock | None = None


@dataclass(frozen=True)
class Deadline:
    """`hours` after `clock`. `lapses`: past it the measure is no longer worth proposing (prophylaxis).

    `same_day`: by the end of the local day of the event, but never less than `hours` after it.
    """

    clock: Clock
    hours: float
    lapses: bool = False
    same_day: bool = False

    def falls_due(self, at: datetime, timezone: str) -> datetime:
        """Return when what is decided at `at` falls due, in a place with this time zone.

        >>> from datetime import UTC
        >>> morning = datetime(2021, 7, 29, 2, tzinfo=UTC)
        >>> Deadline("decided", 6, same_day=True).falls_due(morning, "Asia/Shanghai").isoformat()
        '2021-07-29T16:00:00+00:00'
        """
        late = at + timedelta(seconds=round(self.hours * 3600))
        if not self.same_day:
            return late
        zone = ZoneInfo(timezone)
        tomorrow = at.astimezone(zone).date() + timedelta(days=1)
        midnight = datetime.combine(tomorrow, datetime.min.time(), zone)
        return max(late, midnight.astimezone(at.tzinfo))


@dataclass(frozen=True)
class Staff:
    """People needed: `per_people` bound persons (0: one team a place) take `people` of `role`, over `shifts` a day."""

    role: str
    people: int
    per_people: int = 0
    shifts: int = 1

    @property
    def at_once(self) -> int:
        """How many of them serve at the same time.

        >>> Staff("team_member", 6, shifts=3).at_once
        2
        """
        return -(-self.people // self.shifts)


@dataclass(frozen=True)
class Measure:
    """One measure pack.

    `restricts`: it takes liberty from somebody, so two offices sign before it takes effect.
    `shuts_in`: it keeps the residents of a place at home, so somebody has to bring what they need.
    `departments`: level -> departments that receive a dispatch beside that level's command office.
    `cascade_to`: the lowest level whose office receives a dispatch ("here": only the place itself).
    `owner_level`: the level whose office answers for it by the deadline.
    `binds_share`: the share of a place's population that it binds (place measures).
    `exemption`, `costs`, `effect`: who of them goes on as before, what it takes, what it is expected to do.
    `door`: what is asked, told or done at a door; empty where nobody goes to one for it.
    """

    id: str
    title: Text
    binds: Text
    kind: Kind
    restricts: bool
    duration: Duration
    deadline: Deadline
    owner_role: str
    cascade_to: str
    departments: dict[str, tuple[str, ...]]
    proof: str
    legal_basis: str
    instruction: Text
    cost: Text
    binds_share: float = 1.0
    voluntary_first: bool = False
    shuts_in: bool = False
    staff: tuple[Staff, ...] = ()
    source: str = ""
    owner_level: str = ""
    exemption: Exemption | None = None
    costs: tuple[Cost, ...] = ()
    effect: Effect | None = None
    door: tuple[Ask, ...] = ()
