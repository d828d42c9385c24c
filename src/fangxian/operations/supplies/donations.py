"""Donations: offered, received, acknowledged, published; goods become a lot, money a line of the book."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.supplies.balances import balance_of
from fangxian.operations.supplies.depots import MOST, take_in
from fangxian.operations.supplies.models import Donation, DonationStep, Lot
from fangxian.operations.supplies.packs import rule_of
from fangxian.operations.supplies.problems import DONATION_UNCLEAR, NOT_AN_AMOUNT, NOT_THE_NEXT_STEP
from fangxian.operations.supplies.rows import (
    ACKNOWLEDGED,
    DECLINED,
    DONATION_KINDS,
    GOODS,
    MONEY,
    PUBLISHED,
    RECEIVED,
    DonationRow,
    LotGiven,
)

OFFERED = "offered"
STEP_WORDS = {
    OFFERED: Text("已提出", "offered"),
    RECEIVED: Text("已收到", "received"),
    ACKNOWLEDGED: Text("已致谢", "acknowledged"),
    PUBLISHED: Text("已公示", "published"),
    DECLINED: Text("已谢绝", "declined"),
}
_AFTER = {OFFERED: (RECEIVED, DECLINED), RECEIVED: (ACKNOWLEDGED,), ACKNOWLEDGED: (PUBLISHED,)}


@transaction.atomic
def offer_donation(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    place_id: str,
    kind: str,
    donor: str = "",
    item: str = "",
    quantity: int = 0,
    amount_yuan: int = 0,
) -> UUID:
    """Write down what somebody offers. donor: an organisation by its name; "": a person, who is not named.

    Raises:
        Problem: `not-your-role`, `not-found`, `donation-unclear`, `no-such-item`.
    """
    actor.require("work")
    outbreak = get_outbreak(actor.reach, outbreak_id)
    actor.reach.require(place_id)
    goods = kind == GOODS and 0 < quantity <= MOST and not amount_yuan
    money = kind == MONEY and 0 < amount_yuan <= MOST and not quantity and not item
    if kind not in DONATION_KINDS or not (goods or money) or len(donor.strip()) > 120:
        raise DONATION_UNCLEAR()
    if goods:
        rule_of(outbreak_id).get_item(item)
    facts = {"kind": kind, "donor": donor.strip(), "item": item, "quantity": quantity}
    facts |= {"amount_yuan": amount_yuan, "place_id": place_id}
    row = Donation(outbreak_id=outbreak.id, offered_at=clock.now(), **facts)
    write_rows(actor, clock.now(), "recorded", "donation", row.pk, [row], facts)
    return row.pk


@transaction.atomic
def receive_donation(
    actor: Actor,
    clock: Clock,
    *,
    donation_id: UUID,
    quantity: int | None = None,
    depot_id: str = "",
    expires_on: date | None = None,
) -> None:
    """Say that it came, and how much of it (None: all). Goods become a lot of the depot.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-the-next-step`, `not-a-supply-amount`, `no-such-depot`.
    """
    row = _hold(actor, donation_id)
    offered = row.quantity if row.kind == GOODS else row.amount_yuan
    amount = offered if quantity is None else quantity
    if not 0 < amount <= MOST:
        raise NOT_AN_AMOUNT(quantity=amount, most=MOST)
    _step(actor, clock, row, RECEIVED, amount)
    if row.kind == GOODS:
        given = LotGiven(depot_id, row.item, amount, expires_on)
        take_in(actor, clock, outbreak_id=row.outbreak_id, given=given, donation_id=row.pk)


@transaction.atomic
def acknowledge_donation(actor: Actor, clock: Clock, *, donation_id: UUID) -> None:
    """Say that the giver was thanked and has a receipt. Raises as `receive_donation`."""
    _step(actor, clock, _hold(actor, donation_id), ACKNOWLEDGED)


@transaction.atomic
def decline_donation(actor: Actor, clock: Clock, *, donation_id: UUID) -> None:
    """Say that it is not taken. Raises as `receive_donation`."""
    _step(actor, clock, _hold(actor, donation_id), DECLINED)


@transaction.atomic
def publish_donation(actor: Actor, clock: Clock, *, donation_id: UUID) -> None:
    """Put it on the public list. Raises `not-your-role`, `not-found`, `not-the-next-step`."""
    actor.require("publish")
    _step(actor, clock, _hold(actor, donation_id), PUBLISHED)


def list_donations(reach: Reach, outbreak_id: str, known_at: datetime) -> tuple[DonationRow, ...]:
    """Return the donations in reach, the latest first. Raises `not-found`."""
    get_outbreak(reach, outbreak_id)
    rows = reach.filter(Donation.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=known_at))
    return _rows(rows.order_by("-offered_at", "-id"), outbreak_id, known_at)


def list_published(outbreak_id: str, known_at: datetime) -> tuple[DonationRow, ...]:
    """Return what stands on the public list, the latest first: for everybody, so it takes no reach."""
    rows = Donation.objects.filter(outbreak_id=outbreak_id, steps__step=PUBLISHED)
    return _rows(rows.order_by("-offered_at", "-id"), outbreak_id, known_at) if rows.exists() else ()


def _hold(actor: Actor, donation_id: UUID) -> Donation:
    actor.require("work")
    row = actor.reach.filter(Donation.objects.select_for_update().filter(id=donation_id)).first()
    if row is None:
        raise NOT_FOUND(what="donation", what_zh="捐赠", key=donation_id)
    return row


def _step(actor: Actor, clock: Clock, row: Donation, step: str, quantity: int = 0) -> None:
    steps = list(row.steps.order_by("recorded_at", "id").values_list("step", flat=True))
    standing = steps[-1] if steps else OFFERED
    if step not in _AFTER.get(standing, ()):
        words, now = STEP_WORDS[step], STEP_WORDS[standing]
        raise NOT_THE_NEXT_STEP(standing=now.en, standing_zh=now.zh, step=words.en, step_zh=words.zh)
    made = DonationStep(donation=row, step=step, quantity=quantity)
    after = {"donation": str(row.pk), "step": step, "quantity": quantity}
    write_rows(actor, clock.now(), "recorded", "donation-step", row.pk, [made], after)


def _rows(found: Iterable[Donation], outbreak_id: str, known_at: datetime) -> tuple[DonationRow, ...]:
    rows, rule = list(found), rule_of(outbreak_id)
    steps = _steps([row.pk for row in rows], known_at)
    used = _delivered([row.pk for row in rows], known_at)
    listed = []
    for row in rows:
        item = rule.items.get(row.item)
        own = steps.get(row.pk, {})
        listed.append(
            DonationRow(
                id=row.pk,
                # Enough of the id to be found again; the whole of it is on the receipt.
                number=row.pk.hex[-8:],
                kind=row.kind,
                donor=row.donor,
                item=row.item,
                title=item.title if item else Text("款项", "money"),
                unit=item.unit if item else "yuan",
                quantity=row.quantity,
                amount_yuan=row.amount_yuan,
                offered_at=row.offered_at,
                steps={step: at for step, (at, _) in own.items()},
                received=own.get(RECEIVED, (row.offered_at, 0))[1],
                used=used.get(row.pk, 0),
            )
        )
    return tuple(listed)


def _steps(ids: Sequence[UUID], known_at: datetime) -> dict[UUID, dict[str, tuple[datetime, int]]]:
    found: dict[UUID, dict[str, tuple[datetime, int]]] = {}
    rows = DonationStep.objects.filter(donation__in=ids, recorded_at__lte=known_at)
    for donation, step, at, quantity in rows.values_list("donation_id", "step", "recorded_at", "quantity"):
        found.setdefault(donation, {})[step] = (at, quantity)
    return found


def _delivered(ids: Sequence[UUID], known_at: datetime) -> dict[UUID, int]:
    """Donation -> how much of it reached households."""
    lots = dict(Lot.objects.filter(donation__in=ids).values_list("id", "donation_id"))
    found: dict[UUID, int] = {}
    for lot, balance in balance_of(list(lots), known_at).items():
        donation = lots[lot]
        if donation is not None:
            found[donation] = found.get(donation, 0) + balance["delivered"]
    return found
