"""When a person could pass it on: the windows of cases and of those they exposed."""

from datetime import datetime, timedelta

import polars as pl

from fangxian.engines.plans import TracingRule
from fangxian.engines.tables import DAY, INSTANT
from fangxian.engines.tracing.stays import midnight_of

WINDOWS: dict[str, pl.DataType] = {
    "case_id": pl.String(),
    "via_person_id": pl.String(),
    "from_at": INSTANT,
    "to_at": INSTANT,
    "anchor_on": DAY,
    "home_place_id": pl.String(),
    "strength": pl.Float64(),
}
"""One row per person who may infect and case at the root of it. `anchor_on` is null for a contact;
`strength` (0 to 1) is how sure it is that the person was infected at all: 1 for a case."""


def case_windows(cases: pl.DataFrame, rule: TracingRule, as_of: datetime, timezone: str) -> pl.DataFrame:
    """Return the infectious window of each case up to `as_of`; a case isolated before it began has none."""
    anchored = cases.with_columns(_anchor(rule, timezone).alias("anchor_on"))
    begins = midnight_of(pl.col("anchor_on").dt.offset_by(f"{rule.from_days}d"), timezone)
    ends = _ends(rule, as_of, timezone)
    return _of_cases(anchored.with_columns(begins.alias("from_at"), ends.alias("to_at")))


def exposed_windows(cases: pl.DataFrame, rule: TracingRule, as_of: datetime, timezone: str) -> pl.DataFrame:
    """Return when each case may have been infected: the days before its anchor that the rule gives."""
    anchored = cases.with_columns(_anchor(rule, timezone).alias("anchor_on"))
    begins, ends = (
        midnight_of(pl.col("anchor_on").dt.offset_by(f"{days}d"), timezone)
        for days in (rule.exposed_from_days, rule.exposed_to_days + 1)
    )
    limits = [ends, pl.lit(as_of).cast(INSTANT), pl.col("isolated_at")]
    return _of_cases(anchored.with_columns(begins.alias("from_at"), pl.min_horizontal(limits).alias("to_at")))


def infector_windows(exposures: pl.DataFrame, rule: TracingRule) -> pl.DataFrame:
    """Return when those who may have infected somebody may have been infected themselves.

    It was before the last shared moment by the latent period, and no longer before the first than a case is
    looked back on. The strength is as in `contact_windows`.
    """
    span = timedelta(days=rule.exposed_to_days - rule.exposed_from_days)
    times = (
        (pl.col("first_exposed_at").min() - span).alias("from_at"),
        (pl.col("last_exposed_at").max() - timedelta(days=rule.latent_days)).alias("to_at"),
    )
    return _of_contacts(exposures, rule, *times)


def contact_windows(exposures: pl.DataFrame, rule: TracingRule, as_of: datetime) -> pl.DataFrame:
    """Return the windows of exposed people: from the day they may be infectious themselves to `as_of`.

    The strength of a contact is its own score as a share of a night under one roof (`household_score`),
    at most 1: who was hardly exposed hardly exposes others.
    """
    begins = pl.col("earliest_infectious_at").min().alias("from_at")
    return _of_contacts(exposures, rule, begins, pl.lit(as_of).cast(INSTANT).alias("to_at"))


def infectious_after(first_exposed_at: pl.Expr, rule: TracingRule) -> pl.Expr:
    """Return the earliest instant at which an exposed person may pass it on."""
    return first_exposed_at + timedelta(days=rule.latent_days)


def _of_cases(windows: pl.DataFrame) -> pl.DataFrame:
    named = windows.rename({"person_id": "via_person_id", "residence_place_id": "home_place_id"})
    return _open(named.with_columns(pl.lit(1.0).alias("strength")).select(list(WINDOWS)))


def _of_contacts(exposures: pl.DataFrame, rule: TracingRule, *times: pl.Expr) -> pl.DataFrame:
    roof = max(rule.household_score, 1e-9)
    strength = (pl.col("score").sum() / roof).clip(0.0, 1.0).alias("strength")
    each = exposures.group_by("case_id", "person_id").agg(*times, strength)
    unknown = (pl.lit(None, DAY).alias("anchor_on"), pl.lit(None, pl.String()).alias("home_place_id"))
    return _open(each.rename({"person_id": "via_person_id"}).with_columns(unknown).select(list(WINDOWS)))


def _anchor(rule: TracingRule, timezone: str) -> pl.Expr:
    return pl.coalesce(_local_day(name, timezone) for name in (*rule.anchors, "reported_on"))


def _local_day(column: str, timezone: str) -> pl.Expr:
    if column.endswith("_on"):
        return pl.col(column)
    return pl.col(column).dt.convert_time_zone(timezone).dt.date()


def _ends(rule: TracingRule, as_of: datetime, timezone: str) -> pl.Expr:
    limits = [pl.lit(as_of).cast(INSTANT), pl.col("isolated_at")]
    if rule.to_days is not None:
        limits.append(midnight_of(pl.col("anchor_on").dt.offset_by(f"{rule.to_days + 1}d"), timezone))
    return pl.min_horizontal(limits)


def _open(windows: pl.DataFrame) -> pl.DataFrame:
    return windows.filter(pl.col("from_at") < pl.col("to_at")).sort("case_id", "via_person_id")
