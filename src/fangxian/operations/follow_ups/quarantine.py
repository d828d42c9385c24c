"""From a wish to quarantine to a proposal: bound is who two offices sign for, from when and until when the pack says."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

import polars as pl

from fangxian.engines import tables
from fangxian.engines.following import Exposed, span_of
from fangxian.engines.plans import Measure
from fangxian.engines.response.digests import mark, with_digest
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.clock import Clock
from fangxian.operations.decisions.payloads import to_payload
from fangxian.operations.decisions.queries import find_waiting
from fangxian.operations.decisions.services import NewProposal, NewRow, propose
from fangxian.operations.follow_ups.models import Course
from fangxian.operations.places.queries import frame, under
from fangxian.operations.places.reach import Reach
from fangxian.operations.restrictions.queries import find_bound
from fangxian.stores.packs import read_plan

RULE = "chosen-by-a-person"
"""The rule a proposal of this kind names: a person chose, not the plan."""


def propose_quarantine(
    actor: Actor, clock: Clock, outbreak: OutbreakRow, measure: Measure, courses: Sequence[Course]
) -> tuple[UUID, ...]:
    """Propose to bind the people of these courses, inside the caller's transaction; return what they wait in.

    Who is bound or waits already stays where they are. The rows join the plan's own proposal on the same measure
    and city while nobody has signed it.
    """
    at, keys = clock.now(), [course.restriction_key for course in courses]
    waiting = find_waiting(outbreak.id, "restrictions", keys)
    bound = find_bound(outbreak.id, keys, at, at)
    fresh = [course for course in courses if course.restriction_key not in waiting.keys() | bound.keys()]
    made = propose(
        actor,
        clock,
        outbreak_id=outbreak.id,
        situation_digest=mark(";".join(sorted(keys))),
        proposals=_proposals(outbreak, measure, fresh),
    )
    return tuple(sorted({*made, *waiting.values()}, key=str))


def _proposals(outbreak: OutbreakRow, measure: Measure, courses: Iterable[Course]) -> list[NewProposal]:
    by_city: dict[str, list[Course]] = defaultdict(list)
    cities = _cities(outbreak.place_id)
    for course in courses:
        by_city[cities.get(course.seat_id, outbreak.place_id)].append(course)
    return [_proposal(outbreak, measure, city, found) for city, found in sorted(by_city.items())]


def _cities(root: str) -> dict[str, str]:
    """Return place -> the place its restrictions are put together under, as the plan's own proposals are."""
    levels = tables.levels_of(frame(Reach(frozenset({root}))))
    if len(levels) <= 3:
        return {}
    places = frame(Reach(frozenset({root})))
    return under(places.filter(pl.col("level") == levels[1])["place_id"].to_list())


def _proposal(outbreak: OutbreakRow, measure: Measure, city: str, courses: Sequence[Course]) -> NewProposal:
    plan = read_plan(outbreak.plan)
    signatures = max(plan.signatures_required, 2)
    return NewProposal(
        kind="restriction",
        key=f"restriction:{measure.id}:{city}",
        what=measure.id,
        title=measure.title,
        place_id=city,
        restricts=True,
        signatures_required=signatures,
        plan=f"{plan.id}@{plan.version}",
        rule=RULE,
        rows=_rows(outbreak, measure, signatures, courses),
    )


def _rows(
    outbreak: OutbreakRow, measure: Measure, signatures: int, courses: Sequence[Course]
) -> tuple[NewRow, ...]:
    rows = [_row(outbreak, measure, signatures, course) for course in courses]
    marked = tables.RESTRICTIONS.rows(rows).with_columns(
        facts=pl.Series([mark(str(row["evidence"])) for row in rows], dtype=pl.String())
    )
    ready = with_digest(marked, tables.RESTRICTIONS).select(tables.RESTRICTIONS.names)
    return tuple(
        NewRow(
            "restrictions",
            row["restriction_id"],
            to_payload(row),
            row["digest"],
            row["evidence"],
            row["person_id"],
        )
        for row in ready.to_dicts()
    )


def _row(outbreak: OutbreakRow, measure: Measure, signatures: int, course: Course) -> dict[str, object]:
    exposed = Exposed(course.first_exposed_at, course.last_exposed_at, course.first_over_at)
    span = span_of(measure, exposed, outbreak.timezone)
    return {
        "restriction_id": course.restriction_key,
        "person_id": course.follow_up.person_id,
        "measure": measure.id,
        "place_id": course.seat_id,
        "degree": course.degree,
        "starts_at": span.starts_at,
        "ends_at": span.ends_at,
        "legal_basis": measure.legal_basis,
        "signatures_required": signatures,
        "voluntary_first": measure.voluntary_first,
        "change": "new",
        "outbreak_id": outbreak.id,
        "rule": RULE,
        "evidence": course.evidence,
        "digest": "",
    }
