"""The report after a drill, from its JSON to what a page shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fangxian.engines.problems import Text
from fangxian.engines.rehearsal.naming import OUTCOME_WORDS
from fangxian.operations.rehearsals.rows import Paired

WIDTH = 1000.0
"""So many units the course of an order is wide, from the first order to the last hour of any."""


@dataclass(frozen=True)
class Course:
    """One order and where its times lie on the line: begin, length, deadline."""

    order: dict[str, Any]
    is_late: bool
    begins: float
    length: float
    due: float


@dataclass(frozen=True)
class Told:
    """What the page shows. `late`, `together`, `plans`: as in the report, with costs and differences as Paired."""

    outbreak: dict[str, Any]
    late: list[dict[str, Any]]
    together: list[dict[str, Any]]
    issued_late: list[dict[str, Any]]
    plans: list[dict[str, Any]]
    courses: list[Course]


def tell(report: dict[str, Any]) -> Told:
    """Return a report with its words as texts."""
    said = with_texts(report)
    late = [{**one, **_told_costs(one["costs"])} for one in said["late"]]
    plans = [
        {**one, "beside": [_beside(one["plan"], found) for found in one["beside"]]} for one in said["plans"]
    ]
    numbers = {one["order"] for one in late}
    together = [_priced(cost) for cost in said["together"]] if len(late) > 1 else []
    return Told(
        said["outbreak"], late, together, said["issued_late"], plans, _courses(said["orders"], numbers)
    )


def with_texts(value: Any) -> Any:
    """Return JSON with every {"zh": …, "en": …} as a Text.

    >>> with_texts([{"place": {"zh": "市", "en": "city"}}])
    [{'place': Text(zh='市', en='city')}]
    """
    if isinstance(value, list):
        return [with_texts(one) for one in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"zh", "en"}:
        return Text(value["zh"], value["en"])
    return {key: with_texts(one) for key, one in value.items()}


def _told_costs(costs: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the costs to show: none where not one of them can be told, nor happened in the drill itself."""
    tiny = bool(costs) and all(cost["too_small"] and not cost["own"] for cost in costs)
    return {"costs": [] if tiny else [_priced(cost) for cost in costs], "tiny": tiny}


def _priced(cost: dict[str, Any]) -> dict[str, Any]:
    paired = Paired("", "", cost["outcome"], cost["mean"], cost["low"], cost["high"], cost["too_small"])
    return {
        "title": OUTCOME_WORDS[cost["outcome"]],
        "own": cost["own"],
        "futures": cost["futures"],
        "paired": paired,
    }


def _beside(plan: str, found: dict[str, Any]) -> dict[str, Any]:
    paired = Paired(
        plan, "", found["outcome"], found["mean"], found["low"], found["high"], found["too_close"]
    )
    return {"title": OUTCOME_WORDS[found["outcome"]], "paired": paired}


def _courses(orders: list[dict[str, Any]], late: set[int]) -> list[Course]:
    if not orders:
        return []
    moments = [at for one in orders for at in _moments(one)]
    first, last = min(moments), max(moments)
    whole = max((last - first).total_seconds(), 1.0)

    def place(at: datetime) -> float:
        return round((at - first).total_seconds() / whole * WIDTH, 1)

    found = []
    for one in orders:
        issued, due, *done = _moments(one)
        ends = done[0] if done else last
        begins = place(issued)
        found.append(Course(one, one["number"] in late, begins, max(place(ends) - begins, 4.0), place(due)))
    return found


def _moments(one: dict[str, Any]) -> list[datetime]:
    told = (one["issued_at"], one["due_at"], one["done_at"] if one["done"] == one["offices"] else None)
    return [datetime.fromisoformat(at) for at in told if at]
