"""What a signed proposal does: areas stand, measures start, persons are bound, orders go to every office below."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from fangxian.engines import tables
from fangxian.engines.plans import Plan
from fangxian.engines.problems import Text
from fangxian.engines.response import cascade
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.areas.queries import list_measures, standing_areas
from fangxian.operations.areas.rows import BY_HAND
from fangxian.operations.areas.services import raise_areas, release_areas, release_measures, start_measures
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.cases.services import close_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.decisions.payloads import KEYS
from fangxian.operations.decisions.queries import signed_rows
from fangxian.operations.decisions.services import Signed, withdraw_all
from fangxian.operations.follow_ups.deciding import watch_bound
from fangxian.operations.orders.changing import extend_orders, revoke_orders_of
from fangxian.operations.orders.issuing import Grounds, Issued, issue
from fangxian.operations.places.queries import frame
from fangxian.operations.places.reach import Reach
from fangxian.operations.restrictions.queries import count_bound, standing_restrictions
from fangxian.operations.restrictions.services import impose, release_all

Row = dict[str, Any]
_SHARED = ("place_id", "starts_at", "rule", "evidence", "digest")
_COLUMNS = {
    "areas": (
        *_SHARED,
        "level",
        "eligible_to_end",
        "reason_zh",
        "reason_en",
        "population",
        "extent",
        "covers",
    ),
    "measures": (*_SHARED, "measure", "ends_at", "deadline_at", "restricts", "people", "legal_basis"),
    "restrictions": (
        *_SHARED,
        "person_id",
        "measure",
        "degree",
        "ends_at",
        "legal_basis",
        "signatures_required",
        "voluntary_first",
    ),
}


@dataclass
class Effects:
    """What a batch of signatures puts in force, gathered so that it is written at once."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {table: [] for table in KEYS})
    cascading: list[Row] = field(default_factory=list)
    grounds: dict[str, Grounds] = field(default_factory=dict)
    joined: list[tuple[str, str | None]] = field(default_factory=list)
    released: dict[str, set[str]] = field(default_factory=lambda: {table: set() for table in KEYS})


def take_effect(
    actor: Actor, clock: Clock, *, outbreak: OutbreakRow, plan: Plan, signed: Sequence[Signed], reason: str
) -> Issued:
    """Do what was signed, inside the caller's transaction; return the orders that went out."""
    effects = Effects()
    for one in signed:
        _gather(effects, outbreak, plan, one)
    raise_areas(actor, clock, effects.rows["areas"])
    start_measures(actor, clock, effects.rows["measures"])
    impose(actor, clock, outbreak, effects.rows["restrictions"])
    _watch(actor, clock, outbreak, effects.rows["restrictions"], reason)
    _release(actor, clock, outbreak.id, effects.released, reason)
    issued = _cascade(actor, clock, outbreak, plan, effects)
    _extend(actor, clock, outbreak, effects)
    if any(one.kind == "ending" for one in signed):
        _end(actor, clock, outbreak, reason)
    return issued


def _gather(effects: Effects, outbreak: OutbreakRow, plan: Plan, signed: Signed) -> None:
    rows = signed_rows(signed.proposal_id)
    if signed.kind == "release":
        for table, row in rows:
            effects.released[table].add(row[KEYS[table]])
        return
    for table, row in rows:
        effects.rows[table].append(_columns(table, row, outbreak, plan, signed))
        if table == "measures":
            effects.cascading.append({**row, "deadline_at": _deadline(plan, row, signed, outbreak.timezone)})
            effects.grounds[row["measure_id"]] = _grounds(plan, row, signed)
    if signed.kind == "restriction" and not any(table == "measures" for table, _ in rows):
        effects.joined += {(row["measure"], row["place_id"]) for _, row in rows}


def _columns(table: str, row: Row, outbreak: OutbreakRow, plan: Plan, signed: Signed) -> Row:
    columns = {name: row[name] for name in _COLUMNS[table]}
    columns |= {"id": row[KEYS[table]], "outbreak_id": outbreak.id, "decision_id": signed.decision_id}
    columns |= {"alone_until": signed.alone_until, "release_due_at": None}
    if table == "restrictions":
        columns["seat_id"] = row["place_id"] or outbreak.place_id
    if table == "measures":
        columns["area_key"] = row["area_id"]
    if table == "areas" and row["rule"].startswith(BY_HAND):
        # A rule's area has stood since its evidence; what a person draws binds nobody before it is decided.
        columns["starts_at"] = max(row["starts_at"], signed.holds_from)
    if table != "areas":
        title = _title(plan, row["measure"])
        columns |= {"title_zh": title.zh, "title_en": title.en}
    return columns


def _deadline(plan: Plan, row: Row, signed: Signed, timezone: str) -> datetime | None:
    """A deadline that counts from the decision counts from when it took effect; the rule's was only a forecast."""
    measure = plan.measures.get(row["measure"])
    edited = "deadline_at" in signed.edits.get(row["measure_id"], {})
    if measure is None or measure.deadline.clock != "decided" or edited:
        return row["deadline_at"]
    return measure.deadline.falls_due(signed.holds_from, timezone)


def _grounds(plan: Plan, row: Row, signed: Signed) -> Grounds:
    measure = plan.measures.get(row["measure"])
    instruction = measure.instruction if measure else Text("", "")
    return Grounds(signed.decision_id, _title(plan, row["measure"]), instruction, signed.alone_until)


def _title(plan: Plan, measure_id: str) -> Text:
    measure = plan.measures.get(measure_id)
    return measure.title if measure else Text(measure_id, measure_id)


def _cascade(actor: Actor, clock: Clock, outbreak: OutbreakRow, plan: Plan, effects: Effects) -> Issued:
    if not effects.cascading:
        return Issued(0, 0)
    places = frame(Reach(frozenset({outbreak.place_id})))
    orders = cascade(tables.MEASURES.rows(effects.cascading), places, plan)
    return issue(
        actor,
        clock,
        outbreak_id=outbreak.id,
        plan=f"{plan.id}@{plan.version}",
        orders=orders,
        grounds=effects.grounds,
    )


def _watch(actor: Actor, clock: Clock, outbreak: OutbreakRow, bound: Sequence[Row], reason: str) -> None:
    """Whoever is bound is asked every day how they are."""
    people: dict[str, set[str]] = defaultdict(set)
    for row in bound:
        people[row["measure"]].add(row["person_id"])
    watch_bound(actor, clock, outbreak=outbreak, people_by_measure=people, reason=reason)


def _extend(actor: Actor, clock: Clock, outbreak: OutbreakRow, effects: Effects) -> None:
    """Persons who join a measure that is in force already: its offices are told of the new number."""
    if not effects.joined:
        return
    reach, now = Reach(frozenset({outbreak.place_id})), clock.now()
    bound = count_bound(outbreak.id, now)
    standing = list_measures(reach, outbreak.id, now, now)
    people = {
        row.key: bound.get((row.measure, row.place_id), 0)
        for row in standing
        if (row.measure, row.place_id) in effects.joined
    }
    extend_orders(actor, clock, people_by_key=people, outbreak_id=outbreak.id)


def _release(actor: Actor, clock: Clock, outbreak_id: str, keys: dict[str, set[str]], reason: str) -> None:
    release_areas(actor, clock, keys=keys["areas"], reason=reason)
    release_measures(actor, clock, keys=keys["measures"], reason=reason)
    release_all(actor, clock, keys=keys["restrictions"], reason=reason)
    if keys["measures"]:
        revoke_orders_of(actor, clock, outbreak_id=outbreak_id, measure_keys=keys["measures"], reason=reason)


def retract(actor: Actor, clock: Clock, *, outbreak_id: str, proposal_id: UUID, reason: str) -> None:
    """Undo what rested on one signature when the proposal is rejected in the end."""
    keys: dict[str, set[str]] = {table: set() for table in KEYS}
    for table, row in signed_rows(proposal_id):
        keys[table].add(row[KEYS[table]])
    _release(actor, clock, outbreak_id, keys, reason)


def _end(actor: Actor, clock: Clock, outbreak: OutbreakRow, reason: str) -> None:
    """Close the outbreak; everything that still stands or waits ends with it."""
    reach, now = Reach(frozenset({outbreak.place_id})), clock.now()
    keys = {
        "areas": {row["area_id"] for row in standing_areas(reach, outbreak.id, now, now)},
        "measures": _keys_at(list_measures(reach, outbreak.id, now, now, lapsed=True)),
        "restrictions": {
            row["restriction_id"] for row in standing_restrictions(reach, outbreak.id, now, now)
        },
    }
    _release(actor, clock, outbreak.id, keys, reason)
    withdraw_all(actor, clock, outbreak_id=outbreak.id)
    close_outbreak(actor, clock, outbreak_id=outbreak.id, reason=reason)


def _keys_at(rows: Iterable[Any]) -> set[str]:
    return {row.key for row in rows}
