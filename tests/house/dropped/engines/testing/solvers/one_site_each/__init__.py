"""Every place is its own site, as many times as its people need."""

import polars as pl

from fangxian.engines.plans import TestingRule


def assign(demand: pl.DataFrame, rule: TestingRule) -> pl.DataFrame:
    """Open full sites at home and one for the rest."""
    rows = [
        (place_id, place_id, site + 1, min(rule.site_capacity, people - site * rule.site_capacity), 0.0)
        for place_id, people, _lat, _lon in demand.sort("place_id").iter_rows()
        for site in range(-(-people // rule.site_capacity))
    ]
    names = ["place_id", "site_place_id", "site", "people", "walk_m"]
    return pl.DataFrame(rows, schema=names, orient="row")
