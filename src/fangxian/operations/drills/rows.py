"""What a drill is asked and what is kept of it."""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fangxian.engines.problems import Text

AUTO, SCREEN = "auto", "screen"
"""Who acts: the drill itself, by the plan; or people on screen, while the drill only lets the outbreak happen."""


@dataclass(frozen=True)
class Wish:
    """What is drilled. `city`: a place of a pack by name or code; or `population`: a city made up of so many people.

    `days` from today on; `seed_cases` people were infected `seeded_days_ago`. `late`: `measure[@place]=hours` each, what
    is late on purpose; `late_share` of the other offices by themselves. `against`: plans it is held against afterwards.
    `future`: which of the futures of `seed` happens. `first_on`: the local day of the first infections.
    """

    plan: str
    first_on: date
    city: str = ""
    population: int = 0
    days: int = 21
    seed_cases: int = 12
    seeded_days_ago: int = 7
    seed: int = 1
    future: int = 0
    staff: str = AUTO
    late: tuple[str, ...] = ()
    late_share: float = 0.0
    against: tuple[str, ...] = ("nothing",)
    futures: int = 100
    timezone: str = "Asia/Shanghai"
    assumptions: dict[str, float] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the wish as JSON holds it."""
        return {**asdict(self), "first_on": self.first_on.isoformat()}


@dataclass(frozen=True)
class DrillRow:
    """A drill; `report` None while it runs."""

    id: UUID
    outbreak_id: str
    place_id: str
    place: Text
    settings: dict[str, Any]
    began_at: datetime
    ended_at: datetime | None
    report: dict[str, Any] | None
