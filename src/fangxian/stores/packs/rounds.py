"""Read a pack of rounds: one version of a guide to mass testing, for the plans of one family."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from fangxian.engines.plans import FrequencyRule, PoolRule, PoolSize, RoundDeadline, RoundGroup, Rounds
from fangxian.engines.plans.rounds import WhichRound
from fangxian.engines.problems import Text
from fangxian.stores.packs.checking import hold_to
from fangxian.stores.packs.documents import Document
from fangxian.stores.packs.figures import resolve
from fangxian.stores.packs.folders import list_packs
from fangxian.stores.packs.reading import open_pack, own_figures
from fangxian.stores.packs.remembering import remembered
from fangxian.stores.packs.shapes import Line, Sources, TextShape, ValidShape

_Count = Annotated[int, Field(gt=0)]


class _Sourced(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    title: TextShape
    source: list[str]
    confidence: Literal["A", "B", "C", "M"]
    note: str = ""


class PoolRuleShape(_Sourced):
    """Who shares a tube with how many."""

    groups: list[RoundGroup] = Field(min_length=1)
    rounds: WhichRound = "all"
    sizes: list[Annotated[int, Field(gt=0)] | Literal["household"]] = Field(min_length=1)


class FrequencyShape(_Sourced):
    """How often a group or an area is sampled."""

    every_days: _Count
    groups: list[RoundGroup] = []
    within_rounds: _Count | None = None
    within_days: _Count | None = None


class RoundDeadlineShape(_Sourced):
    """By when a round is done."""

    up_to_people: _Count | None = None
    hours: float = Field(gt=0, allow_inf_nan=False)
    from_hours: float | None = Field(default=None, gt=0, allow_inf_nan=False)


class RoundsShape(BaseModel):
    """A pack of rounds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Line
    family: Line
    version: Line
    title: TextShape
    valid: ValidShape
    figures: dict[str, object] = {}
    pools: dict[str, PoolRuleShape] = {}
    frequency: dict[str, FrequencyShape] = {}
    deadlines: dict[str, RoundDeadlineShape] = {}
    least_rounds: _Count | None = None
    sources: Sources


def open_rounds(rounds_id: str) -> tuple[Document, RoundsShape]:
    """Return a pack of rounds with its lines.

    Raises:
        Problem: unknown; PackProblem: not in the format.
    """
    document = open_pack("rounds", rounds_id)
    return document, hold_to(RoundsShape, resolve(document, own_figures(document)).tree, document)


@remembered
def read_rounds(rounds_id: str) -> Rounds:
    """Read a pack of rounds. Raises as `open_rounds` does."""
    document, shape = open_rounds(rounds_id)
    return Rounds(
        id=shape.id,
        family=shape.family,
        version=shape.version,
        title=_text(shape.title),
        valid_from=shape.valid.from_,
        valid_to=shape.valid.to,
        pools=tuple(_pool(one_id, one) for one_id, one in shape.pools.items()),
        frequency=tuple(_frequency(one_id, one) for one_id, one in shape.frequency.items()),
        deadlines=tuple(_deadline(one_id, one) for one_id, one in shape.deadlines.items()),
        least_rounds=shape.least_rounds,
        figures=resolve(document, own_figures(document)).figures,
        source_titles=shape.sources,
    )


def find_rounds(family: str, on: date) -> Rounds | None:
    """Return the guide to rounds in force for a family of plans on a local date, the latest of several; or none."""
    in_force = [
        one
        for one in (read_rounds(rounds_id) for rounds_id in list_rounds(family))
        if one.valid_from <= on and (one.valid_to is None or on <= one.valid_to)
    ]
    return max(in_force, key=lambda one: (one.valid_from, one.id), default=None)


def list_rounds(family: str) -> list[str]:
    """Return the ids of the packs of rounds for a family of plans, sorted."""
    return [
        rounds_id
        for rounds_id in list_packs("rounds")
        if open_pack("rounds", rounds_id).tree.get("family") == family
    ]


def _text(shape: TextShape) -> Text:
    return Text(shape.zh, shape.en)


def _pool(rule_id: str, shape: PoolRuleShape) -> PoolRule:
    sizes: tuple[PoolSize, ...] = tuple(shape.sizes)
    return PoolRule(
        rule_id, _text(shape.title), tuple(shape.groups), shape.rounds, sizes, ", ".join(shape.source)
    )


def _frequency(rule_id: str, shape: FrequencyShape) -> FrequencyRule:
    return FrequencyRule(
        id=rule_id,
        title=_text(shape.title),
        every_days=shape.every_days,
        groups=tuple(shape.groups),
        within_rounds=shape.within_rounds,
        within_days=shape.within_days,
        source=", ".join(shape.source),
    )


def _deadline(rule_id: str, shape: RoundDeadlineShape) -> RoundDeadline:
    return RoundDeadline(
        id=rule_id,
        title=_text(shape.title),
        hours=shape.hours,
        from_hours=shape.hours if shape.from_hours is None else shape.from_hours,
        up_to_people=shape.up_to_people,
        source=", ".join(shape.source),
    )
