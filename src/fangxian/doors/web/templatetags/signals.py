"""Facts of signals for templates: they are kept as JSON, instants as text."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template

register = template.Library()


@register.filter
def instant(text: str) -> datetime:
    """Return the instant a fact holds."""
    return datetime.fromisoformat(text)


@register.filter
def short_of(facts: Mapping[str, Any]) -> int:
    """Return by how much a capacity does not suffice."""
    return max(int(facts["needed"]) - int(facts["available"]), 0)
