"""Read a pack of quarantine: rules of quarantine places and of care, for the plans of one family."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from fangxian.engines.plans.quarantine import CareRule, QuarantineRule, RestartScope
from fangxian.engines.problems import Text
from fangxian.stores.packs.checking import hold_to
from fangxian.stores.packs.figures import resolve
from fangxian.stores.packs.folders import list_packs
from fangxian.stores.packs.reading import open_pack, own_figures
from fangxian.stores.packs.remembering import remembered
from fangxian.stores.packs.shapes import Line, Sources, TextShape, ValidShape

_Count = Annotated[int, Field(gt=0)]
_Above = Annotated[float, Field(gt=0, allow_inf_nan=False)]
_Share = Annotated[float, Field(gt=0, le=1)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RestartShape(_Shape):
    """Who begins anew when somebody turns out positive."""

    scopes: list[RestartScope] = Field(min_length=1)
    days_before: _Above


class CareShape(_Shape):
    """How those shut in are looked after."""

    carers: _Count
    visit_hours: dict[str, _Above]
    medicine_days: _Count
    ambulance_minutes: _Above


class QuarantineShape(_Shape):
    """A pack of quarantine."""

    id: Line
    family: Line
    title: TextShape
    valid: ValidShape
    figures: dict[str, object] = {}
    test_days: list[_Count] = Field(min_length=1)
    room_people: _Count
    transfer_hours: _Above
    flag_hours: _Above
    group_share: _Share
    restart: RestartShape
    care: CareShape
    sources: Sources


@remembered
def read_quarantine(pack_id: str) -> QuarantineRule:
    """Read a pack of quarantine.

    Raises:
        Problem: unknown; PackProblem: not in the format.
    """
    document = open_pack("quarantine", pack_id)
    resolved = resolve(document, own_figures(document))
    shape = hold_to(QuarantineShape, resolved.tree, document)
    care = shape.care
    return QuarantineRule(
        id=shape.id,
        family=shape.family,
        title=Text(shape.title.zh, shape.title.en),
        valid_from=shape.valid.from_,
        valid_to=shape.valid.to,
        test_days=tuple(sorted(set(shape.test_days))),
        room_people=shape.room_people,
        transfer_hours=shape.transfer_hours,
        flag_hours=shape.flag_hours,
        group_share=shape.group_share,
        restart_scopes=tuple(shape.restart.scopes),
        days_before=shape.restart.days_before,
        care=CareRule(care.carers, care.visit_hours, care.medicine_days, care.ambulance_minutes),
        figures=resolved.figures,
        source_titles=shape.sources,
    )


def find_quarantine(family: str, on: date) -> QuarantineRule | None:
    """Return the rules in force for a family of plans on a local date, the latest of several; or none."""
    of_family = [
        read_quarantine(one)
        for one in list_packs("quarantine")
        if open_pack("quarantine", one).tree.get("family") == family
    ]
    in_force = [
        one for one in of_family if one.valid_from <= on and (one.valid_to is None or on <= one.valid_to)
    ]
    return max(in_force, key=lambda one: (one.valid_from, one.id), default=None)
