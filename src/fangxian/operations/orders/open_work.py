"""What offices were asked to do themselves and how far it is, as the race clock reads it: dispatches with tasks, as known at an hour."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, Q, When

from fangxian.engines.problems import Text
from fangxian.operations.chunks import in_chunks
from fangxian.operations.orders.folding import FINISHED, UNDONE
from fangxian.operations.orders.hours import Hour
from fangxian.operations.orders.models import Dispatch, Order, Task
from fangxian.operations.places.reach import Reach


@dataclass(frozen=True)
class OpenWork:
    """One office's copy that it carries out itself. `tasks_done` of `tasks`: proved; `lapses`: rests on one signature.

    `raised`: the office above has to decide; `noted`: somebody of the office took note of it.
    """

    dispatch_id: UUID
    order_id: UUID
    parent_id: UUID | None
    parent_place_id: str | None
    measure: str
    measure_key: str
    place_id: str
    department: str
    is_done: bool
    noted: bool
    raised: bool
    lapses: bool
    due_at: datetime
    done_at: datetime | None
    tasks: int
    tasks_done: int


@dataclass(frozen=True)
class DispatchWord:
    """How a dispatch is called: its order's number and title, the office, the deadline."""

    order_id: UUID
    number: int
    title: Text
    department: str
    due_at: datetime
    is_open: bool


_COLUMNS = (
    "id", "order_id", "parent_id", "parent__place_id", "order__measure", "order__measure_key", "place_id",
    "office__department", "status_then", "due_then", "raised_then", "lapses_then", "done_then", "tasks_then", "done_tasks",
)  # fmt: skip


def list_open_work(reach: Reach, outbreak_id: str, at: datetime) -> tuple[OpenWork, ...]:
    """Return what offices of standing orders do themselves, done or not, as known at `at`, in a fixed sequence."""
    hour = Hour(at, at)
    standing = hour.standing(reach.filter(Dispatch.objects.filter(order__outbreak_id=outbreak_id)))
    there = Q(tasks__created_at__lte=at) & (Q(tasks__withdrawn_at=None) | Q(tasks__withdrawn_at__gt=at))
    rows = (
        standing.filter(status_then__in=(*UNDONE, *FINISHED))
        .annotate(
            tasks_then=Count("tasks", filter=there),
            done_tasks=Count("tasks", filter=there & Q(tasks__done_at__lte=at)),
            done_then=Case(When(done_at__lte=at, then=F("done_at")), default=F("changed_at")),
        )
        .filter(tasks_then__gt=0)
        .order_by("id")
    )
    return tuple(_work(*row) for row in rows.values_list(*_COLUMNS))


def count_finished_since(reach: Reach, outbreak_id: str, at: datetime, *, among: Exists) -> int:
    """Return how many of an outbreak's dispatches were done, or taken back, since an hour; `among`: of which, by `pk`.

    Those that changed are few: they are looked for first, and only then whether they are meant.
    """
    settled = Q(status__in=(*FINISHED, "revoked"), changed_at__gt=at) | Q(order__revoked_at__gt=at)
    rows = Dispatch.objects.filter(settled, order__outbreak_id=outbreak_id)
    return reach.filter(rows.filter(among)).count()


def count_issued_since(reach: Reach, outbreak_id: str, at: datetime) -> int:
    """Return how many orders were given in an outbreak since an hour."""
    seen = Dispatch.objects.filter(order=OuterRef("pk"))
    return Order.objects.filter(Exists(reach.filter(seen)), outbreak_id=outbreak_id, issued_at__gt=at).count()


def name_dispatches(dispatch_ids: list[UUID]) -> dict[UUID, DispatchWord]:
    """Return what these dispatches are called."""
    found: dict[UUID, DispatchWord] = {}
    for some in in_chunks(dispatch_ids):
        rows = Dispatch.objects.filter(id__in=some).select_related("order", "office")
        found |= {row.id: _word(row) for row in rows}
    return found


def _word(row: Dispatch) -> DispatchWord:
    return DispatchWord(
        row.order_id,
        row.order.number,
        Text(row.order.title_zh, row.order.title_en),
        row.office.department,
        row.due_at,
        row.status in UNDONE and row.order.revoked_at is None,
    )


def count_open_at(places: list[str]) -> dict[str, int]:
    """Return place -> its offices' open dispatches that they carry out themselves, of whichever outbreak."""
    own = Task.objects.filter(dispatch=OuterRef("pk"), withdrawn_at=None)
    rows = Dispatch.objects.filter(
        Exists(own), place_id__in=places, status__in=UNDONE, order__revoked_at=None
    )
    return dict(rows.order_by().values_list("place_id").annotate(n=Count("pk")))


def _work(*values: Any) -> OpenWork:
    row = dict(zip(_COLUMNS, values, strict=True))
    is_done = row["status_then"] in FINISHED
    return OpenWork(
        dispatch_id=row["id"], order_id=row["order_id"], parent_id=row["parent_id"],
        parent_place_id=row["parent__place_id"], measure=row["order__measure"], measure_key=row["order__measure_key"],
        place_id=row["place_id"], department=row["office__department"], is_done=is_done,
        noted=row["status_then"] != "issued", raised=row["raised_then"] is not None,
        lapses=row["lapses_then"] is not None, due_at=row["due_then"], done_at=row["done_then"] if is_done else None,
        tasks=row["tasks_then"], tasks_done=row["done_tasks"],
    )  # fmt: skip
