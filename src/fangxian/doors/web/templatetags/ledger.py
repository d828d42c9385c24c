"""The bar of an account: every state of a place as a part of one width that is always full."""

from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString

from fangxian.doors.web.templatetags.exposures import parts_of_whole
from fangxian.operations.ids import new_id

register = template.Library()
STATES = ("done", "excused", "moved", "absent_proved", "refused", "no_answer", "not_visited")
"""In the order in which they are drawn: settled from the left, missing at the right."""


@register.simple_tag
def account_bar(row: Mapping[str, int], label: str) -> SafeString:
    """Draw due + added as its seven states."""
    whole = row["due"] + row["added"]
    return parts_of_whole(label, whole, [(state.replace("_", "-"), row[state]) for state in STATES])


@register.simple_tag
def new_event() -> str:
    """Return an id for what a form will record: pressed twice, it is one event."""
    return str(new_id())


@register.filter
def states(row: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """Return (state, code of its word, people) of the states that somebody is in."""
    return [(state, state.replace("_", "-"), row[state]) for state in STATES if row[state]]


@register.filter
def everybody(row: Mapping[str, int]) -> int:
    """Return due + added."""
    return row["due"] + row["added"]


@register.filter
def settled(row: Mapping[str, int]) -> int:
    """Return the first four states together."""
    return everybody(row) - row["missing"]
