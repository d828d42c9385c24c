"""The hour at which orders are read: as they stand, or folded from the events recorded by then."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from fangxian.operations.orders.folding import ACKNOWLEDGED, BLOCKED, DONE, ISSUED, OPEN, REVOKED, VERIFIED
from fangxian.operations.orders.models import Amendment, Dispatch, Event
from fangxian.operations.orders.rows import OrderCounts

_REACHED = {
    ISSUED: (),
    ACKNOWLEDGED: ("acknowledged",),
    BLOCKED: ("acknowledged", "blocked"),
    DONE: ("acknowledged", "done"),
    VERIFIED: ("acknowledged", "done", "verified"),
}
"""Status -> the counts beside `issued` that a dispatch is in."""


@dataclass(frozen=True)
class Hour:
    """`now`: the moment judged (what is late, what has lapsed). `known_at` None: as the record stands.

    In the present the cached columns are read. At an earlier hour what has changed since is folded from its
    events, each of which carries the state after it; what has not changed since is read as it stands.
    """

    now: datetime
    known_at: datetime | None = None

    def dispatches(self, rows: QuerySet) -> QuerySet:
        """The dispatches that were out, with `status_then`, `due_then` and `raised_then`."""
        if self.known_at is None:
            return rows.annotate(status_then=F("status"), due_then=F("due_at"), raised_then=F("raised_to_id"))
        known = rows.filter(issued_at__lte=self.known_at)
        return known.annotate(
            status_then=self._then("status", Value(ISSUED)),
            due_then=self._then("due_at", F("first_due_at")),
            raised_then=self._then("raised_to_id", Value(None, output_field=UUIDField())),
        )

    def orders(self, rows: QuerySet, prefix: str = "") -> QuerySet:
        """Rows with an order (at `prefix`) that was given, with `people_then`, `lapses_then`, `revoked_then`."""
        given = rows.filter(**{f"{prefix}issued_at__lte": min(self.now, self.known_at or self.now)})
        names = {"people_then": "people", "lapses_then": "lapses_at", "revoked_then": "revoked_at"}
        if self.known_at is None:
            return given.annotate(**{then: F(f"{prefix}{name}") for then, name in names.items()})
        said = Amendment.objects.filter(
            order_id=OuterRef("order_id" if prefix else "pk"), recorded_at__lte=self.known_at
        ).order_by("-recorded_at", "-id")
        return given.annotate(**{then: Subquery(said.values(name)[:1]) for then, name in names.items()})

    def standing(self, dispatches: QuerySet) -> QuerySet:
        """The dispatches of orders that stood: neither taken back nor lapsed."""
        return self._lasting(self.orders(self.dispatches(dispatches), "order__"))

    def standing_orders(self, orders: QuerySet) -> QuerySet:
        """The orders that stood."""
        return self._lasting(self.orders(orders))

    def is_late(self, status: str, due_at: datetime) -> bool:
        """Tell whether an office is past its time; who answered that it cannot is not."""
        return status in OPEN and due_at < self.now

    def tally_orders(self, dispatches: QuerySet) -> dict[Any, "Tally"]:
        """Count dispatches by order.

        Grouped by the due time, of which an order has few: the index is read in its own order and nothing is
        sorted, where asking each row whether it is late would.
        """
        rows = dispatches.order_by().values_list("order_id", "status_then", "due_then")
        totals: dict[Any, Tally] = defaultdict(Tally)
        for order, status, due_at, n in rows.annotate(n=Count("*")):
            totals[order] += _tally(status, due_at < self.now, n, due_at)
        return totals

    def tally(self, dispatches: QuerySet, *columns: str) -> dict[Any, "Tally"]:
        """Count dispatches (with `status_then`, `due_then`) by the columns (one: bare keys, else tuples)."""
        late = Case(
            When(due_then__lt=self.now, then=Value(True)), default=Value(False), output_field=BooleanField()
        )
        rows = (
            dispatches.order_by()
            .annotate(late=late)
            .values_list(*columns, "status_then", "late")
            .annotate(n=Count("*"), last=Max("due_then"))
        )
        totals: dict[Any, Tally] = defaultdict(Tally)
        for *key, status, is_late, n, last in rows:
            at = key[0] if len(key) == 1 else tuple(key)
            totals[at] += _tally(status, is_late, n, last)
        return totals

    def _lasting(self, orders: QuerySet) -> QuerySet:
        held = Q(revoked_then=None) | Q(revoked_then__gt=self.now)
        return orders.filter(held, Q(lapses_then=None) | Q(lapses_then__gt=self.now))

    def _then(self, column: str, first: Any) -> Any:
        events = Event.objects.filter(dispatch=OuterRef("pk"), recorded_at__lte=self.known_at).order_by(
            "-nth"
        )
        kind: Any = UUIDField() if column == "raised_to_id" else Dispatch._meta.get_field(column)
        past = Coalesce(Subquery(events.values(column)[:1], output_field=kind), first, output_field=kind)
        return Case(When(changed_at__lte=self.known_at, then=F(column)), default=past, output_field=kind)


@dataclass(frozen=True)
class Tally:
    """Counts, and the latest due time among what was counted."""

    counts: OrderCounts = field(default_factory=OrderCounts)
    due_at: datetime | None = None
    rows: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        dues = [due for due in (self.due_at, other.due_at) if due is not None]
        return Tally(self.counts + other.counts, max(dues, default=None), self.rows + other.rows)


def total(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of tallies."""
    return sum(tallies, Tally())


def _tally(status: str, is_late: bool, n: int, last: datetime) -> Tally:
    if status == REVOKED:
        return Tally(OrderCounts(), last, n)
    counts = OrderCounts(issued=n, overdue=n if is_late and status in OPEN else 0)
    return Tally(replace(counts, **dict.fromkeys(_REACHED[status], n)), last, n)
