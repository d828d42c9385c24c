"""The shape of each kind of pack once its figures are in place; unknown keys are errors."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from fangxian.engines.plans.burden import CostKind, Per, Route
from fangxian.engines.plans.clocks import ClockOf
from fangxian.engines.plans.door import AskedOf
from fangxian.engines.plans.measure import Clock, Kind
from fangxian.engines.plans.plan import Scope

Line = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Sources = dict[str, Line]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LeafShape(_Shape):
    v: Any
    u: str = ""
    s: list[str] = []
    c: Literal["A", "B", "C", "M"]
    note: str = ""


class TextShape(_Shape):
    zh: Line
    en: Line


class ValidShape(_Shape):
    from_: date = Field(alias="from")
    to: date | None = None
    source: list[str] = []
    confidence: Literal["A", "B", "C", "M"] = "M"
    note: str = ""


class DurationShape(_Shape):
    clock: Clock
    to_days: float = Field(gt=0, allow_inf_nan=False)
    from_days: float = 0
    to_clock: Clock | None = None


class DeadlineShape(_Shape):
    clock: Clock
    hours: float = Field(gt=0, allow_inf_nan=False)
    lapses: bool = False
    same_day: bool = False


class OwnerShape(_Shape):
    level: Line
    role: Line


class StaffShape(_Shape):
    role: Line
    people: int = Field(gt=0)
    per_people: int = Field(ge=0)
    shifts: int = Field(1, gt=0)


class ExemptShape(_Shape):
    roles: list[TextShape] = Field(min_length=1)
    share: float = Field(ge=0, le=1)


class CostShape(_Shape):
    per: Per
    amount: float = Field(ge=0, allow_inf_nan=False)


class ReductionShape(_Shape):
    low: float = Field(ge=-1, le=1)
    high: float = Field(ge=-1, le=1)
    kinds: tuple[str, ...] = ()
    coverage: float = Field(default=1.0, ge=0, le=1)
    after_days: float = Field(default=0.0, ge=0, allow_inf_nan=False)


class EffectShape(_Shape):
    reduces: dict[Route, ReductionShape] = {}
    not_modelled: TextShape | None = None


class AskShape(_Shape):
    of: AskedOf
    minutes: float = Field(gt=0, le=240)
    once: bool = False
    title: TextShape | None = None


class MeasureShape(_Shape):
    id: Line
    title: TextShape
    kind: Kind
    binds: TextShape
    binds_share: float = Field(default=1.0, ge=0, le=1)
    restricts: bool
    voluntary_first: bool = False
    shuts_in: bool = False
    duration: DurationShape
    deadline: DeadlineShape
    owner: OwnerShape
    cascade_to: Line
    departments: dict[str, list[str]] = {}
    proof: Literal["tap", "count", "list", "location"]
    legal_basis: Line
    instruction: TextShape
    cost: TextShape
    exempt: ExemptShape | None = None
    costs: dict[CostKind, CostShape] = {}
    effect: EffectShape | None = None
    door: dict[Line, AskShape] = {}
    staff: list[StaffShape] = []
    report: list[str] = []
    sources: Sources = {}


class TracingShape(_Shape):
    counted_kinds: list[str]
    from_days: int
    to_days: int | None = None
    latent_days: float
    anchors: list[Literal["onset_on", "sampled_at", "reported_on"]] = [
        "onset_on",
        "sampled_at",
        "reported_on",
    ]
    degrees: int = Field(default=1, ge=1, le=2)
    min_minutes: float = Field(default=0, ge=0)
    linger_minutes: dict[str, float] = {}
    venue_factor: dict[str, float] = {}
    seat_rows: dict[str, int] = {}
    infectiousness: dict[int, float] = {}
    score_threshold: dict[int, float] = {}
    budget: dict[int, int] = {}
    household_score: float = 1
    named_score: float = 1
    exposed_from_days: int = -14
    exposed_to_days: int = 0
    incubation: dict[int, float] = {}


class AreaShape(_Shape):
    title: TextShape
    level: Line
    unit: Line
    when: Line
    ends_when: Line
    source: list[str]
    confidence: Literal["A", "B", "C", "M"]
    note: str = ""


class ActionShape(_Shape):
    measure: Line
    at: Line = "here"
    within_m: float | None = Field(default=None, gt=0)
    venue_kind: str = ""


class TriggerShape(_Shape):
    title: TextShape
    scope: Scope
    at: str = ""
    when: Line
    effect: Literal["", "wider"] = ""
    then: list[ActionShape] = Field(min_length=1)
    source: list[str]
    confidence: Literal["A", "B", "C", "M"]
    note: str = ""


class TestingShape(_Shape):
    pool_size: int = Field(gt=0)
    site_capacity: int = Field(gt=0)
    people_per_sampler: int = Field(gt=0)
    max_walk_m: float = Field(gt=0)
    small_population: int
    small_hours: float = Field(gt=0)
    large_hours: float = Field(gt=0)


class StaffingShape(_Shape):
    residents_per_worker: int = Field(gt=0)
    available_share: float = Field(ge=0, le=1)


class AnswersShape(_Shape):
    level: Line = "here"
    department: str = ""
    role: str = ""


class ClockShape(_Shape):
    title: TextShape
    of: ClockOf
    starts: Line
    stops: list[Line] = Field(min_length=1)
    hours: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    answers: AnswersShape = AnswersShape()
    remind_before: list[Annotated[float, Field(gt=0, allow_inf_nan=False)]] = []
    escalate_after: list[Annotated[float, Field(ge=0, allow_inf_nan=False)]] = []
    can_wait: bool = False
    upstream: str = ""
    source: list[str]
    confidence: Literal["A", "B", "C", "M"]
    note: str = ""


class QuietHoursShape(_Shape):
    from_hour: float = Field(ge=0, lt=24)
    to_hour: float = Field(ge=0, lt=24)


class EndingShape(_Shape):
    when: Line
    release_hours: float = Field(gt=0)


class PlanOutline(BaseModel):
    """What must stand before a plan's figures and measures can be looked up."""

    disease: Line
    legal: Line
    figures: dict[str, Any] = {}
    measures: dict[str, dict[str, Any]] = {}


class ZonesOutline(BaseModel):
    """What a plan's conditions need of the pack of zones it includes."""

    levels: list[str]


class PlanShape(_Shape):
    id: Line
    family: Line
    version: Line
    extends: str = ""
    title: TextShape
    disease: Line
    legal: Line
    valid: ValidShape
    levels: list[str] = []
    figures: dict[str, object] = {}
    tracing: TracingShape
    areas: dict[str, AreaShape] = {}
    zones: str = ""
    triggers: dict[str, TriggerShape]
    measures: dict[str, dict[str, object]] = {}
    testing: TestingShape | None = None
    staffing: StaffingShape | None = None
    clocks: dict[str, ClockShape] = {}
    quiet_hours: QuietHoursShape | None = None
    ending: EndingShape
    signatures_required: int = Field(default=2, ge=2)
    sources: Sources


class DiseaseShape(_Shape):
    id: Line
    title: TextShape
    agent: TextShape
    case_definition: TextShape
    immune_values: list[str] = ["immune"]
    figures: dict[str, object]
    sources: Sources


class BasisShape(_Shape):
    title: TextShape
    law: TextShape
    authority: TextShape
    max_days: float | None
    max_total_days: float | None = None
    review: TextShape
    counsel: TextShape
    court: TextShape
    appeal: TextShape
    source: list[str]
    confidence: Literal["A", "B", "C", "M"]


class HoursShape(_Shape):
    serve_hours: float = Field(gt=0, allow_inf_nan=False)
    review_days: float = Field(gt=0, allow_inf_nan=False)
    appeal_hours: float = Field(gt=0, allow_inf_nan=False)


class LegalShape(_Shape):
    id: Line
    title: TextShape
    jurisdiction: TextShape
    valid: ValidShape
    hours: HoursShape | None = None
    bases: dict[str, BasisShape]
    sources: Sources
