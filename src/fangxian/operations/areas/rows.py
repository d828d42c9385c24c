"""Areas and measures as pages see them: frozen rows, never models."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fangxian.engines.problems import Text

BY_HAND = "by-hand"
"""How the rule of an area begins that no rule proposed: a person drew it, or took it from a pack of zones."""


@dataclass(frozen=True)
class AreaRow:
    """One place at a risk level. `source`: where an authority decided it outside this system.

    `name` and `extent` where it was drawn by hand; it then lies somewhere in `place`.
    """

    key: str
    place_id: str
    place: Text
    level: str
    starts_at: datetime
    reason: Text
    population: int | None
    eligible_to_end: bool
    release_due_at: datetime | None
    evidence: tuple[str, ...]
    source: str
    name: Text | None = None
    extent: dict[str, Any] | None = None


@dataclass(frozen=True)
class MeasureRow:
    """One measure in force at a place. `lapses_at`: when its effect ends by itself."""

    key: str
    measure: str
    title: Text
    place_id: str
    place: Text
    starts_at: datetime
    ends_at: datetime
    lapses_at: datetime
    restricts: bool
    people: int | None
    legal_basis: str
    release_due_at: datetime | None
    evidence: tuple[str, ...]
