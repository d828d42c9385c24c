"""Which venues are due for a look, why, and which of them first."""

from datetime import datetime, timedelta

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import INSTANT, Column, Table
from fangxian.engines.visiting.checklists import RISKS, Checklist

VENUES = Table(
    "venues-to-inspect",
    Text("待巡查场所", "venues to inspect"),
    (
        Column("venue_id", pl.String(), Text("场所", "venue"), required=True),
        Column("kind", pl.String(), Text("类型", "kind")),
        Column("lat", pl.Float64(), Text("纬度", "latitude"), unit="degrees"),
        Column("lon", pl.Float64(), Text("经度", "longitude"), unit="degrees"),
        Column("risk", pl.String(), Text("所在地风险", "risk of the place"), values=RISKS),
        Column("seen_at", INSTANT, Text("上次巡查", "last looked at")),
        Column("findings", pl.Int64(), Text("未整改问题", "findings open")),
        Column("again_at", INSTANT, Text("最早的整改期限", "first deadline of a finding")),
        Column("exposures", pl.Int64(), Text("上次巡查后附近的暴露", "exposures near since then")),
        Column("since_at", INSTANT, Text("首次应查时刻", "on record since")),
    ),
)
"""What is known of each venue. Null: not known, and then it adds nothing. `since_at`: a venue nobody looked at is due
from then on; null: it is due now."""

REASONS = ("never-seen", "interval", "deadline", "exposure")
"""Why somebody goes: nobody ever was there, the last look was too long ago, a finding's deadline has passed, a case was
near since the last look."""

DUE = Table(
    "venues-due",
    Text("应巡查场所", "venues due"),
    (
        Column("venue_id", pl.String(), Text("场所", "venue"), required=True),
        Column("kind", pl.String(), Text("类型", "kind"), required=True),
        Column("lat", pl.Float64(), Text("纬度", "latitude"), unit="degrees"),
        Column("lon", pl.Float64(), Text("经度", "longitude"), unit="degrees"),
        Column("due_at", INSTANT, Text("应查时刻", "due at"), required=True),
        Column("days_since", pl.Float64(), Text("距上次天数", "days since the last look"), unit="d"),
        Column("findings", pl.Int64(), Text("未整改问题", "findings open"), required=True),
        Column("exposures", pl.Int64(), Text("附近的暴露", "exposures near"), required=True),
        Column("score", pl.Float64(), Text("紧要程度", "how urgent"), required=True),
        Column("minutes", pl.Float64(), Text("查看分钟", "minutes at the venue"), required=True, unit="min"),
        Column("why", pl.List(pl.String()), Text("原因", "why"), required=True),
    ),
)
"""The venues due, the most urgent first; `kind` is the checklist's, `why` holds at least one of `REASONS`."""


def find_due(venues: pl.DataFrame, checklist: Checklist, as_of: datetime) -> pl.DataFrame:
    """Return those of `VENUES` that are due at `as_of`, as `DUE`.

    A venue is due when the interval of its kind has passed, shortened by the risk of its place; when the deadline of a
    finding has passed; when a case was near since the last look; and as long as nobody has ever been there.

    >>> from fangxian.engines.visiting.examples import EXAMPLE
    >>> rows = [{"venue_id": "inn", "kind": "hotel"}]
    >>> find_due(VENUES.rows(rows), EXAMPLE, datetime(2021, 7, 31))["why"].to_list()
    [['never-seen']]
    """
    known = VENUES.check(venues).with_columns(
        pl.col("findings", "exposures").fill_null(0), pl.col("risk").fill_null(RISKS[0])
    )
    if known.is_empty():
        return DUE.empty()
    now = pl.lit(as_of, dtype=INSTANT)
    dated = _dated(_with_rules(known, checklist), now)
    reasons = {
        "never-seen": pl.col("seen_at").is_null() & (pl.col("never_at") <= now),
        "interval": pl.col("seen_at").is_not_null() & (pl.col("next_at") <= now),
        "deadline": (pl.col("findings") > 0) & (pl.col("again_at") <= now).fill_null(value=False),
        "exposure": pl.col("exposures") > 0,
    }
    why = pl.concat_list([pl.when(test).then(pl.lit(name)) for name, test in reasons.items()])
    found = dated.with_columns(why=why.list.drop_nulls(), score=_score(checklist))
    due = found.filter(pl.col("why").list.len() > 0).with_columns(due_at=_due_at(now))
    return DUE.check(due.sort(["score", "due_at", "venue_id"], descending=[True, False, False]))


def _with_rules(known: pl.DataFrame, checklist: Checklist) -> pl.DataFrame:
    """Each venue with its checklist's kind, interval and minutes."""
    given = known["kind"].unique().to_list()
    rules = pl.DataFrame(
        [
            {"kind": one, "list": rule.key, "every_days": rule.every_days, "minutes": rule.minutes}
            for one in given
            for rule in [checklist.kind_of(one or "")]
        ],
        schema={"kind": pl.String, "list": pl.String, "every_days": pl.Float64, "minutes": pl.Float64},
    )
    shorter = pl.col("risk").replace_strict(dict(checklist.shorter), default=1.0, return_dtype=pl.Float64)
    joined = known.join(rules, on="kind", how="left", nulls_equal=True)
    return joined.with_columns(kind=pl.col("list"), every_days=pl.col("every_days") * shorter)


def _dated(rows: pl.DataFrame, now: pl.Expr) -> pl.DataFrame:
    interval = pl.duration(seconds=pl.col("every_days") * 86_400)
    since = (now - pl.col("seen_at")).dt.total_seconds() / 86_400
    return rows.with_columns(
        never_at=pl.col("since_at").fill_null(now),
        next_at=pl.col("seen_at") + interval,
        days_since=since.clip(lower_bound=0.0),
    )


def _score(checklist: Checklist) -> pl.Expr:
    """How urgent: each reason by its own weight; a venue nobody looked at counts as one whole interval late."""
    weight = checklist.weights
    missed = (pl.col("days_since") / pl.col("every_days")).fill_null(2.0).clip(upper_bound=5.0)
    risk = pl.col("risk").replace_strict(
        {name: at / (len(RISKS) - 1) for at, name in enumerate(RISKS)}, return_dtype=pl.Float64
    )
    parts = {
        "interval": missed,
        "findings": pl.col("findings").clip(upper_bound=5).cast(pl.Float64),
        "exposures": pl.col("exposures").cast(pl.Float64).log1p(),
        "risk": risk,
    }
    summed = pl.sum_horizontal([part * weight.get(name, 0.0) for name, part in parts.items()])
    return summed.round(6)


def _due_at(now: pl.Expr) -> pl.Expr:
    """The first of what makes it due; a case near makes it due at once."""
    first = [
        pl.when(pl.col("seen_at").is_null()).then(pl.col("never_at")),
        pl.col("next_at"),
        pl.when(pl.col("findings") > 0).then(pl.col("again_at")),
    ]
    return pl.min_horizontal(*first, now)


def next_look(seen_at: datetime, kind: str, risk: str, checklist: Checklist) -> datetime:
    """Return when a venue looked at just now is due again.

    >>> from fangxian.engines.visiting.examples import EXAMPLE
    >>> next_look(datetime(2021, 7, 31), "hotel", "low", EXAMPLE)
    datetime.datetime(2021, 8, 7, 0, 0)
    """
    days = checklist.kind_of(kind).every_days * checklist.shorter.get(risk, 1.0)
    return seen_at + timedelta(days=days)
