"""A share with its interval as a small bar, and what is usual elsewhere as a mark on it: no inline style."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def interval(part: int, whole: int, low: float, high: float, usual: float | None, label: str) -> SafeString:
    """Draw a share on a line from 0 to 1: its interval as a band, itself as a bar, what is usual as a hollow mark."""
    value = part / whole if whole else None
    own = (
        format_html('<rect class="own" x="{}" y="0" width="2" height="12"/>', _at(value))
        if value is not None
        else ""
    )
    other = format_html('<path class="usual" d="M{} 0v12"/>', _at(usual) + 1) if usual is not None else ""
    return format_html(
        '<svg class="interval" viewBox="0 0 102 12" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="line" x="0" y="5" width="102" height="2"/><rect class="band" x="{}" y="3" width="{}" height="6"/>'
        "{}{}</svg>",
        label,
        _at(low),
        round((high - low) * 100, 1) + 2,
        other,
        own,
    )


def _at(share: float | None) -> float:
    return round((share or 0.0) * 100, 1)
