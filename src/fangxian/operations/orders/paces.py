"""How each office came along with its copy of an order, event by event: what deadlines are read from."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from fangxian.engines.problems import Text
from fangxian.operations.chunks import in_chunks
from fangxian.operations.orders.folding import ASSIGNED, RELIEVED, REVOKED, TAKEN, UNDONE
from fangxian.operations.orders.hours import Hour
from fangxian.operations.orders.models import Amendment, Dispatch, Event, Task
from fangxian.operations.places.reach import Reach

_COLUMNS = (
    "id", "order_id", "order__measure", "order__title_zh", "order__title_en", "order__issued_at",
    "order__revoked_at", "place_id", "office_id", "office__department", "parent_id", "due_then", "acknowledged_at", "done_at",
)  # fmt: skip

_NOT_DONE = (*UNDONE, REVOKED)
"""Also what was found not feasible or taken back since: at an earlier moment its clock ran."""


@dataclass(frozen=True)
class Pace:
    """One dispatch. `events`: (kind, when) as recorded by the moment asked, in order.

    `works`: it has a task of its own; offices above are done when all below them are. `owner_id`: whoever took it.
    """

    dispatch_id: UUID
    order_id: UUID
    measure: str
    title: Text
    issued_at: datetime
    ends_at: datetime | None
    """When the order was revoked or lapsed, if it did by the moment asked."""
    place_id: str
    office_id: str
    department: str
    parent_id: UUID | None
    due_at: datetime
    events: tuple[tuple[str, datetime], ...]
    works: bool
    owner_id: str | None


def list_paces(
    reach: Reach,
    outbreak_id: str,
    now: datetime,
    *,
    measures: Collection[str] | None = None,
    open_only: bool = True,
) -> tuple[Pace, ...]:
    """Return the dispatches within reach, of these measures; `open_only`: those open or done after their time."""
    rows = Dispatch.objects.filter(order__outbreak_id=outbreak_id, order__issued_at__lte=now)
    if measures is not None:
        rows = rows.filter(order__measure__in=list(measures))
    if open_only:
        standing = Q(order__revoked_at=None) | Q(order__revoked_at__gt=now)
        late = Q(status__in=_NOT_DONE) | Q(done_at__gt=now) | Q(done_at__gt=F("due_at"))
        rows = rows.filter(standing, late)
    return _paces(Hour(now, now).dispatches(reach.filter(rows)), now)


def find_parents(dispatch_ids: Collection[UUID]) -> dict[UUID, tuple[UUID | None, str, str]]:
    """Return dispatch -> (parent, place, department) of these, for whoever has to tell the office above."""
    rows = Dispatch.objects.filter(id__in=list(dispatch_ids))
    found: Any = rows.values_list("id", "parent_id", "place_id", "office__department")
    return {key: (parent, place, department) for key, parent, place, department in found}


def _paces(rows: QuerySet, now: datetime) -> tuple[Pace, ...]:
    events, owners = _events(rows, now), _owners(rows, now)
    found: list[Any] = list(rows.order_by("due_then", "id").values_list(*_COLUMNS))
    lapses = _lapses({row[1] for row in found}, now)
    return tuple(_pace(row, events.get(row[0], []), owners, lapses[row[1]], now) for row in found)


def _owners(rows: QuerySet, now: datetime) -> dict[UUID, Any]:
    """Dispatch with a task -> who had taken it by then, of several tasks the first that somebody had."""
    inside = rows.order_by().values("id")
    given = Event.objects.filter(dispatch__in=inside, kind__in=(TAKEN, ASSIGNED)).order_by("nth")
    since = set(given.filter(recorded_at__gt=now).values_list("task_id", flat=True))
    before = given.filter(task__in=since, recorded_at__lte=now).values_list("task_id", "detail")
    then: dict[Any, Any] = {task: detail.get("owner") for task, detail in before}
    owners: dict[UUID, Any] = {}
    tasks = Task.objects.filter(dispatch__in=inside, created_at__lte=now).order_by("id")
    for task, dispatch, owner in tasks.values_list("id", "dispatch_id", "owner_id"):
        owners[dispatch] = owners.get(dispatch) or (then.get(task) if task in since else owner)
    return owners


def _lapses(order_ids: Collection[UUID], now: datetime) -> dict[UUID, datetime | None]:
    """Order -> when it was to lapse, as the last of its amendments by then has it."""
    said: dict[UUID, datetime | None] = dict.fromkeys(order_ids)
    for some in in_chunks(sorted(order_ids)):
        rows = Amendment.objects.filter(order__in=some, recorded_at__lte=now).order_by("recorded_at", "id")
        said |= dict(rows.values_list("order_id", "lapses_at"))
    return said


def _events(rows: QuerySet, now: datetime) -> dict[UUID, list[tuple[str, datetime]]]:
    happened = Event.objects.filter(dispatch__in=rows.order_by().values("id"), recorded_at__lte=now)
    found: dict[UUID, list[tuple[str, datetime]]] = defaultdict(list)
    columns = ("dispatch_id", "kind", "event_at", "recorded_at")
    ordered: Any = happened.order_by("nth").values_list(*columns)
    for dispatch, kind, at, recorded_at in ordered:
        # Done at ten and sent at noon, when the phone found its network again, is done at ten.
        found[dispatch].append((kind, min(at, recorded_at)))
    return found


def _pace(
    row: Any,
    events: list[tuple[str, datetime]],
    owners: dict[UUID, Any],
    lapses: datetime | None,
    now: datetime,
) -> Pace:
    (key, order, measure, zh, en, issued, revoked, place, office, department, parent, due, *marks) = row
    taken = [at for kind, at in events if kind in (RELIEVED, REVOKED)]
    ends = [at for at in (revoked, lapses, *taken) if at is not None and at <= now]
    if not events:
        # An office above is carried along by those below it and has no events of its own.
        named = zip(("acknowledged", "done"), marks, strict=True)
        events = [(kind, at) for kind, at in named if at is not None and at <= now]
    owner = owners.get(key)
    return Pace(
        dispatch_id=key,
        order_id=order,
        measure=measure,
        title=Text(zh, en),
        issued_at=issued,
        ends_at=min(ends, default=None),
        place_id=place,
        office_id=str(office),
        department=department,
        parent_id=parent,
        due_at=due,
        events=tuple(events),
        works=key in owners,
        owner_id=str(owner) if owner else None,
    )
