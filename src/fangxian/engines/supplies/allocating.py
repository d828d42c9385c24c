"""Who gets what of which lot: the most urgent first, what expires first first, then from the nearest depot."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl

from fangxian.engines.folders import list_folders, open_folder
from fangxian.engines.supplies import sharing
from fangxian.engines.supplies.rules import SupplyRule
from fangxian.engines.tables.distances import metres_between
from fangxian.engines.tables.supplies import PORTIONS, UNMET

UNKNOWN_M = 20_000.0
"""What a way counts for where a depot or a household is on no map."""
_ORDER = ["urgency", "household_id", "request_id"]


def list_sharing() -> list[str]:
    """Return the names of the folders that share stock out.

    >>> "min_cost_flow" in list_sharing()
    True
    """
    return list_folders(sharing)


def allocate(
    needs: pl.DataFrame,
    lots: pl.DataFrame,
    households: pl.DataFrame,
    rule: SupplyRule,
    on: date,
    solver: str = "min_cost_flow",
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (`PORTIONS`, `UNMET`) of `NEEDS` from those `LOTS` that are there and keep long enough on a day.

    needs = portions + unmet, item by item and household by household; no lot gives more than it holds. Ties go by id.

    Raises:
        Problem: `no-such-solver`, `no-such-item`.

    >>> from fangxian.engines.supplies.examples import EXAMPLE
    >>> from fangxian.engines.tables.supplies import CONTROLLED, LOTS, NEEDS
    >>> need = {"household_id": "h", "place_id": "p", "item": "rice", "quantity": 9, "urgency": 1}
    >>> stock = LOTS.rows([{"lot_id": "a", "depot_id": "d", "item": "rice", "quantity": 7}])
    >>> got, unmet = allocate(NEEDS.rows([need]), stock, CONTROLLED.empty(), EXAMPLE, date(2021, 8, 1))
    >>> got["quantity"].to_list(), unmet["quantity"].to_list()
    ([7], [2])
    """
    share = open_folder(sharing, solver).share
    spots = households.group_by("place_id").agg(pl.col("lat").mean(), pl.col("lon").mean())
    usable = usable_lots(lots, rule, on)
    given = [
        _of_item(needs.filter(item=item), usable.filter(item=item), spots, share)
        for item in needs["item"].unique().sort()
    ]
    portions = PORTIONS.check(pl.concat([PORTIONS.empty(), *given]))
    got = portions.group_by("household_id", "item", "request_id").agg(got=pl.col("quantity").sum())
    left = needs.join(got, on=["household_id", "item", "request_id"], how="left", nulls_equal=True)
    unmet = left.with_columns(quantity=pl.col("quantity") - pl.col("got").fill_null(0)).filter(
        pl.col("quantity") > 0
    )
    keys = ["household_id", "item", "request_id"]
    return portions.sort(*keys, "lot_id", nulls_last=False), UNMET.check(unmet.sort(keys, nulls_last=False))


def usable_lots(lots: pl.DataFrame, rule: SupplyRule, on: date) -> pl.DataFrame:
    """Return the lots that are there on a day and keep as long as their item must.

    >>> from fangxian.engines.supplies.examples import EXAMPLE
    >>> from fangxian.engines.tables.supplies import LOTS
    >>> usable_lots(LOTS.empty(), EXAMPLE, date(2021, 8, 1)).height
    0
    """
    least = {
        item: on + timedelta(days=rule.get_item(item).least_days) for item in lots["item"].unique().sort()
    }
    keeps = pl.col("item").replace_strict(least, default=on, return_dtype=pl.Date())
    there = pl.col("arrives_on").is_null() | (pl.col("arrives_on") <= on)
    fresh = pl.col("expires_on").is_null() | (pl.col("expires_on") >= keeps)
    return lots.filter(there & fresh & (pl.col("quantity") > 0))


def _of_item(needs: pl.DataFrame, lots: pl.DataFrame, spots: pl.DataFrame, share: Any) -> pl.DataFrame:
    """Share one item out, urgency by urgency: what is less urgent takes of what is left."""
    lots = lots.sort("expires_on", "lot_id", nulls_last=True)
    parts = [PORTIONS.empty()]
    for urgency in needs["urgency"].unique().sort():
        level = needs.filter(urgency=urgency).sort("place_id", *_ORDER, nulls_last=False)
        places = level.group_by("place_id", maintain_order=True).agg(pl.col("quantity").sum())
        metres = _metres(lots, places.join(spots, on="place_id", how="left", maintain_order="left"))
        flows = share(
            places["quantity"].to_numpy(),
            lots["quantity"].to_numpy(),
            lots["expires_on"].rank("dense").fill_null(lots.height + 1).cast(pl.Int64()).to_numpy(),
            np.nan_to_num(metres, nan=UNKNOWN_M),
        )
        parts.append(_cut(level, lots, places["place_id"], flows, metres))
        lots = lots.with_columns(quantity=pl.col("quantity") - pl.Series(flows.sum(axis=1), dtype=pl.Int64))
    return pl.concat(parts)


def _metres(lots: pl.DataFrame, places: pl.DataFrame) -> np.ndarray:
    lat, lon, to_lat, to_lon = (frame[name].to_numpy() for frame in (lots, places) for name in ("lat", "lon"))
    return metres_between(lat[:, None], lon[:, None], to_lat[None, :], to_lon[None, :])


def _cut(
    needs: pl.DataFrame, lots: pl.DataFrame, places: pl.Series, flows: np.ndarray, metres: np.ndarray
) -> pl.DataFrame:
    """Cut what flows into a place to its households, in order: both are laid end to end and intersected."""
    lot_at, place_at = np.nonzero(flows)
    sent = pl.DataFrame(
        {
            "place_id": places.gather(place_at),
            "lot_id": lots["lot_id"].gather(lot_at),
            "depot_id": lots["depot_id"].gather(lot_at),
            "metres": pl.Series(metres[lot_at, place_at], dtype=pl.Float64).fill_nan(None),
            "some": pl.Series(flows[lot_at, place_at], dtype=pl.Int64),
        },
        schema_overrides={"place_id": pl.String(), "lot_id": pl.String(), "depot_id": pl.String()},
    )
    flowing = sent.with_columns(flow_to=pl.col("some").cum_sum().over("place_id"))
    wanted = needs.with_columns(need_to=pl.col("quantity").cum_sum().over("place_id"))
    met = wanted.join(flowing, on="place_id").with_columns(
        got=pl.min_horizontal("need_to", "flow_to")
        - pl.max_horizontal(pl.col("need_to") - pl.col("quantity"), pl.col("flow_to") - pl.col("some"))
    )
    return PORTIONS.check(met.filter(pl.col("got") > 0).with_columns(quantity="got"))
