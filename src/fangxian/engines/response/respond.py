"""From a situation and a plan to the difference from what stands: the one idea that holds the system together."""

from dataclasses import replace
from datetime import UTC

import polars as pl

from fangxian.engines import tables
from fangxian.engines.plans import Plan
from fangxian.engines.response.areas import areas_of
from fangxian.engines.response.budget import within_budget
from fangxian.engines.response.burdens import burdens_of, costs_of
from fangxian.engines.response.cascade import cascade
from fangxian.engines.response.counts import counts_with, judge_of, standing
from fangxian.engines.response.difference import Releasing, difference
from fangxian.engines.response.effort import staffing_of, testing_of, uncounted, unmet
from fangxian.engines.response.ending import ending_is_due, release_all
from fangxian.engines.response.known import Known, what_is_known
from fangxian.engines.response.measures import measures_of
from fangxian.engines.response.persons import PersonRows, person_rows
from fangxian.engines.response.restricted import restricted_by_place
from fangxian.engines.response.situation import Response, Situation
from fangxian.engines.response.subjects import person_subjects
from fangxian.engines.response.triggers import coarse_venues, fired
from fangxian.engines.tracing.known import require_zone

SUMMED_BY = "city"
"""The level at which the people restricted are added up; a tree without it uses its nearest."""


def respond(situation: Situation, plan: Plan) -> Response:
    """Return what the plan's rules propose for this situation, as a difference from `situation.standing`.

    Pure: the same situation gives the same rows with the same ids whatever the order of its tables, and a second
    run with the first answer as standing changes nothing. A case that is discarded, merged or re-dated takes along
    whatever rested on it alone (`no_longer_supported`, with `release_due_at`); edits of people are kept. An area that
    may end starts and prolongs nothing any more; what stands because of it runs out.

    Raises:
        Problem: a moment has no zone, a table is not what it claims to be, a condition cannot be read.

    >>> from fangxian.engines.response.examples import A_PLAN, a_situation
    >>> response = respond(a_situation(), A_PLAN)
    >>> response.areas.select("place_id", "level", "change").rows()
    [('d1', 'medium', 'new')]
    """
    situation = _in_utc(situation)
    releasing = Releasing(situation.as_of, plan.ending.release_hours)
    known = what_is_known(situation, plan)
    if situation.ended:
        return release_all(known, releasing)
    people = within_budget(known, person_subjects(known))
    areas = areas_of(known, people, releasing)
    lasting = areas.filter(~pl.col("eligible_to_end"))
    fires = fired(known, people, counts_with(known, lasting, people), lasting)
    persons = person_rows(known, fires, releasing)
    measures = measures_of(known, fires, persons, areas, releasing)
    testing = testing_of(known, measures, releasing)
    staffing = staffing_of(known, measures, testing, releasing)
    burdens = burdens_of(standing(measures), known.places, plan.measures, situation.as_of)
    return Response(
        exposures=known.exposures,
        venue_exposures=known.venue_exposures,
        areas=areas,
        measures=measures,
        orders=_orders(known, measures, releasing),
        restrictions=persons.restrictions,
        follow_ups=persons.follow_ups,
        testing=testing,
        staffing=staffing,
        ending_proposed=ending_is_due(known, counts_with(known, areas, people), judge_of(known, "outbreak")),
        burdens=burdens,
        costs=costs_of(burdens, plan.measures),
        restricted=restricted_by_place(
            standing(measures), known.places, plan.measures, SUMMED_BY, situation.as_of
        ),
        remarks=_remarks(known, fires, persons, measures, staffing),
    )


def _remarks(
    known: Known, fires: pl.DataFrame, persons: PersonRows, measures: pl.DataFrame, staffing: pl.DataFrame
) -> tuple[tables.Text, ...]:
    return (
        *known.remarks,
        *coarse_venues(known, fires),
        *_homeless(known),
        *_without_place(persons),
        *uncounted(known, measures),
        *_unmet(staffing),
    )


def _in_utc(situation: Situation) -> Situation:
    as_of, known_at = (require_zone(at).astimezone(UTC) for at in (situation.as_of, situation.known_at))
    return replace(situation, as_of=as_of, known_at=known_at)


def _orders(known: Known, measures: pl.DataFrame, releasing: Releasing) -> pl.DataFrame:
    """Cascade the measures that stand; what hangs on a measure that is released goes with it."""
    before = known.situation.standing.orders
    supported = standing(measures)
    proposed = cascade(supported, known.places, known.plan)
    intact = before.filter(pl.col("measure_id").is_in(supported["measure_id"].implode()))
    return difference(
        tables.ORDERS,
        before,
        proposed.with_columns(release_due_at=pl.lit(None, dtype=pl.Datetime("us", "UTC"))),
        frozenset(intact["dispatch_id"]),
        releasing,
    )


def _homeless(known: Known) -> tuple[tables.Text, ...]:
    own = known.cases.select(place_id=pl.coalesce("residence_place_id", "infection_place_id"))
    missing = own.join(known.tree_place, on="place_id", how="anti").height
    if not missing:
        return ()
    return (
        tables.Text(
            f"没有已知居住地的病例: {missing} 例。由最上级指挥部负责, 不计入任何地区的风险。",
            f"Cases with no known residence: {missing}. The topmost office is in charge, and no area counts them.",
        ),
    )


def _without_place(persons: PersonRows) -> tuple[tables.Text, ...]:
    rows = [
        frame["person_id"].filter(frame["place_id"].is_null())
        for frame in (persons.restrictions, persons.follow_ups)
    ]
    missing = pl.concat(rows).n_unique()
    if not missing:
        return ()
    return (
        tables.Text(
            f"{missing} 人没有已知的居住地或暴露地, 尚无负责的指挥部。",
            f"{missing} people have no known residence or place of exposure, so no office is in charge of them yet.",
        ),
    )


def _unmet(staffing: pl.DataFrame) -> tuple[tables.Text, ...]:
    missing = unmet(staffing)
    if not missing:
        return ()
    return (
        tables.Text(
            f"人手不足: 还缺 {missing} 人（见 staffing, people 小于 needed 的岗位）。",
            f"Not enough staff: {missing} people short (see staffing, roles with people below needed).",
        ),
    )
