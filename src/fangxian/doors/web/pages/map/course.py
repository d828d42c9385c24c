"""The hours of an outbreak as the time slider wants them: a label per hour, a tick per hour and kind."""

from datetime import UTC
from typing import Any

from fangxian.doors.web.desk import Desk
from fangxian.doors.web.pages.map.words import WORDS
from fangxian.doors.web.templatetags.words import moment
from fangxian.operations.replaying import HOUR, KINDS, Course

LABELS = {"case": "tick_case", "area": "tick_area", "order": "tick_order", "notice": "tick_notice"}
"""Kind of tick -> its word."""


def build_course(desk: Desk, course: Course) -> dict[str, Any]:
    """Return the course; hour `n` is `first` and n hours, and the last step is now."""
    spoken = WORDS.in_(desk.language)
    return {
        "first": course.first.astimezone(UTC).isoformat(),
        "now": desk.now.astimezone(UTC).isoformat(),
        "now_label": moment(desk.now),
        "looks_at": desk.known_at.astimezone(UTC).isoformat() if desk.looks_back else "",
        "hours": course.hours,
        "labels": [moment(course.first + HOUR * hour) for hour in range(course.hours + 1)],
        "kinds": [{"kind": kind, "label": spoken[LABELS[kind]]} for kind in KINDS],
        # What became known within an hour is seen from its end.
        "ticks": [
            {"hour": round((found.at - course.first) / HOUR) + 1, "kind": found.kind, "count": found.count}
            for found in course.moments
        ],
    }
