"""Small bars and dots of the exposed and of follow-up, as SVG with widths as attributes: no inline style."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
MOST_DOTS = 60
STEP = 14
"""From one dot to the next, in the picture's own units."""


@register.simple_tag
def share(part: int, whole: int, label: str = "") -> SafeString:
    """Draw how much of a whole is done."""
    return parts_of_whole(label, whole, [("done", part)])


@register.simple_tag
def attendees(row: Any, label: str) -> SafeString:
    """Draw the people of a venue: found, waiting to be confirmed, still unknown (hollow: nobody knows how many)."""
    if row.unknown is None:
        return parts_of_whole(label, 1, [("nobody-knows", 1)])
    unknown = row.unknown
    return parts_of_whole(
        label,
        row.found + row.waiting + unknown,
        [("verified", row.found), ("done", row.waiting), ("unfound", unknown)],
    )


@register.simple_tag
def day_counts(row: Any, label: str) -> SafeString:
    """Draw a day of an office's checks: seen, refused, not reached; whom nobody has been to yet stays empty."""
    names = (("verified", "seen"), ("waits", "refused"), ("acknowledged", "not_reached"))
    return parts_of_whole(label, row.due, [(shade, getattr(row, name)) for shade, name in names])


def parts_of_whole(label: str, whole: int, parts: Iterable[tuple[str, int]]) -> SafeString:
    """Return a bar that always fills the width; `parts` follow each other from the left."""
    drawn, start = [], 0
    for shade, size in parts:
        drawn.append((shade, start, size))
        start += size
    rects = format_html_join("", '<rect class="{}" x="{}" y="0" width="{}" height="100"/>', drawn)
    return format_html(
        '<svg class="bar" viewBox="0 0 {} 100" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>',
        max(whole, 1),
        label,
        rects,
    )


@register.simple_tag
def dots(days: Sequence[Any], today: str, left: int, label: str) -> SafeString:
    """Draw a follow-up's days in their order, one dot a day, its state as class; the days to come stay empty.

    `today`: its state, for a day that is not over is not missed. `left`: the days to come.
    """
    states = [day.state for day in days]
    if states and today == states[-1] == "not-visited":
        states[-1] = "due"
    states += ["to-come"] * min(left, MOST_DOTS - len(states))
    marks = [(state, STEP * number + 7) for number, state in enumerate(states)]
    circles = format_html_join("", '<circle class="{}" cx="{}" cy="7" r="5"/>', marks)
    width = STEP * max(len(marks), 1)
    return format_html(
        '<svg class="dots" viewBox="0 0 {} 14" width="{}" height="14" role="img" aria-label="{}">{}</svg>',
        width,
        width,
        label,
        circles,
    )
