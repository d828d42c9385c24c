"""Asking for restrictions by hand, and asking people to stay of their own accord: both only for who is on record."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import polars as pl

from fangxian.engines import tables
from fangxian.engines.following import Exposed, span_of
from fangxian.engines.plans import Measure, Plan
from fangxian.engines.problems import Text
from fangxian.engines.response.digests import identity, mark, with_digest
from fangxian.engines.restraint import Evidence
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.cases.services import hold_open
from fangxian.operations.chunks import in_chunks
from fangxian.operations.clock import Clock
from fangxian.operations.decisions.payloads import to_payload
from fangxian.operations.decisions.queries import find_views, rows_to_bind, waiting_rows
from fangxian.operations.decisions.services import NewProposal, NewRow, propose, withdraw_rows
from fangxian.operations.follow_ups.deciding import watch_bound
from fangxian.operations.people.queries import names_of, persons_frame, visible_keys
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_YOUR_ROLE, REASON_NEEDED
from fangxian.operations.quarantine_sites.consents import end_with_agreements
from fangxian.operations.restrictions import offers
from fangxian.operations.restrictions.blocking import (
    ListAsked,
    ListBlocked,
    kept_for_the_auditor,
    refuse_unsupported,
)
from fangxian.operations.restrictions.offers import Answered, ToOffer
from fangxian.operations.restrictions.problems import NOT_AN_OFFER
from fangxian.operations.restrictions.rows import Weight
from fangxian.operations.restrictions.support import find_evidence
from fangxian.operations.restrictions.weighing import find_not_asked_first, weigh
from fangxian.stores.packs import read_plan

RULE = "asked-by-hand"
"""The rule a proposal of this kind names: a person asked, not the plan."""


@dataclass(frozen=True)
class PersonAsked:
    """Somebody to be restricted. `cases`: through which cases, as whoever asks claims; empty: by what is on record."""

    person_id: str
    cases: tuple[str, ...] = ()


@dataclass(frozen=True)
class ToAsk:
    """Somebody whom a waiting proposal would bind, not asked yet. `name`: empty where identities are hidden."""

    person_id: str
    name: str
    measure: str
    title: Text
    ends_at: datetime


def request_restrictions(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    measure: str,
    people: Sequence[PersonAsked],
    reason: str,
    ends_at: datetime | None = None,
) -> tuple[UUID, ...]:
    """Propose to restrict people somebody lists by hand; two offices still have to sign. Nobody is bound by it.

    Every one of them must be on record with evidence of their own that a rule of the plan gives this measure for;
    if one is not, the whole list is blocked and the auditor sees who asked. `ends_at`: sooner or later than the plan
    would end it, within the law.

    Raises:
        Problem: `not-found`, `reason-needed`, `not-your-role`, `outbreak-ended`, `list-blocked`.
    """
    if not reason.strip():
        raise REASON_NEEDED()
    with kept_for_the_auditor(actor, clock):
        outbreak = get_outbreak(actor.reach, outbreak_id)
        _refuse_without_duty(actor, outbreak_id, measure, people, reason)
        hold_open(outbreak_id)
        at, seen = clock.now(), _seen(actor, people, clock.now())
        rows = _rows(outbreak, measure, people, seen, at, ends_at)
        by = actor.user_id
        refuse_unsupported(outbreak, rows, at, door="request", reason=reason, asked_by=by, seen=seen)
        return tuple(
            propose(
                actor,
                clock,
                outbreak_id=outbreak.id,
                situation_digest=mark(";".join(sorted(row["restriction_id"] for row in rows))),
                proposals=[_proposal(actor, outbreak, measure, rows)],
            )
        )


def offer_first(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    measure: str,
    people: Collection[str],
    channel: str = "call",
) -> int:
    """Record that people were asked to keep a measure of their own accord; return how many were asked now.

    Nobody is asked whom the plan would not bind: an offer without evidence is pressure. Such a list is blocked.

    Raises:
        Problem: `not-your-role`, `not-found`, `outbreak-ended`, `not-an-offer`, `list-blocked`.
    """
    actor.require("work")
    with kept_for_the_auditor(actor, clock):
        outbreak = get_outbreak(actor.reach, outbreak_id)
        hold_open(outbreak_id)
        _offered(read_plan(outbreak.plan), measure)
        listed = [PersonAsked(person) for person in dict.fromkeys(people)]
        seen = _seen(actor, listed, clock.now())
        rows = _rows(outbreak, measure, listed, seen, clock.now(), None)
        refuse_unsupported(outbreak, rows, clock.now(), door="offer", seen=seen)
        asked = [
            ToOffer(row["person_id"], row["place_id"] or outbreak.place_id, row["ends_at"]) for row in rows
        ]
        return offers.offer(
            actor, clock, outbreak_id=outbreak_id, measure=measure, asked=asked, channel=channel
        )


def answer_offers(
    actor: Actor, clock: Clock, *, outbreak_id: str, measure: str, answers: Sequence[Answered]
) -> dict[str, int]:
    """Record what people said. Who agrees is watched like who is bound, and taken out of what waits for signatures.

    Raises: `not-found`, and as `restrictions.offers.answer`.
    """
    with kept_for_the_auditor(actor, clock):
        outbreak = get_outbreak(actor.reach, outbreak_id)
        said = offers.answer(actor, clock, outbreak_id=outbreak_id, measure=measure, answers=answers)
        agreed = [one.person_id for one in answers if one.answer == "agreed"]
        if agreed:
            keys = [("restrictions", key) for key in _keys(outbreak_id, measure, agreed)]
            why = "they stay of their own accord"
            withdraw_rows(actor, clock, outbreak_id=outbreak_id, rows=keys, reason=why)
            watch_bound(actor, clock, outbreak=outbreak, people_by_measure={measure: agreed}, reason=why)
        return said


def list_to_ask(actor: Actor, outbreak_id: str, at: datetime) -> tuple[ToAsk, ...]:
    """Return whom somebody within reach still has to ask before two offices bind them. Raises `not-found`."""
    outbreak = get_outbreak(actor.reach, outbreak_id)
    rows = waiting_rows(Reach(frozenset({outbreak.place_id})), outbreak_id, at)["restrictions"]
    seen = _seen(actor, [PersonAsked(row["person_id"]) for row in rows], at)
    unasked = find_not_asked_first(outbreak, [row for row in rows if row["person_id"] in seen], at)
    waiting = offers.find_waiting_offers_of(outbreak_id)
    names = names_of(actor.reach, sorted(unasked), at)
    measures = read_plan(outbreak.plan).measures
    return tuple(
        ToAsk(
            row["person_id"],
            names.get(row["person_id"], ""),
            row["measure"],
            measures[row["measure"]].title,
            row["ends_at"],
        )
        for row in sorted(rows, key=lambda row: (row["measure"], row["person_id"]))
        if row["person_id"] in unasked and (row["person_id"], row["measure"]) not in waiting
    )


def weigh_proposals(actor: Actor, clock: Clock, proposal_ids: Collection[UUID]) -> Weight:
    """Return what signing these proposals of one outbreak would do to people, each counted once.

    Raises: `not-found`, also for a proposal outside the reach.
    """
    views = find_views(actor, proposal_ids)
    rows = [row for view in views for row in rows_to_bind(view.id, None)]
    if not rows:
        return Weight(0, 0, 0, 0, 0, 0)
    return weigh(get_outbreak(actor.reach, views[0].outbreak_id), rows, clock.now())


def end_agreements(
    actor: Actor, clock: Clock, *, outbreak_id: str, measure: str, people: Collection[str], reason: str
) -> int:
    """Record that people no longer stay of their own accord; the next response proposes what the plan gives them.

    A room they had by it is theirs no longer, and they go.

    Raises: `not-found`, `not-your-role`, `reason-needed`.
    """
    with kept_for_the_auditor(actor, clock):
        get_outbreak(actor.reach, outbreak_id)
        ended = offers.end_agreements(
            actor, clock, outbreak_id=outbreak_id, measure=measure, people=people, reason=reason
        )
        if ended:
            end_with_agreements(actor, clock, outbreak_id=outbreak_id, measure=measure, people=people)
        return ended


def _refuse_without_duty(
    actor: Actor, outbreak_id: str, measure: str, people: Sequence[PersonAsked], reason: str
) -> None:
    """A list from somebody without the duty is not even looked at: no answer tells who is on record."""
    if not actor.may("respond"):
        listed = tuple(sorted({one.person_id for one in people}))
        asked = ListAsked(outbreak_id, measure, listed, {"not-your-role": len(listed)}, "request", reason)
        raise ListBlocked(asked, NOT_YOUR_ROLE(role=actor.role, act="respond"))


def _offered(plan: Plan, measure: str) -> Measure:
    found = plan.measures.get(measure)
    if found is None or not (found.restricts and found.voluntary_first):
        offered = [one.id for one in plan.measures.values() if one.restricts and one.voluntary_first]
        raise NOT_AN_OFFER(measure=measure, offered=", ".join(sorted(offered)))
    return found


def _seen(actor: Actor, people: Sequence[PersonAsked], at: datetime) -> set[str]:
    """Return those of the people whom the actor may see."""
    listed = sorted({one.person_id for one in people})
    return set().union(*(visible_keys(actor.reach, some, at) for some in in_chunks(listed)))


def _rows(
    outbreak: OutbreakRow,
    measure_id: str,
    people: Sequence[PersonAsked],
    seen: Collection[str],
    at: datetime,
    ends_at: datetime | None,
) -> list[dict[str, Any]]:
    """Return a row per person, also for those nothing is known of: whether they may be bound is judged of the rows."""
    plan = read_plan(outbreak.plan)
    listed = {one.person_id: one for one in people}
    evidence = find_evidence(outbreak.id, seen, at)
    homes = dict(persons_frame(sorted(seen), at).select("person_id", "residence_place_id").rows())
    keys = dict(zip(sorted(listed), _keys(outbreak.id, measure_id, sorted(listed)), strict=True))
    return [
        _row(
            outbreak,
            plan,
            measure_id,
            one,
            evidence.get(person, Evidence()),
            {"restriction_id": keys[person], "place_id": homes.get(person), "at": at, "ends_at": ends_at},
        )
        for person, one in sorted(listed.items())
    ]


def _row(
    outbreak: OutbreakRow,
    plan: Plan,
    measure_id: str,
    asked: PersonAsked,
    evidence: Evidence,
    given: Mapping[str, Any],
) -> dict[str, Any]:
    measure = plan.measures.get(measure_id)
    starts_at, ends_at = given["at"], given["at"]
    if measure is not None and evidence.case_ids:
        span = span_of(measure, _when(evidence, outbreak.timezone), outbreak.timezone)
        starts_at, ends_at = span.starts_at, span.ends_at
    nearest = evidence.nearest
    near = {one.case_id for one in evidence.own} | {path.case_id for path in nearest}
    return {
        "restriction_id": given["restriction_id"],
        "person_id": asked.person_id,
        "measure": measure_id,
        "place_id": given["place_id"],
        "degree": None if evidence.own or not nearest else nearest[0].degree,
        "starts_at": starts_at,
        "ends_at": given["ends_at"] or ends_at,
        "legal_basis": measure.legal_basis if measure else "",
        "signatures_required": max(plan.signatures_required, 2),
        "voluntary_first": bool(measure and measure.voluntary_first),
        "change": "new",
        "outbreak_id": outbreak.id,
        "rule": RULE,
        "evidence": ";".join(sorted(asked.cases or near)),
        "digest": "",
    }


def _when(evidence: Evidence, timezone: str) -> Exposed:
    """When the person was exposed; of a case, the day it was reported."""
    if evidence.own:
        reported = max(one.reported_on for one in evidence.own)
        instant = datetime.combine(reported, time(), ZoneInfo(timezone)).astimezone(UTC)
        return Exposed(instant, instant, instant)
    nearest = evidence.nearest
    return Exposed(
        min(path.first_exposed_at for path in nearest),
        max(path.last_exposed_at for path in nearest),
        min(path.last_exposed_at for path in nearest),
    )


def _keys(outbreak_id: str, measure: str, people: Sequence[str]) -> list[str]:
    """Return the engine's own keys, so that a response knows these restrictions for its own."""
    columns = [pl.Series([value] * len(people), dtype=pl.String()) for value in (outbreak_id, measure)]
    return identity("r-", *columns, pl.Series(list(people), dtype=pl.String())).to_list()


def _proposal(
    actor: Actor, outbreak: OutbreakRow, measure_id: str, rows: Sequence[dict[str, Any]]
) -> NewProposal:
    plan = read_plan(outbreak.plan)
    measure = plan.measures[measure_id]
    return NewProposal(
        kind="restriction",
        # Of its own: a list asked for by hand never joins what the plan proposes.
        key=f"asked:{measure_id}:{mark(';'.join(row['restriction_id'] for row in rows))}",
        what=measure_id,
        title=measure.title,
        place_id=actor.place_id,
        restricts=True,
        signatures_required=max(plan.signatures_required, 2),
        plan=f"{plan.id}@{plan.version}",
        rule=RULE,
        rows=_new_rows(rows),
        asked_by=actor.user_id,
        asked_office=actor.office_id,
    )


def _new_rows(rows: Sequence[dict[str, Any]]) -> tuple[NewRow, ...]:
    marked = tables.RESTRICTIONS.rows(list(rows)).with_columns(
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
