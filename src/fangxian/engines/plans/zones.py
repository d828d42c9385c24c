"""A ladder of zones around a case: what each covers, what it asks of people, and what has to be so before it ends."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from fangxian.engines.plans.plan import Figure
from fangxian.engines.problems import Text

Covers = Literal["home_and_activity", "around", "rest"]
"""home_and_activity: the smallest place known where a case lives, and the venues it stayed at for long. around: what
lies around those. rest: what is left of the place of level `unit`."""


@dataclass(frozen=True)
class ZoneRule:
    """One level of a ladder of zones.

    It may be lowered to `then` ("" means ended) after `clear_days` without a new case (`clear_days_after`: where it
    was lowered from that level, counted from the same day), with `round` after a round of tests on the last of them
    without a positive, with `contacts` when nobody inside is in quarantine any more.
    """

    level: str
    title: Text
    covers: Covers
    restricts: bool
    conduct: Text
    clear_days: int
    clear_days_after: Mapping[str, int] = field(default_factory=dict)
    round: bool = False
    contacts: bool = False
    then: str = ""
    unit: str = ""
    ring_m: float = 0.0
    activity_minutes: float = 0.0
    source: str = ""


@dataclass(frozen=True)
class Zones:
    """One ladder of zones: `levels` from the mildest to the strictest, a rule for each."""

    id: str
    version: str
    title: Text
    valid_from: date
    valid_to: date | None
    levels: tuple[str, ...]
    rules: Mapping[str, ZoneRule]
    figures: Mapping[str, Figure]
    source_titles: Mapping[str, str] = field(default_factory=dict)
