"""What proposals would take, reckoned before anybody signs: people restricted, exempt, person-days, cost lines."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import polars as pl

from fangxian.engines import tables
from fangxian.engines.plans import RESTRICTED_DAYS, Effect, Exemption
from fangxian.engines.response.burdens import burdens_of, costs_of
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.decisions.queries import measure_rows
from fangxian.operations.places.queries import frame
from fangxian.operations.places.reach import Reach
from fangxian.stores.packs import read_plan


@dataclass(frozen=True)
class CostLine:
    """One cost until the measure ends; `confirmed` is False where a figure comes from memory only."""

    what: str
    amount: float
    unit: str
    confirmed: bool


@dataclass(frozen=True)
class Burden:
    """What measures take from now until they end; None where nobody knows how many live there."""

    people: int | None
    exempt: int | None
    restricted: int | None
    person_days: float | None
    costs: tuple[CostLine, ...]
    exemption: Exemption | None
    effect: Effect | None


def burdens_of_proposals(
    reach: Reach, outbreak_id: str, groups: Iterable[Sequence[UUID]], as_of: datetime
) -> list[Burden | None]:
    """Return what each group of proposals takes together; None for one without a measure that still lasts.

    A group is one measure, at as many places as its proposals name. Raises `not-found`.
    """
    wanted = [tuple(group) for group in groups]
    outbreak = get_outbreak(reach, outbreak_id)
    plan = read_plan(outbreak.plan)
    rows = measure_rows({one for group in wanted for one in group})
    held: dict[UUID, list[str]] = defaultdict(list)
    for proposal_id, row in rows:
        held[proposal_id].append(row["measure_id"])
    measures = tables.MEASURES.rows([row for _, row in rows]).unique("measure_id", keep="last")
    places = frame(Reach(frozenset({outbreak.place_id})))
    burdens = burdens_of(measures, places, plan.measures, as_of)
    costs = costs_of(burdens, plan.measures)

    def together(group: tuple[UUID, ...]) -> Burden | None:
        keys = [key for one in group for key in held[one]]
        own = burdens.filter(pl.col("measure_id").is_in(keys))
        if own.is_empty():
            return None
        measure = plan.measures[own["measure"][0]]
        lines = costs.filter(pl.col("measure_id").is_in(keys), pl.col("what") != RESTRICTED_DAYS)
        people, exempt, restricted, person_days = (
            _total(own[name]) for name in ("people", "exempt", "restricted", "person_days")
        )
        return Burden(
            people,
            exempt,
            restricted,
            person_days,
            costs=_lines(lines),
            exemption=measure.exemption,
            effect=measure.effect,
        )

    return [together(group) for group in wanted]


def _total(values: pl.Series) -> int | None:
    known = values.drop_nulls()
    return round(known.sum()) if len(known) else None


def _lines(costs: pl.DataFrame) -> tuple[CostLine, ...]:
    summed = costs.group_by("what", "unit", maintain_order=True).agg(
        pl.col("amount").sum(), unconfirmed=(pl.col("confidence") == "M").any()
    )
    return tuple(
        CostLine(what, amount, unit, not unconfirmed)
        for what, unit, amount, unconfirmed in summed.iter_rows()
        if amount
    )
