"""The living response: run the engine on what is known, and put the difference to the people who decide."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import polars as pl
from django.db import transaction

from fangxian.engines import tables
from fangxian.engines.plans import Plan
from fangxian.engines.problems import Text
from fangxian.engines.response import respond
from fangxian.engines.response.situation import Response
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.areas.services import keep_areas_true, keep_measures_true
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock, count_wall_ms
from fangxian.operations.contacts.services import Traced, keep_run
from fangxian.operations.decisions.payloads import KEYS
from fangxian.operations.decisions.queries import find_ending, rejected_digests
from fangxian.operations.decisions.services import NewProposal, propose, withdraw_rows
from fangxian.operations.follow_ups.refreshing import keep_follow_ups_true
from fangxian.operations.lifting import review_areas
from fangxian.operations.places.reach import Reach
from fangxian.operations.proposing import (
    Changed,
    Desk,
    Row,
    cities,
    group_proposals,
    group_releases,
    propose_ending,
    sort_rows,
)
from fangxian.operations.restrictions.offers import find_agreed
from fangxian.operations.restrictions.services import keep_restrictions_true
from fangxian.operations.situation import Built, build_situation
from fangxian.stores.packs import read_plan

_LIVING = {
    "areas": (
        "evidence",
        "digest",
        "rule",
        "population",
        "reason_zh",
        "reason_en",
        "eligible_to_end",
        "release_due_at",
    ),
    "measures": ("evidence", "digest", "rule", "people", "release_due_at"),
    "restrictions": ("evidence", "digest", "rule", "release_due_at"),
}
"""What follows the facts by itself, without a signature."""


Rows = dict[str, Changed]
"""Change -> (table, row)."""


@dataclass(frozen=True)
class ResponseRun:
    """What a response found and proposed. Counts are rows; `proposals` are the ids made or added to now."""

    outbreak_id: str
    as_of: datetime
    new: int
    changed: int
    unchanged: int
    no_longer_supported: int
    proposals: tuple[UUID, ...]
    withdrawn: tuple[UUID, ...]
    exposed: int
    venues_not_found: int
    ending_proposed: bool
    remarks: tuple[Text, ...]
    seconds: float


def respond_now(actor: Actor, clock: Clock, *, outbreak_id: str) -> ResponseRun:
    """Run the plan on what is known now and store what is new, changed or no longer supported as proposals.

    Doing it twice changes nothing. The engine runs before the transaction opens, so nobody waits for it.

    Raises:
        Problem: `not-found`, `not-your-role`.
    """
    actor.require("respond")
    began, as_of = count_wall_ms(), clock.now()
    root = get_outbreak(actor.reach, outbreak_id).place_id
    built = build_situation(Reach(frozenset({root})), outbreak_id, as_of)
    plan = read_plan(built.outbreak.plan)
    response = respond(built.situation, plan)
    rows = sort_rows(response)
    with transaction.atomic():
        keep_run(actor, clock, _traced(built, plan, response))
        keep_follow_ups_true(actor, clock, built.outbreak)
        withdrawn = _withdraw(actor, clock, outbreak_id, rows)
        _keep_true(actor, clock, rows)
        review_areas(actor, clock, outbreak_id=outbreak_id)
        proposals = propose(
            actor,
            clock,
            outbreak_id=outbreak_id,
            situation_digest=built.digest,
            proposals=_proposals(built, plan, response.ending_proposed, rows),
        )
    seconds = (count_wall_ms() - began) / 1000
    return _run(built, response, rows, tuple(proposals), tuple(withdrawn), seconds)


def _traced(built: Built, plan: Plan, response: Response) -> Traced:
    known = built.situation.places["place_id"].implode()
    exposed = response.exposures["person_id"]
    persons = built.situation.persons_among(exposed).drop_nulls("residence_place_id")
    homes = persons.filter(persons["residence_place_id"].is_in(known))
    return Traced(
        outbreak_id=built.outbreak.id,
        as_of=built.situation.as_of,
        known_at=built.situation.known_at,
        snapshot=built.register.snapshot,
        plan=f"{plan.id}@{plan.version}",
        exposures=response.exposures,
        venues=response.venue_exposures,
        residence=dict(homes.select("person_id", "residence_place_id").rows()),
        stays=_stays_of_cases(built, response),
        timezone=built.situation.timezone,
    )


def _stays_of_cases(built: Built, response: Response) -> pl.DataFrame:
    """Where the cases were while they exposed somebody: it tells the session of each meeting."""
    met = response.exposures.filter(degree=1, kind="presence")
    if built.situation.presences is None or met.is_empty():
        return tables.PRESENCES.empty()
    begin, end = met.select(pl.col("first_exposed_at").min(), pl.col("last_exposed_at").max()).row(0)
    people = met["via_person_id"].unique(maintain_order=True).to_list()
    return built.situation.presences.stays_of(people, begin - timedelta(days=1), end)


def _withdraw(actor: Actor, clock: Clock, outbreak_id: str, rows: Rows) -> list[UUID]:
    """Take back what waits for a signature and is no longer given, or given differently."""
    gone = [_keyed(found) for found in (*rows["changed"], *rows["no_longer_supported"])]
    closed = withdraw_rows(actor, clock, outbreak_id=outbreak_id, rows=gone)
    held = [_keyed(found) for found in (*rows["changed"], *rows["unchanged"])]
    return closed + withdraw_rows(actor, clock, outbreak_id=outbreak_id, rows=held, releases=True)


def _keep_true(actor: Actor, clock: Clock, rows: Rows) -> None:
    """Bring evidence, counts and release clocks of what is in force up to the facts."""
    found: dict[str, list[Row]] = {table: [] for table in KEYS}
    for table, row in (*rows["unchanged"], *rows["no_longer_supported"]):
        found[table].append({"id": row[KEYS[table]], **{name: row[name] for name in _LIVING[table]}})
    keep_areas_true(actor, clock, found["areas"])
    keep_measures_true(actor, clock, found["measures"])
    keep_restrictions_true(actor, clock, found["restrictions"])


def _proposals(built: Built, plan: Plan, ending: bool, rows: Rows) -> list[NewProposal]:
    root, outbreak_id = built.outbreak.place_id, built.outbreak.id
    desk = Desk(plan, root, cities(built.situation.places))
    rejected = rejected_digests(outbreak_id)
    agreed = find_agreed(outbreak_id, built.situation.known_at)
    fresh = [
        found
        for found in (*rows["new"], *rows["changed"])
        if _marked(found) not in rejected and not _keeps_it_alone(found, agreed)
    ]
    gone = [found for found in rows["no_longer_supported"] if _keyed(found) in built.in_force]
    proposals = [*group_proposals(fresh, desk), *group_releases(gone, desk)]
    waiting = find_ending(Reach(frozenset({root})), outbreak_id)
    if ending and not built.situation.ended and waiting is None:
        proposals.append(propose_ending(plan, root))
    return proposals


def _run(
    built: Built,
    response: Response,
    rows: Rows,
    proposals: tuple[UUID, ...],
    withdrawn: tuple[UUID, ...],
    seconds: float,
) -> ResponseRun:
    venues = response.venue_exposures.filter("unknown_attendees")
    return ResponseRun(
        outbreak_id=built.outbreak.id,
        as_of=built.situation.as_of,
        proposals=proposals,
        withdrawn=withdrawn,
        exposed=response.exposures["person_id"].n_unique(),
        venues_not_found=venues["place_id"].n_unique(),
        ending_proposed=response.ending_proposed,
        remarks=response.remarks,
        seconds=seconds,
        **{change: len(found) for change, found in rows.items()},
    )


def _keyed(found: tuple[str, Row]) -> tuple[str, str]:
    table, row = found
    return table, row[KEYS[table]]


def _keeps_it_alone(found: tuple[str, Row], agreed: set[tuple[str, str]]) -> bool:
    """Whoever stays of their own accord is not bound to it."""
    table, row = found
    return table == "restrictions" and (row["person_id"], row["measure"]) in agreed


def _marked(found: tuple[str, Row]) -> tuple[str, str, str]:
    return *_keyed(found), found[1]["digest"]
