"""Rules of quarantine places and of care for whoever is shut in: data of a pack, each figure with its source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from fangxian.engines.plans.plan import Figure
from fangxian.engines.problems import Text

RestartScope = Literal["party", "room", "floor", "air"]
RESTART_SCOPES: tuple[RestartScope, ...] = get_args(RestartScope)
"""What somebody shared with a positive person: the party, the room, the floor, or the air of a floor. The nearest counts."""


@dataclass(frozen=True)
class CareRule:
    """How those shut in are looked after. `visit_hours`: need -> at most so long between two visits."""

    carers: int
    visit_hours: Mapping[str, float]
    medicine_days: int
    ambulance_minutes: float


@dataclass(frozen=True)
class QuarantineRule:
    """One version of the rules; of a family of plans the one in force on a date counts.

    `test_days`: days of the stay on which a sample is due, the first day being 1; `transfer_hours`: from the order to
    the arrival; `flag_hours`: until a doctor answers; `group_share`: the most one site takes of an exposure group;
    `days_before`: so long before a positive sample its person counts as infectious.
    """

    id: str
    family: str
    title: Text
    valid_from: date
    valid_to: date | None
    test_days: tuple[int, ...]
    room_people: int
    transfer_hours: float
    flag_hours: float
    group_share: float
    restart_scopes: tuple[RestartScope, ...]
    days_before: float
    care: CareRule
    figures: Mapping[str, Figure] = field(default_factory=dict)
    source_titles: Mapping[str, str] = field(default_factory=dict)
