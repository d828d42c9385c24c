"""Scores by day against the limit as a small chart: places as attributes, because our policy allows no inline style."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from fangxian.operations.custody.drift.rows import Point

register = template.Library()
WIDTH, HEIGHT, MOST_DAYS = 168, 36, 28
_TOP, _FOOT, _HIGHEST = 4, 32, 1.25
"""What lies higher than a quarter above the limit is drawn there."""


@register.simple_tag
def score_line(points: Sequence[Point], label: str) -> SafeString:
    """Draw the latest days' scores, the limit as a line across, alarms as dots."""
    shown = points[-MOST_DAYS:]
    step = (WIDTH - 8) / max(len(shown) - 1, 1)
    spots = [(round(4 + step * at, 1), _height(point.score), point) for at, point in enumerate(shown)]
    path = " ".join(f"{'L' if at else 'M'}{x} {y}" for at, (x, y, _) in enumerate(spots))
    marks = [("alarm" if point.alarm else "day", x, y, 4 if point.alarm else 2) for x, y, point in spots]
    return format_html(
        '<svg class="scores" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">'
        '<path class="limit" d="M0 {}H{}"/><path class="course" d="{}"/>{}</svg>',
        WIDTH,
        HEIGHT,
        WIDTH,
        HEIGHT,
        label,
        _height(1.0),
        WIDTH,
        path,
        format_html_join("", '<circle class="{}" cx="{}" cy="{}" r="{}"/>', marks),
    )


@register.filter
def percent(score: float) -> int:
    """Return a score as hundredths of its limit."""
    return round(score * 100)


def _height(score: float) -> float:
    return round(_FOOT - (_FOOT - _TOP) * min(score, _HIGHEST) / _HIGHEST, 1)
