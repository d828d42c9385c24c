"""Measured figures with their intervals."""

from math import isnan

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def whole(value: float | None) -> str:
    """Return a measured number rounded to a whole one, with thousands separators."""
    return "" if value is None else f"{value:,.0f}"


@register.filter
def percent(value: float | None) -> str:
    """Return a share in hundredths: 12%; a dash where nothing was counted."""
    return "–" if value is None else f"{value:.0%}"


@register.simple_tag
def with_interval(figure: tuple[float, float, float], unit: str = "") -> SafeString:
    """Return a figure with the two ends of its interval in small; "%" turns a share into one of a hundred."""
    value, low, high = (_told(one, unit) for one in figure)
    return format_html('<span>{}<span class="sub">{}–{}</span></span>', value, low, high)


def _told(value: float, unit: str) -> str:
    if isnan(value):
        return "–"
    if unit == "%":
        return f"{value:.0%}"
    return f"{value:,.0f}" if abs(value) >= 20 else f"{value:.1f}"
