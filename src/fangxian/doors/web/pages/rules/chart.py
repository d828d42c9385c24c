"""The picture of people managed against infectees missed, as numbers for the island that draws it."""

from collections.abc import Sequence
from typing import Any

from fangxian.doors.web.pages.rules.words import WORDS
from fangxian.operations.comparison import SimulatedRow


def chart_of(rows: Sequence[SimulatedRow], language: str) -> dict[str, Any]:
    """Return points, frontier and words of the scatter."""
    w = WORDS.in_(language)
    return {
        "points": [_point(number, row, language) for number, row in enumerate(rows, start=1)],
        "frontier": _frontier(rows),
        "people": w["axis_people"],
        "missed": w["axis_missed"],
    }


def _point(number: int, row: SimulatedRow, language: str) -> dict[str, Any]:
    return {
        "number": number,
        "name": row.title.in_(language),
        "people": row.figures["people"],
        "missed": row.figures["missed"],
    }


def _frontier(rows: Sequence[SimulatedRow]) -> list[tuple[float, float]]:
    """Return the rules that no other beats on both counts, from few people to many."""
    points = sorted((row.figures["people"][0], row.figures["missed"][0]) for row in rows)
    kept: list[tuple[float, float]] = []
    for people, missed in points:
        if not kept or missed < kept[-1][1]:
            kept.append((people, missed))
    return kept
