"""What came out of a rehearsal: figures, fans, paired differences, the frontier, and what no future knows."""

from math import isfinite
from pathlib import Path

import polars as pl
from django.conf import settings

from fangxian.engines.problems import Text
from fangxian.engines.rehearsal import (
    Assumptions,
    Difference,
    differences,
    fans_of,
    frontier,
    list_modelled,
    summarise,
)
from fangxian.operations.places.reach import Reach
from fangxian.operations.rehearsals.problems import REHEARSAL_CHANGED
from fangxian.operations.rehearsals.queries import get_rehearsal
from fangxian.operations.rehearsals.rows import NOTHING, Figure, Outcome, Paired, PlanResult, RehearsalRow
from fangxian.operations.rehearsals.running import compile_named, open_city
from fangxian.stores.packs import read_plan
from fangxian.stores.rehearsals import digest_of, read_futures


def read_outcome(reach: Reach, rehearsal_id: str, against: str = "") -> Outcome | None:
    """Return what the futures so far say; None before the first. `against`: a plan of it (default: its first).

    Raises:
        Problem: `not-found`; `rehearsal-changed` where the file is not the one on record.
    """
    row = get_rehearsal(reach, rehearsal_id)
    futures = _futures(row)
    if futures.is_empty():
        return None
    base = against if against in row.wish.plans else row.wish.plans[0]
    return Outcome(_plans(row, futures), tuple(_paired(one) for one in differences(futures, base)))


def _futures(row: RehearsalRow) -> pl.DataFrame:
    home, name = Path(settings.FANGXIAN_HOME), str(row.id)
    if row.digest is not None and digest_of(home, name) != row.digest:
        raise REHEARSAL_CHANGED(key=row.id)
    return read_futures(home, name)


def _plans(row: RehearsalRow, futures: pl.DataFrame) -> tuple[PlanResult, ...]:
    means, fans = summarise(futures), fans_of(futures, row.wish.seeded_days_ago)
    points = {point["plan"]: point for point in frontier(futures).iter_rows(named=True)}
    return tuple(
        PlanResult(
            plan=plan,
            figures=tuple(Figure(*found) for found in means.filter(plan=plan).drop("plan").iter_rows()),
            infections=points[plan]["infections"],
            restricted=points[plan]["restricted"],
            on_frontier=points[plan]["on_frontier"],
            fan=tuple(fans.filter(plan=plan).drop("plan").iter_rows(named=True)),
            not_modelled=() if plan == NOTHING else _not_modelled(plan),
            not_judged=() if plan == NOTHING else _not_judged(plan, row),
        )
        for plan in row.wish.plans
    )


def _not_modelled(plan: str) -> tuple:
    return tuple(one for one in list_modelled(read_plan(plan.partition("@")[0])) if not one.modelled)


def _not_judged(plan: str, row: RehearsalRow) -> tuple[tuple[str, Text], ...]:
    assumptions = Assumptions().with_set(row.wish.assumptions)
    return compile_named(plan, open_city(row.wish.place_id, assumptions), assumptions).left_out


def _paired(one: Difference) -> Paired:
    low, high = (end if isfinite(end) else None for end in (one.low, one.high))
    return Paired(one.plan, one.against, one.outcome, one.mean, low, high, one.too_close)
