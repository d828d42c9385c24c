"""The bar of supplies and amounts in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.utils.safestring import SafeString

from fangxian.doors.web.rendering import language_of
from fangxian.doors.web.supply_words import UNITS, amount_words
from fangxian.doors.web.templatetags.exposures import parts_of_whole
from fangxian.engines.problems import Text
from fangxian.operations.ids import new_id
from fangxian.operations.supplies.rows import Board, DonationRow, DropRow

register = template.Library()


@register.simple_tag
def supply_bar(board: Board, label: str) -> SafeString:
    """Draw the households as served, on the way and unserved: one width, always full."""
    parts = [("verified", board.served), ("acknowledged", board.on_the_way), ("late", board.unserved)]
    return parts_of_whole(label, board.households, parts)


@register.filter
def amount(row: Any, name: str = "quantity") -> str:
    """Return a quantity of a row in its unit: `{{ lot|amount:"in_stock" }}`."""
    return amount_words(getattr(row, name), row.unit).in_(language_of())


@register.filter
def given(row: DonationRow) -> str:
    """Return what a donation is: so much of an item, or so many yuan."""
    size = row.quantity if row.quantity else row.amount_yuan
    words = amount_words(size, row.unit).in_(language_of())
    return f"{row.title.in_(language_of())} {words}" if row.quantity else words


@register.simple_tag
def new_mark() -> str:
    """Return an id for what a form will record: pressed twice, it is one record."""
    return str(new_id())


@register.filter
def unit_word(unit: str) -> str:
    """Return the word of a unit."""
    return UNITS[unit].in_(language_of()) if unit in UNITS else unit


@register.filter
def join_ids(rows: Iterable[Any]) -> str:
    """Return the ids of rows, one after the other."""
    return ", ".join(str(row.id) for row in rows)


@dataclass(frozen=True)
class Gate:
    """What goes to one gate, for who reads no doors."""

    nth: int
    gate: str
    place: Text
    at: datetime
    doors: int


@register.filter
def by_gate(drops: Iterable[DropRow]) -> list[Gate]:
    """Return the doors of a round put together by gate, in the order they are driven to."""
    grouped: dict[tuple[int, str], list[DropRow]] = {}
    for one in drops:
        grouped.setdefault((one.nth, one.gate_id), []).append(one)
    return [
        Gate(nth, gate, doors[0].place, doors[0].at, len(doors)) for (nth, gate), doors in grouped.items()
    ]
