"""The epidemic curve as the island wants it: days without gaps, one series per kind, marks for what was decided."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from fangxian.doors.web.desk import Desk
from fangxian.doors.web.pages.map.words import WORDS
from fangxian.doors.web.templatetags.words import day as day_in_words
from fangxian.doors.web.vocabulary import word_for
from fangxian.engines.tables import CASE_KINDS
from fangxian.operations.picture import CurvePoint


def days_between(first: date, last: date) -> list[date]:
    """Return every day from `first` to `last`.

    >>> len(days_between(date(2021, 7, 29), date(2021, 8, 1)))
    4
    """
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


def build_curve(desk: Desk, points: Iterable[CurvePoint]) -> dict[str, Any]:
    """Return the curve of all cities together; discarded cases are left out."""
    counted = Counter[tuple[date, str]]()
    for point in points:
        if point.kind != "discarded":
            counted[point.day, point.kind] += point.cases
    reported = sorted({day for day, _ in counted})
    days = days_between(reported[0], reported[-1]) if reported else []
    kinds = [kind for kind in CASE_KINDS if any(counted[day, kind] for day in days)]
    spoken = WORDS.in_(desk.language)
    return {
        "days": [day.isoformat() for day in days],
        "labels": {day.isoformat(): day_in_words(day) for day in days},
        "series": [
            {
                "kind": kind,
                "label": word_for("kind", kind).in_(desk.language),
                "counts": [counted[day, kind] for day in days],
            }
            for kind in kinds
        ],
        "marks": [{"day": days[0].isoformat(), "label": spoken["mark_first"]}] if days else [],
        "empty": spoken["curve_empty"],
        "rows_url": f"{reverse('cases')}?day=",
    }
