"""Figures of a drill as a reader expects them."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from fangxian.doors.web.rendering import language_of
from fangxian.doors.web.templatetags.rehearsals import difference
from fangxian.engines.problems import Text
from fangxian.engines.testing.surge import SHORT_WORDS
from fangxian.operations.rehearsals.rows import Paired

register = template.Library()
TOO_SMALL = Text("太小，无法判断", "too small to tell")


@register.simple_tag
def cost_of(one: Paired) -> SafeString:
    """Return what a lateness cost with its interval; “too small to tell” where the interval holds zero."""
    if not one.too_close:
        return difference(one)
    return format_html('<span class="soft">≈ {}</span>', TOO_SMALL.in_(language_of()))


@register.filter
def signed(value: float) -> str:
    """Return a whole number with its sign, a true minus.

    >>> signed(-3.0), signed(0.0)
    ('−3', '0')
    """
    whole = f"{abs(value):,.0f}"
    return whole if whole == "0" else f"{'−' if value < 0 else '+'}{whole}"


@register.filter
def whole(value: float) -> str:
    """Return a number without a fraction, with thousands separators."""
    return f"{value:,.0f}"


@register.filter
def one_place(value: float) -> str:
    """Return a number with one place after the point."""
    return f"{value:,.1f}"


@register.filter
def unlocalised(value: float) -> str:
    """Return a number as markup wants it, whatever the reader's language."""
    return f"{value:.4f}"


@register.filter
def held_up(what: str) -> str:
    """Return what kept more people from being sampled in an hour; nothing where nothing did."""
    return SHORT_WORDS[what].in_(language_of()) if what else ""
