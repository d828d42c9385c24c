"""The report after a drill, as JSON: orders with their times, what was late and what it cost, what other plans would have done."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict
from math import isfinite
from typing import Any

import polars as pl

from fangxian.engines.drill import Cost, LateOrder, PlanBeside, beside, find_late, price, price_together, tell
from fangxian.engines.epidemic import Policy, no_policy
from fangxian.engines.problems import Text
from fangxian.engines.rehearsal import Difference, compile_plan
from fangxian.operations.cases.queries import count_by_day
from fangxian.operations.cases.rows import DayCount
from fangxian.operations.drilling.opening import Opened
from fangxian.operations.drilling.sheet import read_sheet
from fangxian.operations.drilling.stage import OUTBREAK, Stage
from fangxian.operations.orders.queries import list_orders
from fangxian.operations.places.queries import titles_of
from fangxian.stores.packs import read_plan

NOTHING = "nothing"
MARK = Text("演练", "DRILL")
MOST_PRICED = 40
"""Of late orders that many are priced, the longest late first."""

Progress = Callable[[int, int], None]


def report_on(stage: Stage, opened: Opened, progress: Progress = lambda done, total: None) -> dict[str, Any]:
    """Return the report of a drill that has run to its end."""
    sheet, end = read_sheet(stage, opened), float(stage.truth.start.length)
    late = find_late(sheet, end)
    priced = {}
    for done, one in enumerate(late[:MOST_PRICED]):
        progress(done, min(len(late), MOST_PRICED))
        priced[one.order] = price(stage.truth, sheet, one, end, stage.wish.futures)
    together = price_together(stage.truth, sheet, late, end, stage.wish.futures) if late else ()
    told = [_late(one, priced.get(one.order, ()), stage, sheet) for one in late]
    return {
        "mark": asdict(MARK),
        "settings": stage.wish.as_json(),
        "outbreak": _outbreak(stage, opened, sheet),
        "orders": _orders(stage, opened, sheet),
        "late": sorted(told, key=_dearest),
        "together": [_cost(cost) for cost in together],
        "issued_late": _issued_late(stage, sheet),
        "plans": [
            _beside(one) for one in beside(stage.truth, _policies(stage), int(end), stage.wish.futures)
        ],
    }


def _dearest(late: dict[str, Any]) -> tuple[float, float, int]:
    """Sort the late orders that can be told to have cost infections first, the dearest before; then the longest late."""
    told = [
        cost["mean"] for cost in late["costs"] if cost["outcome"] == "infections" and not cost["too_small"]
    ]
    return -sum(told), -late["hours"], late["order"]


def _outbreak(stage: Stage, opened: Opened, sheet: pl.DataFrame) -> dict[str, Any]:
    end = float(stage.truth.start.length)
    news = tell(stage.truth, sheet, 0.0, end)
    days = count_by_day(opened.system.reach, OUTBREAK, opened.clock.now())
    place = stage.places.row(0, named=True)
    return {
        "place": {"zh": place["name"], "en": place["name_en"] or place["name"]},
        "people": stage.truth.city.people,
        "infections": news.infections,
        "cases": news.cases.height,
        "contacts": news.contacts.height,
        "by_day": _by_day(days),
    }


def _by_day(days: Iterable[DayCount]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for row in days:
        found[row.day.isoformat()] += row.cases
    return dict(sorted(found.items()))


def _orders(stage: Stage, opened: Opened, sheet: pl.DataFrame) -> list[dict[str, Any]]:
    """Every order in the order in which they went out: when it was due, and when the last of its offices had done it."""
    rows = {str(row.number): row for row in list_orders(opened.system.reach, OUTBREAK, opened.clock.now())}
    told = sheet.group_by("order", maintain_order=True).agg(
        pl.len().alias("offices"), pl.col("issued_day").min(), due_day=pl.col("due_day").max(),
        done=pl.col("done_day").count(), done_day=pl.col("done_day").max(),
    )  # fmt: skip
    found = []
    for each in told.sort("issued_day", pl.col("order").cast(pl.Int64)).iter_rows(named=True):
        row = rows[each["order"]]
        found.append(
            {
                "number": row.number, "measure": row.measure, "title": asdict(row.title), "place": asdict(row.place),
                "offices": each["offices"], "done": each["done"], "revoked": row.revoked_at is not None,
                **{f"{name}_at": _moment(each[f"{name}_day"], stage) for name in ("issued", "due", "done")},
            }
        )  # fmt: skip
    return found


def _late(one: LateOrder, costs: tuple[Cost, ...], stage: Stage, sheet: pl.DataFrame) -> dict[str, Any]:
    rows = sheet.filter(pl.col("key").is_in(list(one.keys)))
    places = titles_of(rows["place_id"].to_list())
    title = stage.plan.measures[one.measure].title
    return {
        "order": int(one.order),
        "measure": one.measure,
        "title": asdict(title),
        "hours": one.hours,
        "due_at": _moment(one.due_day, stage),
        "offices": [
            {
                "place": asdict(places[row["place_id"]]), "department": row["department"],
                "due_at": _moment(row["due_day"], stage), "done_at": _moment(row["done_day"], stage),
            }
            for row in rows.iter_rows(named=True)
        ],
        "costs": [_cost(cost) for cost in costs],
    }  # fmt: skip


def _issued_late(stage: Stage, sheet: pl.DataFrame) -> list[dict[str, Any]]:
    """Return the orders that went out after their own time, by measure: how many, and the longest."""
    hours = (pl.col("issued_day") - pl.col("due_day")) * 24.0
    late = sheet.with_columns(hours=hours).filter(pl.col("hours") > 0.0)
    told = late.group_by("measure").agg(pl.col("order").n_unique(), pl.col("hours").max().round(2))
    return [
        {**row, "title": asdict(stage.plan.measures[row["measure"]].title), "orders": row.pop("order")}
        for row in told.sort("hours", "measure", descending=[True, False]).iter_rows(named=True)
    ]


def _cost(cost: Cost) -> dict[str, Any]:
    return {**asdict(cost), "low": _end(cost.low), "high": _end(cost.high), "too_small": cost.too_small}


def _beside(one: PlanBeside) -> dict[str, Any]:
    return {"plan": one.plan, "own": dict(one.own), "beside": [_difference(found) for found in one.beside]}


def _difference(one: Difference) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in ("outcome", "mean", "futures")}
    return {**told, "low": _end(one.low), "high": _end(one.high), "too_close": one.too_close}


def _end(value: float) -> float | None:
    """Return an end of an interval; None where there is none: JSON knows no infinity."""
    return value if isfinite(value) else None


def _policies(stage: Stage) -> dict[str, Policy]:
    """Return the drill's own plan as it is written, every order in time, and those it is held against."""
    city, names = stage.truth.city, dict.fromkeys((stage.wish.plan, *stage.wish.against))
    return {
        name: no_policy(len(city.kinds))
        if name == NOTHING
        else compile_plan(read_plan(name), city.levels, city.kinds, city.people, stage.assumptions).policy
        for name in names
    }


def _moment(day: float | None, stage: Stage) -> str | None:
    return None if day is None else stage.instant(day).isoformat(timespec="minutes")
