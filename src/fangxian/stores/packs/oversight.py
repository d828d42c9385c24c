"""Read an oversight pack: the grounds and the ladder of sanctions, what a visit asks, how long work takes.

A ground that rests on the price of a delay, on who probably infected whom or on what an office told of itself makes
the pack unreadable: no later check has to catch it.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from fangxian.engines.inspecting import (
    NEVER_A_GROUND,
    SEVERITIES,
    Ground,
    OversightRule,
    Question,
    Step,
    WorkFigure,
)
from fangxian.engines.plans import Figure
from fangxian.engines.problems import Text
from fangxian.stores.packs.checking import hold_to
from fangxian.stores.packs.documents import Document
from fangxian.stores.packs.figures import resolve
from fangxian.stores.packs.problems import PackProblem, raise_all, unknown_reference
from fangxian.stores.packs.reading import open_pack
from fangxian.stores.packs.remembering import remembered
from fangxian.stores.packs.shapes import Line, Sources, TextShape

Hours = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Confidence = Literal["A", "B", "C", "M"]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GroundShape(_Shape):
    title: TextShape
    rests_on: list[Literal["finding", "false-proof", "not-rectified", "late-dispatch"]] = Field(min_length=1)
    most: Line
    source: list[str]
    confidence: Confidence


class StepShape(_Shape):
    key: Line
    title: TextShape
    authority: TextShape
    names_published: bool
    source: list[str]
    confidence: Confidence


class QuestionShape(_Shape):
    key: Line
    title: TextShape
    severity: Literal["minor", "serious", "grave"]


class WorkShape(_Shape):
    each: Literal["dispatch", "household", "person"]
    minutes: Hours


class DutyShape(_Shape):
    from_hour: float = Field(ge=0, le=24)
    to_hour: float = Field(gt=0, le=24)


class OversightShape(_Shape):
    id: Line
    title: TextShape
    never: dict[str, TextShape]
    grounds: dict[str, GroundShape]
    ladder: list[StepShape] = Field(min_length=1)
    questions: list[QuestionShape] = Field(min_length=1)
    weights: dict[
        Literal["overdue_share", "exposures", "elderly_alone", "days_since"], Annotated[float, Field(ge=0)]
    ]
    duty: DutyShape
    spread: float = Field(ge=0, lt=1)
    acknowledge_hours: Hours
    hearing_hours: Hours
    appeal_days: Hours
    rectify_hours: dict[Literal["minor", "serious", "grave"], Hours]
    work: dict[str, WorkShape] = {}
    sources: Sources = {}


@remembered
def read_oversight(jurisdiction: str) -> OversightRule:
    """Read the rules of oversight of a jurisdiction; they bear the id of its legal pack.

    Raises:
        Problem: unknown; PackProblem: not in the format, or a ground that may never be one (file, line, remedy).
    """
    document = open_pack("oversight", jurisdiction)
    resolved = resolve(document, {})
    shape = hold_to(OversightShape, resolved.tree, document)
    raise_all([*_forbidden(shape, document), *_dangling(shape, document)])
    return _build(shape, resolved.figures)


def _forbidden(shape: OversightShape, document: Document) -> Iterator[PackProblem]:
    for key in (key for key in shape.grounds if key in NEVER_A_GROUND):
        yield PackProblem(
            "never-a-ground",
            document.spot(("grounds", key)),
            Text(f"{key} 被列为追责依据。", f"{key} is given as a ground."),
            Text(
                f"以下永不作为追责依据: {'、'.join(NEVER_A_GROUND)}。", f"Never: {', '.join(NEVER_A_GROUND)}."
            ),
            Text("请删去该依据。", "Take it out."),
        )
    for key in (key for key in NEVER_A_GROUND if key not in shape.never):
        yield PackProblem(
            "never-not-explained",
            document.spot(("never",)),
            Text(f"没有说明为何不得以 {key} 追责。", f"It does not say why {key} is never a ground."),
            Text("每一项都要向读者说明理由。", "Expected a reason for each, for those who read it."),
            Text(f"请在 never 下补上 {key}。", f"Add {key} under `never`."),
        )


def _dangling(shape: OversightShape, document: Document) -> Iterator[PackProblem]:
    steps = [step.key for step in shape.ladder]
    for key, ground in shape.grounds.items():
        if ground.most not in steps:
            spot = document.spot(("grounds", key, "most"))
            yield unknown_reference(spot, Text("追责方式", "step of the ladder"), ground.most, steps)
    missing = [severity for severity in SEVERITIES if severity not in shape.rectify_hours]
    for severity in missing:
        spot = document.spot(("rectify_hours",))
        yield unknown_reference(spot, Text("整改时限", "time to rectify"), severity, shape.rectify_hours)


def _text(shape: TextShape) -> Text:
    return Text(shape.zh, shape.en)


def _build(shape: OversightShape, figures: dict[str, Figure]) -> OversightRule:
    return OversightRule(
        id=shape.id,
        title=_text(shape.title),
        grounds={key: _ground(key, one) for key, one in shape.grounds.items()},
        never={key: _text(one) for key, one in shape.never.items()},
        ladder=tuple(_step(one) for one in shape.ladder),
        questions=tuple(Question(one.key, _text(one.title), one.severity) for one in shape.questions),
        weights={str(name): weight for name, weight in shape.weights.items()},
        work={key: _work(key, one, figures) for key, one in shape.work.items()},
        duty_from_hour=shape.duty.from_hour,
        duty_to_hour=shape.duty.to_hour,
        spread=shape.spread,
        acknowledge_hours=shape.acknowledge_hours,
        hearing_hours=shape.hearing_hours,
        appeal_days=shape.appeal_days,
        rectify_hours={str(name): hours for name, hours in shape.rectify_hours.items()},
        figures=figures,
        source_titles=shape.sources,
    )


def _ground(key: str, shape: GroundShape) -> Ground:
    title, rests_on = _text(shape.title), tuple(shape.rests_on)
    return Ground(key, title, rests_on, shape.most, shape.confidence, tuple(shape.source))


def _step(shape: StepShape) -> Step:
    title, authority = _text(shape.title), _text(shape.authority)
    return Step(shape.key, title, authority, shape.names_published, shape.confidence, tuple(shape.source))


def _work(key: str, shape: WorkShape, figures: dict[str, Figure]) -> WorkFigure:
    figure = figures.get(f"work.{key}.minutes")
    return WorkFigure(shape.each, shape.minutes, figure is not None and figure.confirmed)
