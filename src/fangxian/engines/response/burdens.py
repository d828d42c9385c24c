"""What each measure takes, from its own row: people bound and exempt, person-days until its end, its cost lines."""

from collections.abc import Mapping
from datetime import UTC, datetime

import polars as pl

from fangxian.engines import tables
from fangxian.engines.plans import RESTRICTED_DAYS, Cost, Measure, nearest_level

_SECONDS_A_DAY = 86_400


def burdens_of(
    measures: pl.DataFrame, places: pl.DataFrame, by_id: Mapping[str, Measure], as_of: datetime
) -> pl.DataFrame:
    """Return whom these rows of `tables.MEASURES` bind and for how long from `as_of` (`tables.BURDENS`).

    Measures that are over, and those nobody describes, are left out. A closed venue restricts people nobody has
    counted: those found there are its visitors.

    >>> from datetime import UTC, datetime
    >>> from fangxian.engines.response.examples import A_MEASURE, A_TREE, a_measure
    >>> signed = a_measure("stop-teaching", "d1").with_columns(people=pl.lit(200, dtype=pl.Int64()))
    >>> two_days = signed.with_columns(ends_at=pl.lit(datetime(2021, 7, 31, tzinfo=UTC)).cast(pl.Datetime("us", "UTC")))
    >>> by_id = {A_MEASURE.id: A_MEASURE}
    >>> burdens_of(two_days, A_TREE, by_id, datetime(2021, 7, 29, tzinfo=UTC)).select("people", "days", "person_days").row(0)
    (200, 2.0, 400.0)
    """
    now = pl.lit(as_of.astimezone(UTC)).cast(pl.Datetime("us", "UTC"))
    known = measures.filter(pl.col("measure").is_in(list(by_id)) & (pl.col("ends_at") > now))
    lasting = (pl.col("ends_at") - pl.max_horizontal("starts_at", now)).dt.total_seconds()
    exempt = (
        (pl.col("people") * _by_measure({m.id: _share(m) for m in by_id.values()})).round().cast(pl.Int64)
    )
    restricts = _by_measure({m.id: m.restricts for m in by_id.values()})
    of_venue = _by_measure({m.id: m.kind == "venue" for m in by_id.values()})
    left = pl.col("people") - pl.col("exempt")
    rows = (
        known.join(_posts(known, places, by_id), on="measure_id", how="left")
        .with_columns(days=lasting / _SECONDS_A_DAY, exempt=exempt, posts=pl.col("posts").fill_null(1))
        .with_columns(restricted=pl.when(~restricts).then(0).when(~of_venue).then(left))
        .with_columns(person_days=pl.col("restricted") * pl.col("days"))
    )
    return tables.BURDENS.check(rows).sort("measure_id")


def costs_of(burdens: pl.DataFrame, by_id: Mapping[str, Measure]) -> pl.DataFrame:
    """Return the cost lines of these burdens (`tables.COSTS`), the days restricted first.

    >>> costs_of(tables.BURDENS.empty(), {}).height
    0
    """
    frames = [tables.COSTS.empty()]
    for measure_id, measure in sorted(by_id.items()):
        own = burdens.filter(measure=measure_id)
        if measure.restricts:
            frames.append(_line(own, RESTRICTED_DAYS, pl.col("person_days"), "person-days", "", ()))
        frames += [_cost(own, cost) for cost in measure.costs]
    order = pl.col("what") != RESTRICTED_DAYS
    return pl.concat(frames).sort("measure_id", order, "what")


def _cost(own: pl.DataFrame, cost: Cost) -> pl.DataFrame:
    people = pl.col("people") - pl.col("exempt")
    counted = {
        "person": people,
        "person_day": people * pl.col("days"),
        "post": pl.col("posts"),
        "post_day": pl.col("posts") * pl.col("days"),
        "place": pl.lit(1),
        "place_day": pl.col("days"),
    }
    amount = counted[cost.per] * cost.amount
    return _line(own, cost.what, amount, cost.unit, cost.confidence, cost.sources)


def _line(
    own: pl.DataFrame, what: str, amount: pl.Expr, unit: str, confidence: str, sources: tuple[str, ...]
) -> pl.DataFrame:
    named = {"what": what, "unit": unit, "confidence": confidence, "sources": ";".join(sources)}
    return tables.COSTS.check(
        own.with_columns(pl.lit(value).alias(name) for name, value in named.items()).with_columns(
            amount=amount
        )
    )


def _by_measure(values: Mapping[str, bool | float]) -> pl.Expr:
    return pl.col("measure").replace_strict(values, default=None)


def _share(measure: Measure) -> float:
    return measure.exemption.share if measure.exemption else 0.0


def _posts(measures: pl.DataFrame, places: pl.DataFrame, by_id: Mapping[str, Measure]) -> pl.DataFrame:
    """Return (measure_id, posts): how many places of its lowest level a measure reaches, one where it stays put."""
    tree = tables.tree_with(places, measures["place_id"])
    closure = tables.closure_of(tree)
    levels = tables.levels_of(tree, closure)
    wide = [m for m in by_id.values() if m.kind in ("place", "testing") and m.cascade_to != "here"]
    if not levels or not wide:
        return pl.DataFrame(schema={"measure_id": pl.String(), "posts": pl.Int64()})
    lowest = {m.id: nearest_level(m.cascade_to, levels) for m in wide}
    reaching = measures.filter(pl.col("measure").is_in(list(lowest))).select(
        "measure_id", "place_id", level=pl.col("measure").replace_strict(lowest, default=None)
    )
    leaves = tree.select(descendant_id="place_id", level="level")
    inside = reaching.join(closure, left_on="place_id", right_on="ancestor_id").join(
        leaves, on=["descendant_id", "level"]
    )
    return inside.group_by("measure_id").agg(posts=pl.len().cast(pl.Int64))
