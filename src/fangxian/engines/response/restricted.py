"""How many people are restricted in a place by everything that stands there, each community counted once."""

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import pairwise

import polars as pl
import polars.selectors as cs

from fangxian.engines import tables
from fangxian.engines.plans import Measure, nearest_level

_AREA_KINDS = ("place", "testing")
_NAMED_KINDS = ("person", "case")
_PARTS_OF_A_DAY = 1_000_000
"""Person-days are summed as whole millionths: the order of the places, which threads decide, leaves no trace."""


def restricted_by_place(
    measures: pl.DataFrame,
    places: pl.DataFrame,
    by_id: Mapping[str, Measure],
    level: str,
    as_of: datetime,
) -> pl.DataFrame:
    """Return one row per place of `level` in which something restricts (`tables.RESTRICTED`).

    Overlapping measures are joined community by community: no person-day is counted twice.
    """
    now = as_of.astimezone(UTC)
    live = measures.filter(pl.col("ends_at") > now, pl.col("measure").is_in(_restricting(by_id)))
    tree = tables.tree_with(places, live["place_id"])
    closure = tables.closure_of(tree)
    levels = tables.levels_of(tree, closure)
    if not live.height or not levels:
        return tables.RESTRICTED.empty()
    seats = tree.filter(level=nearest_level(level, levels)).select(seat="place_id")
    inside = seats.join(closure, left_on="seat", right_on="ancestor_id").select(
        "seat", place_id="descendant_id"
    )
    by_area = live.filter(pl.col("measure").is_in(_restricting(by_id, _AREA_KINDS)))
    covered = _covered(by_area, tree, closure, by_id, now)
    summed = _summed(covered, tree).join(inside, on="place_id").group_by("seat")
    areas = summed.agg(pl.exclude("place_id").sum()).with_columns(
        cs.starts_with("person_days") / _PARTS_OF_A_DAY
    )
    by_name = live.filter(pl.col("measure").is_in(_restricting(by_id, _NAMED_KINDS)))
    named = _named(by_name, tree, closure, inside)
    counted = _counted(live, tree, closure, inside)
    rows = counted.join(areas, on="seat", how="left").join(named, on="seat", how="left").fill_null(0)
    return tables.RESTRICTED.check(rows.rename({"seat": "place_id"})).sort("place_id")


def _restricting(by_id: Mapping[str, Measure], kinds: tuple[str, ...] = ()) -> list[str]:
    return [m.id for m in by_id.values() if m.restricts and (not kinds or m.kind in kinds)]


def _covered(
    live: pl.DataFrame, tree: pl.DataFrame, closure: pl.DataFrame, by_id: Mapping[str, Measure], now: datetime
) -> pl.DataFrame:
    """Return (place_id, share, from_at, to_at): each lowest place and each measure that covers it."""
    bound = {m.id: m.binds_share * (1 - (m.exemption.share if m.exemption else 0.0)) for m in by_id.values()}
    parents = tree["parent_id"].drop_nulls().implode()
    lowest = tree.filter(pl.col("level") != tables.VENUE, ~pl.col("place_id").is_in(parents))
    spread = live.join(closure, left_on="place_id", right_on="ancestor_id").join(
        lowest.select(descendant_id="place_id"), on="descendant_id"
    )
    return spread.select(
        place_id="descendant_id",
        share=pl.col("measure").replace_strict(bound, return_dtype=pl.Float64()),
        from_at=pl.max_horizontal("starts_at", pl.lit(now).cast(pl.Datetime("us", "UTC"))),
        to_at="ends_at",
    )


def _summed(covered: pl.DataFrame, tree: pl.DataFrame) -> pl.DataFrame:
    """Return people and person-days (in millionths) of each lowest place. Places under the same measures are reckoned once."""
    key = ["share", "from_at", "to_at"]
    terms = (
        covered.sort("place_id", *key)
        .group_by("place_id", maintain_order=True)
        .agg(pl.struct(key).alias("terms"))
    )
    kinds = terms.unique("terms", maintain_order=True)
    reckoned = [_reckon(list(found)) for found in kinds["terms"]]
    names = ("least", "most", "least_days", "most_days")
    shares = pl.DataFrame(reckoned, schema={name: pl.Float64() for name in names}, orient="row")
    joined = terms.join(pl.concat([kinds.select("terms"), shares], how="horizontal"), on="terms")
    people = tree.select("place_id", pl.col("population").fill_null(0))
    whole = {name: (pl.col("population") * pl.col(name)) for name in names}
    return joined.join(people, on="place_id").select(
        "place_id",
        people_at_least=whole["least"].round().cast(pl.Int64),
        people_at_most=whole["most"].round().cast(pl.Int64),
        person_days_at_least=(whole["least_days"] * _PARTS_OF_A_DAY).round().cast(pl.Int64),
        person_days_at_most=(whole["most_days"] * _PARTS_OF_A_DAY).round().cast(pl.Int64),
    )


def _reckon(terms: list[dict[str, object]]) -> tuple[float, float, float, float]:
    """Return the shares bound at the fullest moment, and the share-days, at least and at most."""
    spans = [(float(str(one["share"])), _at(one["from_at"]), _at(one["to_at"])) for one in terms]
    edges = sorted({edge for _, begin, end in spans for edge in (begin, end)})
    least = most = least_days = most_days = 0.0
    for begin, end in pairwise(edges):
        shares = [share for share, start, stop in spans if start <= begin and end <= stop]
        widest, summed = max(shares, default=0.0), min(sum(shares), 1.0)
        days = (end - begin).total_seconds() / 86_400
        least, most = max(least, widest), max(most, summed)
        least_days, most_days = least_days + widest * days, most_days + summed * days
    return least, most, least_days, most_days


def _at(value: object) -> datetime:
    assert isinstance(value, datetime)
    return value


def _named(
    others: pl.DataFrame, tree: pl.DataFrame, closure: pl.DataFrame, inside: pl.DataFrame
) -> pl.DataFrame:
    """Return (seat, by_name): people whom a measure for persons or cases restricts there."""
    seated = others.join(tables.tree_place_of(tree, closure), on="place_id").select(
        "people", place_id="tree_place_id"
    )
    joined = seated.join(inside, on="place_id").group_by("seat")
    return joined.agg(by_name=pl.col("people").sum().cast(pl.Int64))


def _counted(
    live: pl.DataFrame, tree: pl.DataFrame, closure: pl.DataFrame, inside: pl.DataFrame
) -> pl.DataFrame:
    """Return (seat, measures): how many measures reach into each place, those from above included."""
    seated = live.join(tables.tree_place_of(tree, closure), on="place_id").select(
        "measure_id", place="tree_place_id"
    )
    within = seated.join(inside, left_on="place", right_on="place_id").select("measure_id", "seat")
    seats = inside.select("seat").unique()
    above = seated.join(closure, left_on="place", right_on="ancestor_id").join(
        seats, left_on="descendant_id", right_on="seat"
    )
    reached = pl.concat([within, above.select("measure_id", seat="descendant_id")]).unique()
    return reached.group_by("seat").agg(measures=pl.len().cast(pl.Int64))
