"""Areas drawn by hand: an expert proposes one on any ground, a second office decides, a level changes with a reason."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import polars as pl
from django.db import transaction

from fangxian.engines import tables
from fangxian.engines.ground import describe_extent
from fangxian.engines.plans import Plan
from fangxian.engines.problems import Text
from fangxian.engines.response.digests import with_digest
from fangxian.engines.response.known import facts_by_case, facts_of
from fangxian.engines.zoning.zones import zones_around
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.areas.history import Period, get_periods
from fangxian.operations.areas.ladders import ladder_of, restricts
from fangxian.operations.areas.problems import (
    AREA_NOT_STANDING,
    EVIDENCE_NEEDED,
    NOT_A_LEVEL_HERE,
    SAME_LEVEL,
)
from fangxian.operations.areas.rows import BY_HAND
from fangxian.operations.cases.queries import case_table, get_case, get_outbreak, list_cases, list_stays
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.clock import Clock
from fangxian.operations.decisions.payloads import to_payload
from fangxian.operations.decisions.services import NewProposal, NewRow, propose
from fangxian.operations.ground import NAME, columns_of, current_ground
from fangxian.operations.ids import new_id
from fangxian.operations.journal.services import record
from fangxian.operations.places.queries import get_place
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import REASON_NEEDED
from fangxian.operations.signing import sign
from fangxian.stores.packs import read_plan, read_zones

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Drawn:
    """What an expert draws: the extent as JSON, its name (None for one whole place), level, cases and reason.

    `starts_at`: the effective hour; None for as soon as it is decided.
    """

    extent: Json
    level: str
    evidence: tuple[str, ...]
    reason: str
    name: Text | None = None
    starts_at: datetime | None = None
    rule: str = BY_HAND


@transaction.atomic
def propose_area(actor: Actor, clock: Clock, *, outbreak_id: str, drawn: Drawn) -> UUID:
    """Put an area drawn by hand to two offices; return the proposal. No rule stands behind it, so one is not enough.

    Raises:
        Problem: `not-found`, `not-your-role`, `reason-needed`, `not-a-level-here`, `evidence-needed`,
            `not-an-extent`, `outside-the-ground`.
    """
    actor.require("respond")
    return _put(actor, clock, get_outbreak(actor.reach, outbreak_id), [drawn])[0]


@transaction.atomic
def propose_zones(
    actor: Actor, clock: Clock, *, outbreak_id: str, case_id: str, reason: str
) -> tuple[UUID, ...]:
    """Propose every level of the plan's pack of zones around one case, the strictest first.

    Raises:
        Problem: as `propose_area`; `not-a-level-here` where the plan includes no zones.
    """
    actor.require("respond")
    outbreak = get_outbreak(actor.reach, outbreak_id)
    pack = read_plan(outbreak.plan).zones
    if not pack:
        raise NOT_A_LEVEL_HERE(level="sealed", known=", ".join(read_plan(outbreak.plan).levels) or "-")
    zones, found = read_zones(pack), get_case(actor.reach, case_id, clock.now())
    if found.residence_id is None:
        raise EVIDENCE_NEEDED()
    stays = [
        (stay.place_id, (stay.leave_at - stay.arrive_at) / timedelta(minutes=1))
        for stay in list_stays(actor.reach, case_id, clock.now())
        if stay.place_id and stay.leave_at
    ]
    ground = current_ground(outbreak.place_id)
    home = get_place(found.residence_id).title
    proposed = zones_around(zones, ground, home=found.residence_id, stays=stays)
    drawn = [
        Drawn(
            extent=describe_extent(zone.extent),
            level=zone.level,
            evidence=(case_id,),
            reason=reason,
            name=Text(f"{home.zh}: {zone.rule.title.zh}", f"{home.en}: {zone.rule.title.en}"),
            rule=f"{BY_HAND}:{zones.id}:{zone.level}",
        )
        for zone in proposed
    ]
    return tuple(_put(actor, clock, outbreak, drawn))


@transaction.atomic
def change_level(actor: Actor, clock: Clock, *, key: str, level: str, reason: str) -> UUID:
    """Propose another level for an area that stands; a milder one is signed at once: one signature gives back.

    Raises:
        Problem: `not-found`, `reason-needed`, `area-not-standing`, `not-a-level-here`, `same-level`.
    """
    actor.require("respond")
    now = clock.now()
    period = get_periods(actor.reach, key, now)[-1]
    outbreak = get_outbreak(actor.reach, period.outbreak_id)
    plan = read_plan(outbreak.plan)
    ranks = ladder_of(plan, period.level).ranks
    if period.state(now) in ("ended", "lapsed"):
        raise AREA_NOT_STANDING()
    if level not in ranks:
        raise NOT_A_LEVEL_HERE(level=level, known=", ".join(ranks))
    if level == period.level:
        raise SAME_LEVEL()
    _require_reason(reason)
    milder = ranks[level] < ranks[period.level]
    row = _row_of(period, level, reason, now, outbreak)
    title = _title(row)
    found = _propose(
        actor,
        clock,
        outbreak,
        plan,
        [(row, title, not milder and restricts(plan, level), 1 if milder else 2)],
    )[0]
    after = {"level": level, "proposal": str(found)}
    record(actor, "proposed", "area", key, at=now, before={"level": period.level}, after=after, reason=reason)
    if milder:
        sign(actor, clock, proposal_ids=[found], reason=reason)
    return found


def _put(actor: Actor, clock: Clock, outbreak: OutbreakRow, drawn: Sequence[Drawn]) -> list[UUID]:
    plan, now = read_plan(outbreak.plan), clock.now()
    cases = _evidence(actor.reach, outbreak, drawn, now)
    rows = []
    for one in drawn:
        _require_reason(one.reason)
        binds = restricts(plan, one.level)
        row = _row(actor, outbreak, one, cases, now)
        rows.append((row, _title(row), binds, 2))
    found = _propose(actor, clock, outbreak, plan, rows)
    for row, *_ in rows:
        after = {
            name: row[name] for name in ("level", "place_id", "starts_at", "evidence", "rule", "population")
        }
        after["extent"] = sha256((row["extent"] or "").encode()).hexdigest()
        record(actor, "proposed", "area", row["area_id"], at=now, after=after, reason=row["reason_zh"])
    return found


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise REASON_NEEDED()


def _evidence(reach: Reach, outbreak: OutbreakRow, drawn: Sequence[Drawn], now: datetime) -> pl.DataFrame:
    """Return the line list, once every case named is one of this outbreak, within reach, and counts."""
    counted = {
        row.id
        for row in list_cases(reach, outbreak.id, now)
        if row.kind != "discarded" and not row.merged_into
    }
    if any(not one.evidence or not counted.issuperset(one.evidence) for one in drawn):
        raise EVIDENCE_NEEDED()
    return case_table(Reach(frozenset({outbreak.place_id})), outbreak.id, now, now)


def _row(
    actor: Actor, outbreak: OutbreakRow, drawn: Drawn, cases: pl.DataFrame, now: datetime
) -> dict[str, Any]:
    given = drawn.name
    name = {NAME: {"zh": given.zh, "en": given.en or given.zh}} if given and given.zh else {}
    row = {
        "area_id": f"d-{new_id().hex}",
        "level": drawn.level,
        "starts_at": (drawn.starts_at or now).astimezone(UTC),
        "eligible_to_end": False,
        "reason_zh": drawn.reason,
        "reason_en": drawn.reason,
        "change": "new",
        "outbreak_id": outbreak.id,
        "rule": drawn.rule,
        "evidence": ";".join(sorted(set(drawn.evidence))),
        "digest": "",
        **columns_of(actor.reach, outbreak.place_id, {**drawn.extent, **name}),
    }
    return _with_digest(row, cases)


def _row_of(period: Period, level: str, reason: str, now: datetime, outbreak: OutbreakRow) -> dict[str, Any]:
    row = {
        "area_id": period.key,
        "place_id": period.place_id,
        "level": level,
        "starts_at": now,
        "eligible_to_end": False,
        "reason_zh": reason,
        "reason_en": reason,
        "population": period.population,
        "extent": period.extent,
        "covers": period.covers,
        "change": "changed",
        "outbreak_id": outbreak.id,
        "rule": period.rule if period.rule.startswith(BY_HAND) else f"{BY_HAND}:{period.rule}"[:120],
        "evidence": ";".join(period.evidence),
        "digest": "",
    }
    return _with_digest(row, case_table(Reach(frozenset({outbreak.place_id})), outbreak.id, now, now))


def _with_digest(row: dict[str, Any], cases: pl.DataFrame) -> dict[str, Any]:
    """Mark the row with the facts its evidence stands on: when they change, what rests on them is let go."""
    frame = tables.AREAS.rows([row])
    marked = frame.with_columns(facts=facts_of(frame["evidence"], facts_by_case(cases)))
    return with_digest(marked, tables.AREAS).select(tables.AREAS.names).row(0, named=True)


def _title(row: Mapping[str, Any]) -> Text:
    name = json.loads(row["extent"]).get(NAME) if row["extent"] else None
    return Text(name["zh"], name["en"]) if name else get_place(row["place_id"]).title


def _propose(
    actor: Actor,
    clock: Clock,
    outbreak: OutbreakRow,
    plan: Plan,
    rows: Sequence[tuple[dict[str, Any], Text, bool, int]],
) -> list[UUID]:
    proposals = [
        NewProposal(
            kind="area",
            key=f"area:{row['area_id']}",
            what=row["level"],
            title=Text(title.zh[:200], title.en[:200]),
            place_id=row["place_id"],
            restricts=binds,
            signatures_required=signatures,
            plan=f"{plan.id}@{plan.version}",
            rule=row["rule"],
            rows=(NewRow("areas", row["area_id"], to_payload(row), row["digest"], row["evidence"]),),
        )
        for row, title, binds, signatures in rows
    ]
    digest = sha256("".join(row["digest"] for row, *_ in rows).encode()).hexdigest()
    return propose(actor, clock, outbreak_id=outbreak.id, situation_digest=digest, proposals=proposals)
