"""How many minutes of work an order gives each community, before anybody signs it."""

import polars as pl

from fangxian.engines.plans import Cost, Measure

MINUTES = {"place_id": pl.String(), "people": pl.Int64(), "minutes": pl.Float64()}
"""One row a place of the lowest level that receives the order. Null: its population is not known."""


def minutes_of_work(places: pl.DataFrame, measure: Measure) -> pl.DataFrame:
    """Return the minutes of staff work of the first day (`MINUTES`), by place, the heaviest first.

    places: (place_id, population): those of the lowest level that receive the order. The figures are the measure's
    lines of staff hours: those a person count whoever is bound and not exempt, those a post count once a place.
    Lines for the place where a measure starts are the command's own work and are left out.

    >>> from fangxian.engines.response.examples import A_MEASURE
    >>> minutes_of_work(pl.DataFrame({"place_id": ["s1"], "population": [100]}), A_MEASURE).row(0)
    ('s1', 100, 0.0)
    """
    lines = [cost for cost in measure.costs if cost.what == "staff_hours"]
    a_person, a_post = _minutes(lines, ("person", "person_day")), _minutes(lines, ("post", "post_day"))
    exempt = measure.exemption.share if measure.exemption else 0.0
    bound = (pl.col("population") * measure.binds_share * (1 - exempt)).round().cast(pl.Int64)
    rows = places.select("place_id", people=bound).with_columns(
        minutes=(pl.col("people") * a_person if a_person else pl.lit(0.0)) + a_post
    )
    cast = rows.select(pl.col(name).cast(kind) for name, kind in MINUTES.items())
    return cast.sort("minutes", "place_id", descending=[True, False], nulls_last=True)


def _minutes(lines: list[Cost], per: tuple[str, ...]) -> float:
    return sum(cost.amount * 60 for cost in lines if cost.per in per)
