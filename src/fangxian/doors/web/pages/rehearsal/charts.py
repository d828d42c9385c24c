"""The fans and the scatter as numbers for the island that draws them."""

from typing import Any

from fangxian.doors.web.pages.rehearsal.side_by_side import lettered
from fangxian.doors.web.pages.rehearsal.words import WORDS
from fangxian.doors.web.templatetags.rehearsals import name_of_plan
from fangxian.operations.rehearsals.rows import Outcome, RehearsalRow

_LINES = ("q05", "q25", "q50", "q75", "q95")


def charts_of(row: RehearsalRow, outcome: Outcome, language: str) -> dict[str, Any]:
    """Return one fan and one point a plan, with the words on the axes."""
    w = WORDS.in_(language)
    letters = {plan: letter for letter, plan in lettered(row.wish.plans)}
    return {
        "days": [line["day"] for line in outcome.plans[0].fan],
        "fans": [
            {
                "letter": letters[one.plan],
                "name": name_of_plan(one.plan, language),
                "lines": {name: [line[name] for line in one.fan] for name in _LINES},
            }
            for one in outcome.plans
        ],
        "points": [
            {
                "letter": letters[one.plan],
                "name": name_of_plan(one.plan, language),
                "at": [one.restricted, one.infections],
                "best": one.on_frontier,
            }
            for one in outcome.plans
        ],
        "words": {
            key: w[key] for key in ("axis_days", "axis_so_far", "axis_restricted", "axis_infections", "today")
        },
    }
