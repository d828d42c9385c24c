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

WHATS = ("area", "measure", "restriction", "follow_up", "order")

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

STANDS = Table(
    "stands",
    Text("届时有效", "what stands"),
    tuple(
        column
        for column in FIRINGS.columns
        if column.name in ("plan", "at", "rule", "kind", "what", "places", "people")
    ),
)
"""One row per moment and thing: everything started until then and not released. `rule` is joined by ";"."""

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
    """What fired (`FIRINGS`), what stood after it (`STANDS`) and what each moment came to (`MOMENTS`)."""

    firings: pl.DataFrame = field(default_factory=FIRINGS.empty)
    moments: pl.DataFrame = field(default_factory=MOMENTS.empty)
    stands: pl.DataFrame = field(default_factory=STANDS.empty)


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
    standing, firings, totals, stands = Standing(), [FIRINGS.empty()], [MOMENTS.empty()], [STANDS.empty()]
    for at in moments:
        situation = replace(known_at(at), standing=standing)
        response = respond(situation, plan)
        firings.append(_fired(plan.id, at, response))
        totals.append(_total(plan.id, at, situation, response))
        stands.append(_stands(plan.id, at, response))
        standing = _signed(response)
    return DryRun(pl.concat(firings), pl.concat(totals), pl.concat(stands))


def _signed(response: Response) -> Standing:
    """What stands once everything was signed and whatever lost its support was let go."""
    names = ("areas", "measures", "orders", "restrictions", "follow_ups", "testing", "staffing")
    kept = pl.col("change") != "no_longer_supported"
    return Standing(**{name: getattr(response, name).filter(kept) for name in names})


def _fired(plan: str, at: datetime, response: Response) -> pl.DataFrame:
    moved = pl.col("change") != "unchanged"
    rows = pl.concat(
        frame.filter(moved)
        .group_by("rule", "change", what=what)
        .agg(
            places=places.cast(pl.Int64),
            place_ids=pl.col("place_id").drop_nulls().unique().sort().str.join(";"),
            people=people.cast(pl.Int64),
            evidence=pl.col("evidence").str.split(";").explode().unique().sort().str.join(";"),
        )
        .with_columns(kind=pl.lit(kind))
        .select("rule", "change", "what", "places", "place_ids", "people", "evidence", "kind")
        for kind, frame, what, places, people in _parts(response)
    )
    return FIRINGS.check(_at(rows, plan, at)).sort("kind", "rule", "what", "change")


def _stands(plan: str, at: datetime, response: Response) -> pl.DataFrame:
    rows = pl.concat(
        frame.filter(pl.col("change") != "no_longer_supported")
        .group_by(what=what)
        .agg(
            rule=pl.col("rule").str.split(";").explode().unique().sort().str.join(";"),
            places=places.cast(pl.Int64),
            people=people.cast(pl.Int64),
        )
        .with_columns(kind=pl.lit(kind))
        .select("rule", "kind", "what", "places", "people")
        for kind, frame, what, places, people in _parts(response)
    )
    return STANDS.check(_at(rows, plan, at)).sort("kind", "what")


def _parts(response: Response) -> tuple[tuple[str, pl.DataFrame, pl.Expr, pl.Expr, pl.Expr], ...]:
    """Kind, rows, what they are called, at how many places, for how many people; of orders, to how many offices."""
    places, each = pl.col("place_id").n_unique(), pl.len()
    measure, nobody = pl.col("measure"), pl.lit(None, dtype=pl.Int64())
    return (
        ("area", response.areas, pl.col("level"), places, pl.col("population").sum()),
        ("measure", response.measures, measure, places, pl.col("people").sum()),
        ("restriction", response.restrictions, measure, places, each),
        ("follow_up", response.follow_ups, measure, places, each),
        ("order", response.orders, measure, each, nobody),
    )


def _at(rows: pl.DataFrame, plan: str, at: datetime) -> pl.DataFrame:
    return rows.with_columns(plan=pl.lit(plan), at=pl.lit(at).cast(pl.Datetime("us", "UTC")))


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
