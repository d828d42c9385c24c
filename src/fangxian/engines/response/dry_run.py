"""A dry run: what a plan would have fired, hour by hour, in an outbreak that happened. Nothing is written anywhere."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

import polars as pl

from fangxian.engines import tables
from fangxian.engines.plans import Plan
from fangxian.engines.response.respond import respond
from fangxian.engines.response.situation import Response, Situation, Standing
from fangxian.engines.tables import INSTANT, Column, Table, Text

WHATS = ("area", "measure", "restriction", "follow_up")

FIRINGS = Table(
    "firings",
    Text("启动记录", "firings"),
    (
        Column("plan", pl.String(), Text("预案", "plan"), required=True),
        Column("at", INSTANT, Text("时刻", "at"), required=True),
        Column("rule", pl.String(), Text("规则", "rule"), required=True),
        Column("kind", pl.String(), Text("类别", "kind"), required=True, values=WHATS),
        Column("what", pl.String(), Text("内容", "what"), required=True),
        Column("change", pl.String(), Text("变化", "change"), required=True, values=tables.CHANGES),
        Column("places", pl.Int64(), Text("地点数", "places"), required=True),
        Column("place_ids", pl.String(), Text("地点", "place ids"), required=True),
        Column("people", pl.Int64(), Text("涉及人数", "people"), unit="people"),
        Column("evidence", pl.String(), Text("依据", "evidence"), required=True),
    ),
)
"""One row per moment, rule and what it starts: at how many places, for how many people, on what evidence. `place_ids`
and `evidence` are joined by ";"."""

MOMENTS = Table(
    "moments",
    Text("逐时汇总", "moments"),
    (
        Column("plan", pl.String(), Text("预案", "plan"), required=True),
        Column("at", INSTANT, Text("时刻", "at"), required=True),
        Column("cases", pl.Int64(), Text("已知病例", "cases known"), required=True),
        Column("exposed", pl.Int64(), Text("暴露者", "people exposed"), required=True),
        Column("measures", pl.Int64(), Text("措施", "measures"), required=True),
        Column(
            "restricted_at_least", pl.Int64(), Text("受限人数下限", "restricted, at least"), required=True
        ),
        Column("restricted_at_most", pl.Int64(), Text("受限人数上限", "restricted, at most"), required=True),
        Column("by_name", pl.Int64(), Text("按名单受限", "restricted by name"), required=True),
        Column("person_days", pl.Float64(), Text("受限人天下限", "person-days, at least"), required=True),
    ),
)
"""One row per moment: how many were known, and how many people everything proposed until then would restrict."""


@dataclass(frozen=True)
class DryRun:
    """What fired (`FIRINGS`) and what each moment came to (`MOMENTS`)."""

    firings: pl.DataFrame = field(default_factory=FIRINGS.empty)
    moments: pl.DataFrame = field(default_factory=MOMENTS.empty)


def dry_run(known_at: Callable[[datetime], Situation], moments: Iterable[datetime], plan: Plan) -> DryRun:
    """Return what `plan` would have fired at each moment, everything proposed being signed as it is.

    `known_at` gives the situation as it was known at a moment; what stands in it is left out, so that the run shows
    the plan and not what people decided. Only what is new, changed or released since the moment before is listed.

    Raises:
        Problem: as `respond` does.

    >>> from datetime import timedelta
    >>> from fangxian.engines.response.examples import A_PLAN, a_situation
    >>> at = a_situation().as_of
    >>> found = dry_run(lambda moment: replace(a_situation(), as_of=moment), [at, at + timedelta(hours=6)], A_PLAN)
    >>> found.firings.select("rule", "what").unique(maintain_order=True).rows()
    [('medium-district', 'medium'), ('schools', 'stop-teaching')]
    >>> found.moments["cases"].to_list()
    [1, 1]
    """
    standing, firings, totals = Standing(), [FIRINGS.empty()], [MOMENTS.empty()]
    for at in moments:
        situation = replace(known_at(at), standing=standing)
        response = respond(situation, plan)
        firings.append(_fired(plan.id, at, response))
        totals.append(_total(plan.id, at, situation, response))
        standing = _signed(response)
    return DryRun(pl.concat(firings), pl.concat(totals))


def _signed(response: Response) -> Standing:
    """What stands once everything was signed and whatever lost its support was let go."""
    names = ("areas", "measures", "orders", "restrictions", "follow_ups", "testing", "staffing")
    kept = pl.col("change") != "no_longer_supported"
    return Standing(**{name: getattr(response, name).filter(kept) for name in names})


def _fired(plan: str, at: datetime, response: Response) -> pl.DataFrame:
    one = pl.lit(1, dtype=pl.Int64())
    parts = [
        _listed("area", response.areas, pl.col("level"), pl.col("population")),
        _listed("measure", response.measures, pl.col("measure"), pl.col("people")),
        _listed("restriction", response.restrictions, pl.col("measure"), one),
        _listed("follow_up", response.follow_ups, pl.col("measure"), one),
    ]
    rows = pl.concat(parts).with_columns(plan=pl.lit(plan), at=pl.lit(at).cast(pl.Datetime("us", "UTC")))
    return FIRINGS.check(rows).sort("kind", "rule", "what", "change")


def _listed(kind: str, frame: pl.DataFrame, what: pl.Expr, people: pl.Expr) -> pl.DataFrame:
    moved = frame.filter(pl.col("change") != "unchanged")
    return (
        moved.group_by("rule", "change", what=what)
        .agg(
            places=pl.col("place_id").n_unique().cast(pl.Int64),
            place_ids=pl.col("place_id").drop_nulls().unique().sort().str.join(";"),
            people=people.sum().cast(pl.Int64),
            evidence=pl.col("evidence").str.split(";").explode().unique().sort().str.join(";"),
        )
        .with_columns(kind=pl.lit(kind))
        .select("rule", "change", "what", "places", "place_ids", "people", "evidence", "kind")
    )


def _total(plan: str, at: datetime, situation: Situation, response: Response) -> pl.DataFrame:
    cases = situation.cases.filter(pl.col("kind").is_null() | (pl.col("kind") != "discarded"))
    restricted = response.restricted
    row = {
        "plan": plan,
        "at": at,
        "cases": cases["case_id"].n_unique(),
        "exposed": response.exposures["person_id"].n_unique(),
        "measures": response.measures.filter(pl.col("change") != "no_longer_supported").height,
        "restricted_at_least": int(restricted["people_at_least"].sum()),
        "restricted_at_most": int(restricted["people_at_most"].sum()),
        "by_name": int(restricted["by_name"].sum()),
        "person_days": float(restricted["person_days_at_least"].sum()),
    }
    return MOMENTS.rows([row])
