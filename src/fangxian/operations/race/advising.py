"""The cheapest remedy of each dear order from what is free: people of its office, of those below, of neighbours."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import numpy as np
import polars as pl

from fangxian.engines.plans import Plan, StaffingRule
from fangxian.engines.rehearsal.race import Free, Remedy, Work, remedy_for
from fangxian.engines.staffing import supply_of
from fangxian.engines.tables.distances import metres_between
from fangxian.engines.visiting import minutes_of_work
from fangxian.operations.orders.open_work import OpenWork, count_open_at
from fangxian.operations.places.queries import frame
from fangxian.operations.places.reach import Reach

NEIGHBOURS = 8
"""Places whose people are asked after, nearest first."""
WORKERS_AT_LEAST = 1
NO_RULE = StaffingRule(350, 0.3)
"""Where a plan states none: that of the plan of 2021; assumption."""


class Desk:
    """Who works where and who is free: workers by residents as the plan counts them, less places with open orders."""

    def __init__(self, outbreak_place_id: str, plan: Plan) -> None:
        self._plan, self._places = plan, frame(Reach(frozenset({outbreak_place_id})))
        parents = set(self._places["parent_id"].drop_nulls())
        tree = self._places.filter(pl.col("level") != "venue")
        lowest = tree.filter(~pl.col("place_id").is_in(list(parents)) | pl.col("population").is_not_null())
        self._rows = {row["place_id"]: row for row in self._places.iter_rows(named=True)}
        self._children: dict[str, list[str]] = {}
        for place in lowest["place_id"]:
            self._children.setdefault(self._rows[place]["parent_id"] or "", []).append(place)
        supply = supply_of(lowest.select("place_id", "population"), plan.staffing or NO_RULE)
        self._workers = dict(supply.select("place_id", "workers").iter_rows())
        self._may_leave = dict(supply.select("place_id", "may_leave").iter_rows())

    def advise(self, work: OpenWork) -> Remedy:
        """Return the cheapest remedy of one open dispatch."""
        here = self._rows.get(work.place_id)
        below = self._children.get(work.place_id, [])
        siblings = self._children.get(str(here["parent_id"]), []) if here and here["parent_id"] else []
        near = self._nearest(work.place_id, [one for one in siblings if one != work.place_id])
        busy = count_open_at([*below, *near])
        asked = Work(
            work_hours=self._hours(work),
            at_it=max(self._workers.get(work.place_id, 0), WORKERS_AT_LEAST),
            below=sum(self._workers.get(one, 0) for one in below if not busy.get(one)),
            waits="sign" if work.lapses else "decide" if work.raised else "",
            noted=work.noted,
        )
        free = [
            Free(one, self._may_leave.get(one, 0), self._distance(work.place_id, one))
            for one in near
            if not busy.get(one) and self._may_leave.get(one, 0)
        ]
        return remedy_for(asked, free)

    def _hours(self, work: OpenWork) -> float | None:
        """Hours of staff that are left: the first day's, of the residents of the place, less what is proved."""
        measure, here = self._plan.measures.get(work.measure), self._rows.get(work.place_id)
        if measure is None or here is None or here["population"] is None:
            return None
        row = pl.DataFrame({"place_id": [work.place_id], "population": [here["population"]]})
        minutes = minutes_of_work(row, measure)["minutes"][0]
        return None if minutes is None else minutes / 60.0 * (1.0 - work.tasks_done / work.tasks)

    def _nearest(self, place_id: str, others: list[str]) -> list[str]:
        far = {one: self._distance(place_id, one) for one in others}
        return sorted(others, key=lambda one: (far[one] is None, far[one] or 0.0, one))[:NEIGHBOURS]

    def _distance(self, one: str, other: str) -> float | None:
        ends: list[Any] = [self._rows[place][name] for place in (one, other) for name in ("lat", "lon")]
        return None if None in ends else float(np.asarray(metres_between(*ends)))


def advise_all(
    desk: Desk, dear: Mapping[UUID, Sequence[UUID]], work: Mapping[UUID, OpenWork]
) -> dict[UUID, Remedy]:
    """Return the remedy of each dispatch: dispatch -> those it stands for; of many the first is asked after."""
    found: dict[UUID, Remedy] = {}
    for shown, those in dear.items():
        first = next((one for one in (shown, *those) if one in work), None)
        if first is not None:
            found[shown] = desk.advise(work[first])
    return found
