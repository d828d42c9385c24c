"""Read a pack of supplies: what a closed household needs a day, what it may ask for, how rounds are reckoned."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from fangxian.engines.problems import Text
from fangxian.engines.supplies import Driving, Item, SupplyRule
from fangxian.stores.packs.checking import hold_to
from fangxian.stores.packs.figures import resolve
from fangxian.stores.packs.reading import open_pack
from fangxian.stores.packs.remembering import remembered
from fangxian.stores.packs.shapes import Line, Sources, TextShape

DEFAULT = "cn-daily-living"
"""The pack that comes with Fangxian."""

_Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]
_Above = Annotated[float, Field(gt=0, allow_inf_nan=False)]
_Band = Literal["infants", "children", "adults", "elders"]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ItemShape(_Shape):
    """One kind of supply."""

    title: TextShape
    unit: Line
    unit_g: _Above
    per_day: dict[_Band, _Amount] = {}
    least_days: int = Field(default=0, ge=0)
    sealed: bool = False


class DrivingShape(_Shape):
    """How rounds are reckoned."""

    metres_a_minute: _Above
    detour: float = Field(ge=1, allow_inf_nan=False)
    gate_minutes: _Amount
    household_minutes: _Amount
    reload_minutes: _Amount


class SuppliesShape(_Shape):
    """A pack of supplies."""

    id: Line
    title: TextShape
    days: int = Field(gt=0)
    lead_hours: _Amount
    items: dict[Line, ItemShape] = Field(min_length=1)
    driving: DrivingShape
    told: dict[Line, dict[Line, int]] = {}
    sources: Sources = {}


@remembered
def read_supplies(supplies_id: str) -> SupplyRule:
    """Read a pack of supplies.

    Raises:
        Problem: unknown; PackProblem: not in the format (file, line, remedy).
    """
    document = open_pack("supplies", supplies_id)
    resolved = resolve(document, {})
    shape = hold_to(SuppliesShape, resolved.tree, document)
    rule = SupplyRule(
        id=shape.id,
        title=Text(shape.title.zh, shape.title.en),
        items={key: _item(key, one) for key, one in shape.items.items()},
        days=shape.days,
        lead_hours=shape.lead_hours,
        driving=Driving(**shape.driving.model_dump()),
        told=shape.told,
        figures=resolved.figures,
        source_titles=shape.sources,
    )
    for items in rule.told.values():
        for item in items:
            rule.get_item(item)
    return rule


def _item(key: str, shape: ItemShape) -> Item:
    rates = {str(band): rate for band, rate in shape.per_day.items()}
    title = Text(shape.title.zh, shape.title.en)
    return Item(key, title, shape.unit, shape.unit_g, rates, shape.least_days, shape.sealed)
