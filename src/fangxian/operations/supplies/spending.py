"""Donated money spent on goods: by a line with a receipt, never more than was received; what is left is reckoned."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet, Sum

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.places.reach import Reach
from fangxian.operations.supplies.depots import MOST, take_in
from fangxian.operations.supplies.models import Donation, DonationStep, Purchase
from fangxian.operations.supplies.packs import rule_of
from fangxian.operations.supplies.problems import MONEY_SHORT, PURCHASE_UNCLEAR
from fangxian.operations.supplies.rows import (
    MONEY,
    PUBLISHED,
    RECEIVED,
    LotGiven,
    PurchaseGiven,
    PurchaseRow,
    Purse,
)


@transaction.atomic
def spend(actor: Actor, clock: Clock, *, outbreak_id: str, place_id: str, given: PurchaseGiven) -> UUID:
    """Spend money that was given to a place on goods, which go into a depot at once; return the line.

    Raises:
        Problem: `not-your-role`, `not-found`, `purchase-unclear`, `money-short`, and as `take_in`.
    """
    actor.require("work")
    outbreak = get_outbreak(actor.reach, outbreak_id)
    actor.reach.require(place_id)
    _examine(outbreak.id, given)
    # Two who spend at once wait for each other here: the second sees what the first has left.
    gifts = Donation.objects.filter(outbreak_id=outbreak.id, place_id=place_id, kind=MONEY)
    list(gifts.order_by("id").select_for_update().values_list("id", flat=True))
    purse = _purse(gifts, Purchase.objects.filter(outbreak_id=outbreak.id, place_id=place_id), clock.now())
    if given.amount_yuan > purse.left:
        raise MONEY_SHORT(left=purse.left, amount=given.amount_yuan)
    goods = LotGiven(given.depot_id, given.item, given.quantity, given.expires_on)
    row = Purchase(
        outbreak_id=outbreak.id,
        place_id=place_id,
        lot_id=take_in(actor, clock, outbreak_id=outbreak.id, given=goods),
        amount_yuan=given.amount_yuan,
        seller=given.seller.strip(),
        receipt=given.receipt.strip(),
    )
    told = {"place_id": place_id, "amount_yuan": row.amount_yuan, "receipt": row.receipt}
    write_rows(actor, clock.now(), "spent", "purchase", row.pk, [row], told)
    return row.pk


def count_purse(reach: Reach, outbreak_id: str, at: datetime) -> Purse:
    """Return the donated money of the places in reach. Raises `not-found`."""
    get_outbreak(reach, outbreak_id)
    gifts = Donation.objects.filter(outbreak_id=outbreak_id, kind=MONEY)
    return _purse(reach.filter(gifts), reach.filter(Purchase.objects.filter(outbreak_id=outbreak_id)), at)


def list_purchases(reach: Reach, outbreak_id: str, at: datetime) -> tuple[PurchaseRow, ...]:
    """Return what the money in reach was spent on, the latest first. Raises `not-found`."""
    get_outbreak(reach, outbreak_id)
    rows = reach.filter(Purchase.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at))
    return _rows(outbreak_id, rows.select_related("lot").order_by("-recorded_at", "-id"))


def find_published_spending(outbreak_id: str, at: datetime) -> tuple[Purse, tuple[PurchaseRow, ...]] | None:
    """Return all donated money and what it was spent on, for everybody; None where no donation is published."""
    if not DonationStep.objects.filter(
        donation__outbreak_id=outbreak_id, step=PUBLISHED, recorded_at__lte=at
    ).exists():
        return None
    spent = Purchase.objects.filter(outbreak_id=outbreak_id)
    purse = _purse(Donation.objects.filter(outbreak_id=outbreak_id, kind=MONEY), spent, at)
    shown = spent.filter(recorded_at__lte=at).select_related("lot").order_by("-recorded_at", "-id")
    return purse, _rows(outbreak_id, shown)


def _examine(outbreak_id: str, given: PurchaseGiven) -> None:
    seller, receipt = given.seller.strip(), given.receipt.strip()
    again = Purchase.objects.filter(outbreak_id=outbreak_id, seller=seller, receipt=receipt)
    faults = (
        (not 0 < given.amount_yuan <= MOST, "金额", "its yuan"),
        (not seller or len(seller) > 120, "销售方", "the seller"),
        (not receipt or len(receipt) > 60, "票据号", "the receipt"),
        (bool(receipt) and again.exists(), "票据已记", "this receipt is on record"),
    )
    for wrong, zh, en in faults:
        if wrong:
            raise PURCHASE_UNCLEAR(what_zh=zh, what=en)


def _purse(gifts: QuerySet[Donation], spent: QuerySet[Purchase], at: datetime) -> Purse:
    came = DonationStep.objects.filter(donation__in=gifts.values("id"), step=RECEIVED, recorded_at__lte=at)
    received = came.aggregate(sum=Sum("quantity"))["sum"] or 0
    out = spent.filter(recorded_at__lte=at).aggregate(sum=Sum("amount_yuan"))["sum"] or 0
    return Purse(received, out)


def _rows(outbreak_id: str, rows: Iterable[Purchase]) -> tuple[PurchaseRow, ...]:
    found = list(rows)
    if not found:
        return ()
    rule = rule_of(outbreak_id)
    return tuple(
        PurchaseRow(
            id=row.pk,
            place_id=row.place_id,
            item=row.lot.item,
            title=rule.get_item(row.lot.item).title,
            unit=rule.get_item(row.lot.item).unit,
            quantity=row.lot.expected,
            amount_yuan=row.amount_yuan,
            seller=row.seller,
            receipt=row.receipt,
            bought_at=row.recorded_at,
        )
        for row in found
    )
