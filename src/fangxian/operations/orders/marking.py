"""What the journal vouches for in orders: the order as each of its amendments left it."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from fangxian.operations.chunks import in_chunks
from fangxian.operations.journal.marks import Covers, Lying, image_of, mark
from fangxian.operations.orders.models import Amendment, Order

_AMENDED = ("people", "lapses_at", "revoked_at")


def mark_orders(orders: Iterable[Order], kind: str, at: datetime | None = None) -> Covers:
    """Return the marks of orders as they are, for the entry of the act that amends them (None: as they were issued)."""
    found = list(orders)
    return {
        "order": {
            str(order.id): _mark(
                order, Amendment(kind=kind, recorded_at=at or order.issued_at, **_said(order))
            )
            for order in found
        }
    }


def orders_lying(keys: Collection[str] | None) -> Iterator[Lying]:
    """Yield orders as they lie in the table: as each amendment left them, the last as they are now."""
    for some in [None] if keys is None else in_chunks(sorted(keys)):
        rows = Order.objects.order_by("id") if some is None else Order.objects.filter(id__in=some)
        for order in rows.prefetch_related("amendments").iterator(chunk_size=500):
            yield from (Lying(str(order.id), None, one) for one in _marks(order))


def _marks(order: Order) -> Iterator[str]:
    amendments = sorted(order.amendments.all(), key=lambda one: (one.recorded_at, one.id))
    if not amendments:
        yield _mark(order, None)
    for number, one in enumerate(amendments, start=1):
        # What an earlier amendment left is no longer in the order; only the last is held against it.
        yield _mark(order, one, then=_said(order if number == len(amendments) else one))


def _mark(order: Order, amendment: Amendment | None, then: dict[str, Any] | None = None) -> str:
    image = {**image_of(order), **(then or {})}
    if not image["revoked_at"]:
        image["revoke_reason"] = ""
    if amendment is None:
        return mark(image)
    return mark(image, {"kind": amendment.kind, "at": amendment.recorded_at, **_said(amendment)})


def _said(row: Order | Amendment) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _AMENDED}
