"""Figures of a fit: numbers of people, and a bar with a whisker."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from fangxian.operations.fits.rows import Interval

register = template.Library()
WIDTH, HEIGHT = 200, 20
_MIDDLE, _LEAST = 10, 1.0


@register.filter
def people(value: float) -> str:
    """Return a number of people, whole from ten on, to a tenth below.

    >>> people(12.4), people(3.44), people(2.0)
    ('12', '3.4', '2')
    """
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}".removesuffix(".0")


@register.simple_tag
def undetected_bar(found: Interval, most: float, label: str) -> SafeString:
    """Draw a median as a bar from zero and the middle nine tenths as a whisker, on a scale that ends at `most`."""
    middle, low, high = (_across(value, most) for value in (found.q50, found.q05, found.q95))
    return format_html(
        '<svg class="price" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">'
        '<rect x="0" y="4" width="{}" height="12"/>'
        '<path class="whisker" d="M{} {}H{}M{} 6V14M{} 6V14"/></svg>',
        WIDTH, HEIGHT, WIDTH, HEIGHT, label, max(middle, _LEAST), low, _MIDDLE, high, low, high,
    )  # fmt: skip


def _across(value: float, most: float) -> float:
    return round(1.0 + value / max(most, 1e-9) * (WIDTH - 2.0), 1)
