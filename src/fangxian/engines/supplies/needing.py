"""What households need: by rule from their people, by request from what they asked for."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import polars as pl

from fangxian.engines.supplies.rules import SupplyRule
from fangxian.engines.tables.supplies import BANDS, NEEDS

URGENT, RUN_OUT, SOON = 0, 1, 2
"""Ranks of urgency; the lowest is served first."""


def list_needs(
    households: pl.DataFrame, requests: pl.DataFrame, rule: SupplyRule, as_of: datetime
) -> pl.DataFrame:
    """Return `NEEDS` from `CONTROLLED` and the open `REQUESTS`, by household and item.

    A household needs `rule.days` of everything by rule once what it has lasts less than `rule.lead_hours`. Requests
    of households that are not among `households` are left out: nobody is sent into the unknown.

    Raises:
        Problem: `no-such-item` for a request of an item the pack does not have.

    >>> from fangxian.engines.supplies.examples import EXAMPLE
    >>> from fangxian.engines.tables.supplies import CONTROLLED, REQUESTS
    >>> one = CONTROLLED.rows([{"household_id": "h", "place_id": "p", "adults": 2}])
    >>> list_needs(one, REQUESTS.empty(), EXAMPLE, datetime(2021, 8, 1))["quantity"].to_list()
    [1800]
    """
    for item in requests["item"].unique().sort():
        rule.get_item(item)
    by_rule = _by_rule(households, rule, as_of)
    asked = requests.join(households.select("household_id", "place_id"), on="household_id")
    by_request = asked.select(
        "household_id",
        "place_id",
        "item",
        "quantity",
        urgency=pl.when(pl.col("urgent").fill_null(False)).then(URGENT).otherwise(RUN_OUT).cast(pl.Int64()),
        request_id="request_id",
    )
    every = pl.concat([by_rule, by_request.filter(pl.col("quantity") > 0)])
    return NEEDS.check(every.sort("household_id", "item", "request_id", nulls_last=False))


def daily_use(households: pl.DataFrame, rule: SupplyRule) -> dict[str, int]:
    """Return item -> what all households together use a day, in units of the item.

    >>> from fangxian.engines.supplies.examples import EXAMPLE
    >>> from fangxian.engines.tables.supplies import CONTROLLED
    >>> one = CONTROLLED.rows([{"household_id": "h", "place_id": "p", "adults": 2}])
    >>> daily_use(one, EXAMPLE)
    {'rice': 600, 'formula': 0}
    """
    people = {band: int(households[band].fill_null(0).sum()) for band in BANDS}
    return {
        item.id: round(sum(rate * people.get(band, 0) for band, rate in item.per_day.items()))
        for item in rule.items.values()
    }


def use_by_day(households: pl.DataFrame, rule: SupplyRule, on: date, days: int) -> dict[str, list[int]]:
    """Return item -> what the depots are asked for on each of `days` days from `on`.

    A household that was supplied asks for nothing until what it has is eaten.

    >>> from fangxian.engines.supplies.examples import EXAMPLE
    >>> from datetime import UTC
    >>> from fangxian.engines.tables.supplies import CONTROLLED
    >>> until = datetime(2021, 8, 2, tzinfo=UTC)
    >>> one = CONTROLLED.rows([{"household_id": "h", "place_id": "p", "adults": 2, "served_until_at": until}])
    >>> use_by_day(one, EXAMPLE, date(2021, 8, 1), 3)["rice"]
    [0, 600, 600]
    """
    lasts = pl.col("served_until_at").dt.date()
    each = [
        daily_use(households.filter(lasts.is_null() | (lasts <= on + timedelta(days=day))), rule)
        for day in range(days)
    ]
    return {item: [one[item] for one in each] for item in rule.items}


def _by_rule(households: pl.DataFrame, rule: SupplyRule, as_of: datetime) -> pl.DataFrame:
    lasts = pl.col("served_until_at")
    # Frames hold instants in UTC; one without a zone is meant so.
    soon = pl.lit(as_of + timedelta(hours=rule.lead_hours)).cast(pl.Datetime("us", "UTC"))
    now = pl.lit(as_of).cast(pl.Datetime("us", "UTC"))
    due = households.filter(lasts.is_null() | (lasts <= soon))
    parts = [
        due.select(
            "household_id",
            "place_id",
            item=pl.lit(item.id),
            quantity=_amount(item.per_day, rule.days),
            urgency=pl.when(lasts.is_null() | (lasts <= now)).then(RUN_OUT).otherwise(SOON).cast(pl.Int64()),
            request_id=pl.lit(None, pl.String()),
        )
        for item in rule.items.values()
        if item.by_rule
    ]
    every = pl.concat([NEEDS.empty(), *parts])
    return every.filter(pl.col("quantity") > 0)


def _amount(per_day: Mapping[str, float], days: int) -> pl.Expr:
    heads = pl.sum_horizontal(pl.col(band).fill_null(0) * rate for band, rate in per_day.items())
    # A thousandth of a unit is rounding, not another unit.
    return (heads * days - 1e-3).ceil().clip(lower_bound=0).cast(pl.Int64())
