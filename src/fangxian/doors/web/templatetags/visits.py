"""What a visit is made of, counted."""

from django import template

from fangxian.operations.visits.rows import PARTS, Visit

register = template.Library()


@register.filter
def by_kind(visit: Visit) -> list[tuple[str, int]]:
    """Return (kind, how many) of the parts of a visit, what is handed over first."""
    return [(kind, len(visit.of_kind(kind))) for kind in PARTS if visit.of_kind(kind)]
