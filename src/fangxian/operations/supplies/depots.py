"""Depots, lots and their movements: what comes, what is written off, and nothing ever below nothing."""

import re
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.supplies.balances import balance_of, free_in
from fangxian.operations.supplies.models import Depot, Lot, Movement
from fangxian.operations.supplies.packs import rule_of
from fangxian.operations.supplies.problems import (
    LOT_IS_THERE,
    MORE_THAN_IS_FREE,
    NO_SUCH_DEPOT,
    NOT_A_DEPOT,
    NOT_AN_AMOUNT,
    REASON_FOR_WRITING_OFF,
)
from fangxian.operations.supplies.rows import DepotRow, LotGiven

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MOST = 1_000_000_000
"""Of one lot, in units of its item: a thousand tonnes."""


@transaction.atomic
def register_depot(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    key: str,
    name: str,
    place_id: str,
    lat: float,
    lon: float,
) -> DepotRow:
    """Say where a depot is; said again, the last word stands. Raises `not-your-role`, `not-found`, `not-a-depot`."""
    actor.require("work")
    outbreak = get_outbreak(actor.reach, outbreak_id)
    actor.reach.require(place_id)
    described = _KEY.fullmatch(key) and len(key) <= 40 and 0 < len(name.strip()) <= 120
    if not (described and -90 <= lat <= 90 and -180 <= lon <= 180):
        raise NOT_A_DEPOT(key=key)
    facts = {"key": key, "name": name.strip(), "place_id": place_id, "lat": lat, "lon": lon}
    row = Depot(outbreak_id=outbreak.id, **facts)
    write_rows(actor, clock.now(), "registered", "supply-depot", row.pk, [row], facts)
    return _row_of(row)


def list_depots(reach: Reach, outbreak_id: str, known_at: datetime) -> tuple[DepotRow, ...]:
    """Return the depots in reach by key. Raises `not-found`."""
    get_outbreak(reach, outbreak_id)
    rows = reach.filter(Depot.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=known_at))
    last = {row.key: _row_of(row) for row in rows.order_by("recorded_at", "id")}
    return tuple(last[key] for key in sorted(last))


@transaction.atomic
def take_in(
    actor: Actor, clock: Clock, *, outbreak_id: str, given: LotGiven, donation_id: UUID | None = None
) -> UUID:
    """Register a lot. Without `arrives_on` it is there at once, otherwise it is on its way until `lot_came`.

    Raises:
        Problem: `not-your-role`, `not-found`, `no-such-depot`, `no-such-item`, `not-a-supply-amount`.
    """
    actor.require("work")
    at = clock.now()
    depots = {one.id: one for one in list_depots(actor.reach, outbreak_id, at)}
    if given.depot_id not in depots:
        raise NO_SUCH_DEPOT(key=given.depot_id)
    rule_of(outbreak_id).get_item(given.item)
    require_amount(given.quantity)
    row = Lot(
        outbreak_id=outbreak_id,
        depot_key=given.depot_id,
        place_id=depots[given.depot_id].place_id,
        item=given.item,
        expected=given.quantity,
        expires_on=given.expires_on,
        arrives_on=given.arrives_on,
        donation_id=donation_id,
    )
    after = {"item": given.item, "quantity": given.quantity, "depot": given.depot_id}
    write_rows(actor, at, "registered", "supply-lot", row.pk, [row], after)
    if given.arrives_on is None:
        _move(actor, at, "received", row, "received", given.quantity)
    return row.pk


@transaction.atomic
def lot_came(actor: Actor, clock: Clock, *, lot_id: UUID, quantity: int | None = None) -> None:
    """Say that a lot on its way has come, with how much (None: all that was expected).

    Raises:
        Problem: `not-your-role`, `not-found`, `lot-is-there`, `not-a-supply-amount`.
    """
    row = _hold(actor, lot_id)
    if Movement.objects.filter(lot=row).exists():
        raise LOT_IS_THERE()
    amount = row.expected if quantity is None else quantity
    require_amount(amount)
    _move(actor, clock.now(), "received", row, "received", amount)


@transaction.atomic
def write_off(actor: Actor, clock: Clock, *, lot_id: UUID, quantity: int, reason: str) -> None:
    """Take something out of stock that is delivered to nobody: broken, spoilt, given elsewhere.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-a-supply-amount`, `reason-for-writing-off`, `more-than-is-free`.
    """
    row = _hold(actor, lot_id)
    require_amount(quantity)
    if not 0 < len(reason.strip()) <= 200:
        raise REASON_FOR_WRITING_OFF()
    _require_free(row, quantity)
    _move(actor, clock.now(), "wrote off", row, "written-off", quantity, reason.strip())


@transaction.atomic
def take_out_expired(actor: Actor, clock: Clock, *, outbreak_id: str) -> int:
    """Take out of stock what has expired and is promised to nobody; return how many lots that were.

    Raises:
        Problem: `not-your-role`, `not-found`.
    """
    actor.require("work")
    outbreak = get_outbreak(actor.reach, outbreak_id)
    at = clock.now()
    rows = actor.reach.filter(
        Lot.objects.select_for_update().filter(outbreak_id=outbreak.id, expires_on__lt=at.date())
    )
    spoilt = [(row, free_in(row.pk)) for row in rows.order_by("id")]
    gone = [(row, free) for row, free in spoilt if free > 0]
    for row, free in gone:
        _move(actor, at, "wrote off", row, "expired", free)
    return len(gone)


def hold_lots(lot_ids: Collection[UUID]) -> dict[UUID, Lot]:
    """Return these lots, held until the caller's act is whole: two plans can't promise the same twice."""
    rows = Lot.objects.select_for_update().filter(id__in=list(lot_ids)).order_by("id")
    return {row.pk: row for row in rows}


def require_amount(quantity: int) -> None:
    """Raise `not-a-supply-amount` for what is no amount."""
    if not 0 < quantity <= MOST:
        raise NOT_AN_AMOUNT(quantity=quantity, most=MOST)


def _hold(actor: Actor, lot_id: UUID) -> Lot:
    actor.require("work")
    row = actor.reach.filter(Lot.objects.select_for_update().filter(id=lot_id)).first()
    if row is None:
        raise NOT_FOUND(what="lot of supplies", what_zh="物资批次", key=lot_id)
    return row


def _require_free(row: Lot, quantity: int) -> None:
    free = free_in(row.pk)
    if quantity > free:
        raise MORE_THAN_IS_FREE(free=free, quantity=quantity)


def _move(
    actor: Actor, at: datetime, verb: str, lot: Lot, kind: str, quantity: int, reason: str = ""
) -> None:
    row = Movement(lot=lot, kind=kind, quantity=quantity, reason=reason)
    after = {"lot": str(lot.pk), "kind": kind, "quantity": quantity, "reason": reason}
    write_rows(actor, at, verb, "supply-movement", lot.pk, [row], after)
    # The sum of all movements has to hold at every moment; the engine refuses a lot that fell below nothing.
    balance_of([lot.pk])


def _row_of(row: Depot) -> DepotRow:
    return DepotRow(row.key, row.name, row.place_id, row.lat, row.lon)
