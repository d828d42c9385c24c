"""Read a pack of zones: sealed, controlled, precaution, or whatever a ladder calls them."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from fangxian.engines.plans.zones import Covers, ZoneRule, Zones
from fangxian.engines.problems import Text
from fangxian.stores.packs.checking import hold_to
from fangxian.stores.packs.documents import Document
from fangxian.stores.packs.figures import resolve
from fangxian.stores.packs.problems import raise_all, unknown_reference
from fangxian.stores.packs.reading import open_pack, own_figures
from fangxian.stores.packs.remembering import remembered
from fangxian.stores.packs.shapes import Line, Sources, TextShape, ValidShape


class ZoneShape(BaseModel):
    """One level as the pack writes it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: TextShape
    covers: Covers
    restricts: bool
    conduct: TextShape
    clear_days: int = Field(gt=0)
    clear_days_after: dict[str, int] = {}
    round: bool = False
    contacts: bool = False
    then: str
    unit: str = ""
    ring_m: float = Field(default=0, ge=0)
    activity_minutes: float = Field(default=0, ge=0)
    source: list[str]
    confidence: Literal["A", "B", "C", "M"]
    note: str = ""


class ZonesShape(BaseModel):
    """A pack of zones."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Line
    version: Line
    title: TextShape
    valid: ValidShape
    levels: list[str] = Field(min_length=1)
    figures: dict[str, object] = {}
    zones: dict[str, ZoneShape]
    sources: Sources


@remembered
def read_zones(zones_id: str) -> Zones:
    """Read a pack of zones.

    Raises:
        Problem: unknown; PackProblem: not in the format, or a level without a rule or that leads nowhere.
    """
    document = open_pack("zones", zones_id)
    named = own_figures(document)
    resolved = resolve(document, named)
    shape = hold_to(ZonesShape, resolved.tree, document)
    _check_levels(shape, document)
    valid_from: date = shape.valid.from_
    return Zones(
        id=shape.id,
        version=shape.version,
        title=Text(shape.title.zh, shape.title.en),
        valid_from=valid_from,
        valid_to=shape.valid.to,
        levels=tuple(shape.levels),
        rules={level: _rule(level, shape.zones[level]) for level in shape.levels},
        figures=resolved.figures,
        source_titles=shape.sources,
    )


def _check_levels(shape: ZonesShape, document: Document) -> None:
    title = Text("区域等级", "level of the ladder")
    raise_all(
        unknown_reference(document.spot(path), title, level, known)
        for path, level, known in (
            *((("levels",), level, sorted(shape.zones)) for level in shape.levels),
            *((("zones", name), name, shape.levels) for name in shape.zones),
            *(
                (("zones", name, "then"), one.then or shape.levels[0], shape.levels)
                for name, one in shape.zones.items()
            ),
        )
        if level not in known
    )


def _rule(level: str, shape: ZoneShape) -> ZoneRule:
    kept = shape.model_dump(exclude={"title", "conduct", "source", "confidence", "note"})
    return ZoneRule(
        level=level,
        title=Text(shape.title.zh, shape.title.en),
        conduct=Text(shape.conduct.zh, shape.conduct.en),
        source=", ".join(shape.source),
        **kept,
    )
