"""Prices of delay with their intervals: a bar with a whisker, and signed figures."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from fangxian.doors.web import packs
from fangxian.doors.web.rendering import language_of
from fangxian.operations.race.rows import Figure

register = template.Library()
WIDTH, HEIGHT = 120, 20
_LEFT, _MIDDLE = 16, 10
"""Where zero lies: what an interval holds below it is cut there."""


@register.simple_tag
def price_bar(figure: Figure, most: float, label: str) -> SafeString:
    """Draw a price as a bar from zero, its interval as a whisker, on a scale that ends at `most`."""
    mean, low, high = (_across(value, most) for value in (figure.mean, figure.low, figure.high))
    start, length = min(_LEFT, mean), max(abs(mean - _LEFT), 1)
    return format_html(
        '<svg class="price" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">'
        '<rect x="{}" y="4" width="{}" height="12"/><path class="zero" d="M{} 0V{}"/>'
        '<path class="whisker" d="M{} {}H{}M{} 6V14M{} 6V14"/></svg>',
        WIDTH, HEIGHT, WIDTH, HEIGHT, label, start, length, _LEFT, HEIGHT, low, _MIDDLE, high, low, high,
    )  # fmt: skip


@register.simple_tag
def price(figure: Figure) -> SafeString:
    """Return a price with the ends of its interval below it."""
    ends = f"{signed(figure.low)} – {signed(figure.high)}"
    return format_html('<span class="figure">{}<span class="sub">{}</span></span>', signed(figure.mean), ends)


@register.filter
def signed(value: float) -> str:
    """Return a figure with its sign, a true minus, as finely as its size allows.

    >>> signed(0.034), signed(-1.25), signed(1234.5)
    ('+0.03', '−1.2', '+1,234')
    """
    size = abs(value)
    told = f"{size:,.0f}" if size >= 20 else f"{size:.1f}" if size >= 1 else f"{size:.2f}"
    return told if float(told.replace(",", "")) == 0.0 else f"{'−' if value < 0 else '+'}{told}"


@register.filter
def tenths(value: float | None) -> str:
    """Return hours to a tenth."""
    return "–" if value is None else f"{value:.1f}"


@register.filter
def rounded(value: float | None) -> str:
    """Return a number of people, whole."""
    return "–" if value is None else f"{value:,.0f}"


@register.filter
def plan_of_clock(plan: str) -> str:
    """Return what a plan with its version is called."""
    return packs.plan_title(plan).in_(language_of())


def _across(value: float, most: float) -> float:
    room = WIDTH - _LEFT - 2
    return round(_LEFT + max(min(value / max(most, 1e-9), 1.0) * room, 2.0 - _LEFT), 1)
