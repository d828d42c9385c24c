"""How an outbreak ends: proposed on evidence, signed by people, and then everything that stands is released."""

import polars as pl

from fangxian.engines import tables
from fangxian.engines.response.difference import Releasing, difference
from fangxian.engines.response.known import Known
from fangxian.engines.response.places import places_with_cases
from fangxian.engines.response.situation import Response
from fangxian.engines.zoning import EVERYWHERE, AreaCounts, Judge


def ending_is_due(known: Known, counts: AreaCounts, judge: Judge) -> bool:
    """Return whether the plan's condition for ending holds; an outbreak without a counted case does not end so."""
    if not known.case_ids:
        return False
    now = counts.features(pl.Series([EVERYWHERE]), counts.today)
    rows = now.with_columns(places_with_cases=pl.lit(places_with_cases(known)))
    return bool(judge(known.plan.ending.when, rows).all())


def release_all(known: Known, releasing: Releasing) -> Response:
    """Return the response of an outbreak that was ended: nothing new, every standing row to be released."""
    standing = known.situation.standing

    def released(table: tables.Table, before: pl.DataFrame) -> pl.DataFrame:
        return difference(table, before, table.empty(), frozenset(), releasing, over_too=True)

    return Response(
        exposures=known.exposures,
        venue_exposures=known.venue_exposures,
        areas=released(tables.AREAS, standing.areas),
        measures=released(tables.MEASURES, standing.measures),
        orders=released(tables.ORDERS, standing.orders),
        restrictions=released(tables.RESTRICTIONS, standing.restrictions),
        follow_ups=released(tables.FOLLOW_UPS, standing.follow_ups),
        testing=released(tables.TESTING, standing.testing),
        staffing=released(tables.STAFFING, standing.staffing),
        ending_proposed=False,
        remarks=known.remarks,
    )
