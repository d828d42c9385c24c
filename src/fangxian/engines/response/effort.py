"""What the measures in force take: who is sampled where, and who is sent where."""

from datetime import UTC

import polars as pl

from fangxian.engines import tables
from fangxian.engines.response.counts import populations, standing
from fangxian.engines.response.difference import Releasing, difference
from fangxian.engines.response.digests import identity, with_digest
from fangxian.engines.response.known import Known, facts_of
from fangxian.engines.staffing import lend_workers, supply_of
from fangxian.engines.staffing.needs import needs_of
from fangxian.engines.testing import send_to_sites
from fangxian.engines.testing.demand import rounds_due

_NOTHING_INTACT: frozenset[str] = frozenset()
"""A plan of sites or teams rests on the measures it serves: a row not planned any more is released."""


def live_measures(known: Known, measures: pl.DataFrame) -> pl.DataFrame:
    """Return the measures that stand and are not over."""
    return standing(measures).filter(pl.col("ends_at") > known.situation.as_of.astimezone(UTC))


def testing_of(known: Known, measures: pl.DataFrame, releasing: Releasing) -> pl.DataFrame:
    """Return the testing table for every testing measure in force; `rule` names the measure."""
    before, rule = known.situation.standing.testing, known.plan.testing
    proposed = tables.TESTING.empty()
    if rule is not None:
        residents = populations(known).select("place_id", "population")
        due = rounds_due(live_measures(known, measures), known.plan.measures, residents, known.places, rule)
        placed = [
            _placed(known, measure[0], rows) for measure, rows in due.group_by("measure", maintain_order=True)
        ]
        proposed = pl.concat([proposed, *placed])
    return difference(tables.TESTING, before, proposed, _NOTHING_INTACT, releasing)


def _placed(known: Known, measure: object, due: pl.DataFrame) -> pl.DataFrame:
    rule = known.plan.testing
    assert rule is not None
    sites = send_to_sites(due.select("place_id", "people", "lat", "lon"), rule)
    rows = sites.join(due.select("place_id", "due_at", "evidence"), on="place_id").with_columns(
        rule=pl.lit(measure, dtype=pl.String()), pool_size=pl.lit(rule.pool_size, dtype=pl.Int64())
    )
    site = rows["site"].cast(pl.String())
    outbreak = _outbreak(known, rows.height)
    keyed = rows.with_columns(
        testing_id=identity("t-", outbreak, rows["rule"], rows["place_id"], rows["site_place_id"], site)
    )
    return with_digest(_based(known, keyed), tables.TESTING).select(tables.TESTING.names)


def staffing_of(
    known: Known, measures: pl.DataFrame, testing: pl.DataFrame, releasing: Releasing
) -> pl.DataFrame:
    """Return the staffing table; a role nobody can fill keeps a row with 0 people against what is needed."""
    before, rule = known.situation.standing.staffing, known.plan.staffing
    proposed = tables.STAFFING.empty()
    if rule is not None:
        needs = needs_of(live_measures(known, measures), standing(testing), known.plan.measures, known.places)
        lowest = _lowest(known)
        seats = known.places.select("place_id", "parent_id", "lat", "lon")
        sent = lend_workers(needs.select("to_place_id", "role", "needed"), supply_of(lowest, rule), seats)
        rows = sent.join(needs.drop("needed"), on=["to_place_id", "role"])
        keyed = rows.with_columns(
            assignment_id=identity(
                "s-", _outbreak(known, rows.height), rows["from_place_id"], rows["to_place_id"], rows["role"]
            )
        )
        proposed = with_digest(_based(known, keyed), tables.STAFFING).select(tables.STAFFING.names)
    return difference(tables.STAFFING, before, proposed, _NOTHING_INTACT, releasing)


def _lowest(known: Known) -> pl.DataFrame:
    parents = known.places.filter(pl.col("level") != tables.VENUE)["parent_id"].drop_nulls().implode()
    return populations(known).filter(~pl.col("place_id").is_in(parents)).select("place_id", "population")


def _outbreak(known: Known, height: int) -> pl.Series:
    return pl.Series([known.situation.outbreak_id] * height, dtype=pl.String())


def _based(known: Known, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(
        outbreak_id=pl.lit(known.situation.outbreak_id),
        change=pl.lit("new"),
        release_due_at=pl.lit(None, dtype=pl.Datetime("us", "UTC")),
        facts=facts_of(rows["evidence"], known.facts),
    )


def unmet(staffing: pl.DataFrame) -> int:
    """Return how many people are missing over all needs.

    >>> unmet(tables.STAFFING.empty())
    0
    """
    needs = (
        standing(staffing)
        .group_by("to_place_id", "role")
        .agg(pl.col("people").sum(), pl.col("needed").first())
    )
    return int((needs["needed"] - needs["people"]).sum())


def uncounted(known: Known, measures: pl.DataFrame) -> tuple[tables.Text, ...]:
    """Return a remark for the places a testing measure binds whose population nobody knows: nobody is due there."""
    testing = [m.id for m in known.plan.measures.values() if m.kind == "testing"]
    bound = live_measures(known, measures).filter(pl.col("measure").is_in(testing)).select("place_id")
    inside = bound.join(known.closure, left_on="place_id", right_on="ancestor_id")
    nobody = _lowest(known).filter(pl.col("population").is_null()).select(descendant_id="place_id")
    missing = inside.join(nobody, on="descendant_id")["descendant_id"].n_unique()
    if not missing:
        return ()
    return (
        tables.Text(
            f"{missing} 个应检地区人口未知, 未安排采样。",
            f"{missing} places due for testing have no known population, so no sampling was planned there.",
        ),
    )
