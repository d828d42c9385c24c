"""How much of each lot is where: its movements summed, and what is promised to households on rounds."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import polars as pl
from django.db.models import QuerySet

from fangxian.engines.supplies import MOVEMENTS, balance_lots
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.chunks import in_chunks
from fangxian.operations.places.reach import Reach
from fangxian.operations.supplies.models import Drop, Lot, Movement
from fangxian.operations.supplies.packs import rule_of
from fangxian.operations.supplies.rows import LotRow

_NOTHING = {"received": 0, "in_stock": 0, "delivered": 0, "expired": 0, "written_off": 0}


def balance_of(lot_ids: Collection[UUID], known_at: datetime | None = None) -> dict[UUID, dict[str, int]]:
    """Return lot -> its balance. Raises `stock-below-nothing`."""
    moved: list[tuple[str, str, int]] = []
    for some in in_chunks(list(lot_ids)):
        rows = Movement.objects.filter(lot__in=some)
        rows = rows if known_at is None else rows.filter(recorded_at__lte=known_at)
        listed = rows.order_by("recorded_at", "id").values_list("lot_id", "kind", "quantity")
        moved += [(str(lot), kind, some_of) for lot, kind, some_of in listed]
    found = balance_lots(pl.DataFrame(moved, schema=MOVEMENTS, orient="row"))
    balances = {UUID(row.pop("lot_id")): row for row in found.iter_rows(named=True)}
    return {lot: balances.get(lot, dict(_NOTHING)) for lot in lot_ids}


def reserved_in(outbreak_id: str, known_at: datetime | None = None) -> Counter[UUID]:
    """Return lot -> what households on rounds are promised and have not had yet."""
    promised: Counter[UUID] = Counter()
    for portions in open_drops(known_at).filter(outbreak_id=outbreak_id).values_list("portions", flat=True):
        for _, lot, quantity, _ in portions:
            promised[UUID(lot)] += quantity
    return promised


def open_drops(known_at: datetime | None = None) -> QuerySet[Drop]:
    """Return the households on rounds nobody answered for yet."""
    if known_at is None:
        return Drop.objects.filter(handed=None)
    return Drop.objects.filter(recorded_at__lte=known_at).exclude(handed__recorded_at__lte=known_at)


def free_in(lot_id: UUID) -> int:
    """Return what is in stock of a lot and promised to nobody."""
    outbreak_id = Lot.objects.values_list("outbreak_id", flat=True).get(id=lot_id)
    return balance_of([lot_id])[lot_id]["in_stock"] - reserved_in(outbreak_id)[lot_id]


def list_lots(reach: Reach, outbreak_id: str, known_at: datetime) -> tuple[LotRow, ...]:
    """Return the lots in reach with their balances: what expires first first. Raises `not-found`."""
    get_outbreak(reach, outbreak_id)
    rule = rule_of(outbreak_id)
    rows = list(reach.filter(Lot.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=known_at)))
    balances = balance_of([row.pk for row in rows], known_at)
    reserved = reserved_in(outbreak_id, known_at)
    found = [
        LotRow(
            id=row.pk,
            depot_id=row.depot_key,
            item=row.item,
            title=rule.get_item(row.item).title,
            unit=rule.get_item(row.item).unit,
            expires_on=row.expires_on,
            arrives_on=None if balances[row.pk]["received"] else row.arrives_on,
            reserved=reserved[row.pk],
            donation_id=row.donation_id,
            **balances[row.pk],
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (one.expires_on is None, one.expires_on, one.item, one.id)))


def expected_of(lot_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return lot -> how much is to come, of those that have not."""
    rows = Lot.objects.filter(id__in=list(lot_ids), arrives_on__isnull=False)
    return dict(rows.values_list("id", "expected"))
