"""A plan: how to trace, which areas to propose, what fires which measure. Pure types; `stores.packs` reads them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from fangxian.engines.plans.clocks import NEVER_QUIET, ClockRule, QuietHours
from fangxian.engines.plans.measure import Measure
from fangxian.engines.problems import Text

Scope = Literal["case", "venue", "person", "place", "outbreak", "pool", "capacity", "feed"]
"""Where a trigger's condition is evaluated. "place" needs `at`, the level of the tree."""


@dataclass(frozen=True)
class Figure:
    """A figure of a rule with its source and confidence (A official … C inferred, M unconfirmed)."""

    value: Any
    unit: str
    sources: tuple[str, ...]
    confidence: Literal["A", "B", "C", "M"]
    note: str = ""

    @property
    def confirmed(self) -> bool:
        """False where the figure comes from memory only and must be shown as unconfirmed."""
        return self.confidence != "M"


RELEASE_TESTS = "release_negative_tests"
CLEAR_DAYS = "lower_after_days"
READ_BY_NAME = frozenset({RELEASE_TESTS, CLEAR_DAYS})
"""Figures of a plan that engines read by their names: how many negative samples let a quarantined person go,
how many days without a new case an area needs."""


@dataclass(frozen=True)
class TracingRule:
    """Who counts as exposed.

    The window of a case runs from local midnight of its anchor day + `from_days` to isolation, or to
    the end of anchor day + `to_days` if that is earlier. The anchor is the first known of `anchors`.
    Minutes count inside the window; `linger_minutes` (by venue kind, "" the default) is how long the
    air of a venue stays infectious after the source has left. Two people with numbered seats more than
    `seat_rows` (by venue kind, "" the default) rows apart did not meet; without a figure there is no limit.

    Backwards, to where a case was infected, the window runs from local midnight of the anchor day +
    `exposed_from_days` to the end of the anchor day + `exposed_to_days`, or to isolation if that is earlier;
    `incubation` weighs its days by how likely an infection then leads to this anchor (empty: alike).
    """

    counted_kinds: frozenset[str]
    from_days: int
    to_days: int | None
    latent_days: float
    anchors: tuple[str, ...] = ("onset_on", "sampled_at", "reported_on")
    degrees: int = 1
    min_minutes: float = 0.0
    linger_minutes: Mapping[str, float] = field(default_factory=dict)
    venue_factor: Mapping[str, float] = field(default_factory=dict)
    seat_rows: Mapping[str, int] = field(default_factory=dict)
    infectiousness: Mapping[int, float] = field(default_factory=dict)
    score_threshold: Mapping[int, float] = field(default_factory=dict)
    budget: Mapping[int, int] = field(default_factory=dict)
    household_score: float = 1.0
    named_score: float = 1.0
    exposed_from_days: int = -14
    exposed_to_days: int = 0
    incubation: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True)
class AreaRule:
    """Propose risk level `level` for a place of tree level `unit` when `when` holds; end when `ends_when`."""

    id: str
    title: Text
    level: str
    unit: str
    when: str
    ends_when: str
    source: str = ""


@dataclass(frozen=True)
class Action:
    """Start `measure` at the subject's ancestor of level `at` ("here": the subject's own place).

    With `within_m` it starts at every lowest place of the tree no further than that from the subject, as the crow
    flies; with `venue_kind` besides, at the venues of that kind in the ring.
    """

    measure: str
    at: str = "here"
    within_m: float | None = None
    venue_kind: str = ""


@dataclass(frozen=True)
class Trigger:
    """When `when` holds for a subject of `scope` (at tree level `at` for places), do `then`.

    `effect` "wider" states that something done must reach above the level that fires it.
    """

    id: str
    title: Text
    scope: Scope
    when: str
    then: tuple[Action, ...]
    at: str = ""
    source: str = ""
    effect: str = ""


@dataclass(frozen=True)
class TestingRule:
    """How a round is laid out: who shares a tube, how many a site and a sampler take, by when it is done."""

    pool_size: int
    site_capacity: int
    people_per_sampler: int
    max_walk_m: float
    small_population: int
    small_hours: float
    large_hours: float


@dataclass(frozen=True)
class StaffingRule:
    """Who can be sent: one worker per `residents_per_worker`, of whom `available_share` can leave their place."""

    residents_per_worker: int
    available_share: float


@dataclass(frozen=True)
class Ending:
    """When an outbreak is over: the condition (scope outbreak) and the hours in which what stands is released."""

    when: str
    release_hours: float


@dataclass(frozen=True)
class Plan:
    """One version of a plan pack, with its disease, its legal ground and its measures resolved."""

    id: str
    version: str
    title: Text
    disease: str
    legal: str
    valid_from: date
    valid_to: date | None
    levels: tuple[str, ...]
    """Risk levels from low to high; empty where the plan has no areas."""
    tracing: TracingRule
    areas: tuple[AreaRule, ...]
    triggers: tuple[Trigger, ...]
    ending: Ending
    measures: Mapping[str, Measure]
    figures: Mapping[str, Figure]
    """Dotted path of a rule's figure -> where it comes from."""
    testing: TestingRule | None = None
    staffing: StaffingRule | None = None
    signatures_required: int = 2
    zones: str = ""
    """The pack of zones the plan includes ("" for none)."""
    zone_levels: tuple[str, ...] = ()
    """The levels of that pack, from the mildest to the strictest."""
    family: str = ""
    """The plans of one family follow each other in time: one of them is in force on a date."""
    source_titles: Mapping[str, str] = field(default_factory=dict)
    """Source id -> title and address, for the plan and its measures together."""
    clocks: tuple[ClockRule, ...] = ()
    quiet: QuietHours = NEVER_QUIET
