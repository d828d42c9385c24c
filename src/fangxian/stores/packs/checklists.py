"""Read a checklist pack: what is asked at venues of each kind, how often, and the clocks of outreach."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from fangxian.engines.plans import Figure
from fangxian.engines.problems import Text
from fangxian.engines.visiting import ANY_KIND, SEVERITIES, Checklist, VenueKind, VenueQuestion
from fangxian.stores.packs.checking import hold_to
from fangxian.stores.packs.documents import Document
from fangxian.stores.packs.figures import resolve
from fangxian.stores.packs.problems import PackProblem, raise_all, unknown_reference
from fangxian.stores.packs.reading import open_pack
from fangxian.stores.packs.remembering import remembered
from fangxian.stores.packs.shapes import Line, Sources, TextShape

_Amount = Annotated[float, Field(gt=0, allow_inf_nan=False)]
_Severity = Literal["minor", "serious", "grave"]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class QuestionShape(_Shape):
    """A question; a no is a finding of this severity."""

    title: TextShape
    severity: _Severity
    source: list[str]
    confidence: Literal["A", "B", "C", "M"]


class KindShape(_Shape):
    """A kind of venue and what is asked there."""

    title: TextShape
    every_days: _Amount
    minutes: _Amount
    asks: list[Line] = Field(min_length=1)


class ChecklistShape(_Shape):
    """A pack of checklists."""

    id: Line
    title: TextShape
    questions: dict[str, QuestionShape] = Field(min_length=1)
    kinds: dict[str, KindShape]
    weights: dict[Literal["interval", "findings", "exposures", "risk"], Annotated[float, Field(ge=0)]]
    shorter: dict[Literal["low", "medium", "high"], Annotated[float, Field(gt=0, le=1)]]
    rectify_hours: dict[_Severity, _Amount]
    near_m: _Amount
    closed_days: _Amount
    leave_test_hours: _Amount
    acknowledge_hours: _Amount
    keep_days: _Amount
    sources: Sources = {}


@remembered
def read_checklist(jurisdiction: str) -> Checklist:
    """Read the checklists of a jurisdiction; they bear the id of its legal pack.

    Raises:
        Problem: unknown; PackProblem: not in the format, a question nobody wrote, no list for other venues.
    """
    document = open_pack("checklists", jurisdiction)
    resolved = resolve(document, {})
    shape = hold_to(ChecklistShape, resolved.tree, document)
    raise_all(_dangling(shape, document))
    return _build(shape, resolved.figures)


def _dangling(shape: ChecklistShape, document: Document) -> Iterator[PackProblem]:
    for key, kind in shape.kinds.items():
        for asked in (one for one in kind.asks if one not in shape.questions):
            spot = document.spot(("kinds", key, "asks"))
            yield unknown_reference(spot, Text("问题", "question"), asked, shape.questions)
    if ANY_KIND not in shape.kinds:
        spot = document.spot(("kinds",))
        yield unknown_reference(spot, Text("其他场所的清单", "list for other venues"), ANY_KIND, shape.kinds)
    for severity in (one for one in SEVERITIES if one not in shape.rectify_hours):
        spot = document.spot(("rectify_hours",))
        yield unknown_reference(spot, Text("整改时限", "time to rectify"), severity, shape.rectify_hours)


def _build(shape: ChecklistShape, figures: dict[str, Figure]) -> Checklist:
    questions = {key: _question(key, one) for key, one in shape.questions.items()}
    return Checklist(
        id=shape.id,
        title=_text(shape.title),
        kinds={key: _kind(key, one, questions) for key, one in shape.kinds.items()},
        weights={str(name): weight for name, weight in shape.weights.items()},
        shorter={str(name): share for name, share in shape.shorter.items()},
        rectify_hours={str(name): hours for name, hours in shape.rectify_hours.items()},
        near_m=shape.near_m,
        closed_days=shape.closed_days,
        leave_test_hours=shape.leave_test_hours,
        acknowledge_hours=shape.acknowledge_hours,
        keep_days=shape.keep_days,
        figures=figures,
        source_titles=shape.sources,
    )


def _text(shape: TextShape) -> Text:
    return Text(shape.zh, shape.en)


def _question(key: str, shape: QuestionShape) -> VenueQuestion:
    return VenueQuestion(key, _text(shape.title), shape.severity, shape.confidence, tuple(shape.source))


def _kind(key: str, shape: KindShape, questions: dict[str, VenueQuestion]) -> VenueKind:
    asked = tuple(questions[one] for one in shape.asks)
    return VenueKind(key, _text(shape.title), shape.every_days, shape.minutes, asked)
