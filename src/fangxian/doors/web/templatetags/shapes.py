"""Bars and risk signs as SVG: widths as attributes, because our policy allows no inline style."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from fangxian.doors.web.rendering import language_of
from fangxian.doors.web.vocabulary import word_for

register = template.Library()
SIGNS = {
    "low": "M7 1a6 6 0 1 0 .01 0Z",
    "medium": "M7 1 13.5 13H.5Z",
    "high": "M4 1h6l3 3v6l-3 3H4l-3-3V4Z",
    "precaution": "M7 1a6 6 0 1 0 .01 0Z",
    "controlled": "M7 1 13.5 13H.5Z",
    "sealed": "M4 1h6l3 3v6l-3 3H4l-3-3V4Z",
}
"""A disc, a triangle, an octagon: the level is read without its colour."""

_LOW = ("late", "blocked")
"""Drawn along the foot of the bar."""


@register.simple_tag
def bar(counts: Any, shape: str = "") -> SafeString:
    """Draw an order's roll-up as nested bars: acknowledged, done, verified; from the right end late, then blocked."""
    total = max(counts.issued, 1)
    parts = [(name, 0, getattr(counts, name)) for name in ("acknowledged", "done", "verified")]
    parts.append(("late", total - counts.overdue, counts.overdue))
    parts.append(("blocked", total - counts.overdue - counts.blocked, counts.blocked))
    rects = format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
        (
            (name, x, 70 if name in _LOW else 0, width, 30 if name in _LOW else 100)
            for name, x, width in parts
        ),
    )
    return format_html(
        '<svg class="bar {}" viewBox="0 0 {} 100" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>',
        shape,
        total,
        describe_counts(counts),
        rects,
    )


def describe_counts(counts: Any) -> str:
    """Return the roll-up in words, for those who do not see the bar."""
    names = ("acknowledged", "done", "verified", "overdue", *(("blocked",) if counts.blocked else ()))
    words = [f"{word_for('status', name).in_(language_of())} {getattr(counts, name):,}" for name in names]
    return " · ".join([f"{counts.issued:,}", *words])


@register.simple_tag
def risk(level: str | None) -> SafeString:
    """Show a risk level by shape, word and colour."""
    label = word_for("risk", level or "").in_(language_of())
    sign = SIGNS.get(level or "")
    drawn = (
        format_html('<svg viewBox="0 0 14 14" aria-hidden="true"><path d="{}"/></svg>', sign) if sign else ""
    )
    return format_html('<span class="risk {}">{}{}</span>', level or "", drawn, label)
