"""What an office was asked for and when: dispatches with their clocks, for judging whether a deadline could be kept."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from fangxian.engines.problems import Text
from fangxian.operations.chunks import in_chunks
from fangxian.operations.orders.models import Dispatch, Task
from fangxian.operations.places.reach import Reach

_COLUMNS = (
    "id", "order_id", "order__outbreak_id", "order__measure", "order__people", "order__title_zh", "order__title_en",
    "place_id", "office_id", "office__department", "order__issued_at", "due_at", "status", "acknowledged_at",
    "done_at", "verified_at", "order__revoked_at", "own",
)  # fmt: skip


@dataclass(frozen=True)
class WorkRow:
    """One office's copy of an order. `own`: the office does it itself; without it, it waits for those below."""

    dispatch_id: UUID
    order_id: UUID
    outbreak_id: str
    measure: str
    people: int | None
    title: Text
    place_id: str
    office_id: str
    department: str
    issued_at: datetime
    reached_at: datetime
    due_at: datetime
    status: str
    acknowledged_at: datetime | None
    done_at: datetime | None
    verified_at: datetime | None
    revoked_at: datetime | None
    own: bool

    def late_at(self, at: datetime) -> bool:
        """Tell whether it was not done by its time, as seen at `at`; what was taken back is never late."""
        taken_back = self.revoked_at is not None and self.revoked_at <= self.due_at
        done = self.done_at is not None and self.done_at <= self.due_at
        return self.due_at < at and not taken_back and not done


def list_work(reach: Reach, dispatch_ids: Collection[UUID]) -> tuple[WorkRow, ...]:
    """Return these dispatches as far as they lie in reach."""
    found: list[WorkRow] = []
    for some in in_chunks(list(dispatch_ids)):
        found += _rows(reach.filter(Dispatch.objects.filter(id__in=some)))
    return tuple(found)


def list_work_of_outbreak(
    reach: Reach, outbreak_id: str, due_from: datetime, due_by: datetime
) -> tuple[WorkRow, ...]:
    """Return the dispatches of an outbreak in reach that were due in a stretch of time."""
    rows = Dispatch.objects.filter(order__outbreak_id=outbreak_id, due_at__gte=due_from, due_at__lt=due_by)
    return tuple(_rows(reach.filter(rows)))


def work_of_offices(office_ids: Collection[str]) -> dict[str, tuple[WorkRow, ...]]:
    """Return office -> everything it was ever asked to do itself, of whichever outbreak."""
    found: dict[str, list[WorkRow]] = defaultdict(list)
    for some in in_chunks(sorted(office_ids)):
        for row in _rows(Dispatch.objects.filter(office_id__in=some)):
            if row.own:
                found[row.office_id].append(row)
    return {office: tuple(rows) for office, rows in found.items()}


def _rows(dispatches: QuerySet) -> Iterable[WorkRow]:
    own = Exists(Task.objects.filter(dispatch=OuterRef("pk"), withdrawn_at=None))
    values: Any = dispatches.annotate(own=own).order_by("due_at", "id").values_list(*_COLUMNS)
    return [_row(*value) for value in values]


def _row(*value: Any) -> WorkRow:
    columns = dict(zip((name.rpartition("__")[2] for name in _COLUMNS), value, strict=True))
    return WorkRow(
        dispatch_id=columns["id"],
        title=Text(columns.pop("title_zh"), columns.pop("title_en")),
        office_id=str(columns.pop("office_id")),
        reached_at=columns["issued_at"],
        **{name: columns[name] for name in columns if name != "id"},
    )
