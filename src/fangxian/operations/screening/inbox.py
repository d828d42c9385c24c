"""The desk: what was told at doors and is not settled, the most urgent first."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from fangxian.engines.visiting import ITEMS
from fangxian.engines.visiting.doorway import HEALTH
from fangxian.operations.accounts.queries import name_offices
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.people.queries import list_identities
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.screening.desks import CLINICAL
from fangxian.operations.screening.models import DoorItem, ItemAct
from fangxian.operations.screening.rows import SEEN, SETTLED, ItemRow


def list_items(
    reach: Reach,
    outbreak_id: str,
    at: datetime,
    *,
    department: str,
    open_only: bool = True,
    limit: int = 200,
) -> tuple[ItemRow, ...]:
    """Return what the offices in reach have to answer, as known at `at`: what nobody has seen first.

    department: the reader's; health workers are shown what is theirs, command offices all of it. Raises `not-found`.
    """
    get_outbreak(reach, outbreak_id)
    rows = reach.filter_persons(_known(at).filter(outbreak_id=outbreak_id), "seat_id")
    if department in CLINICAL:
        rows = rows.filter(kind__in=[kind for kind, item in ITEMS.items() if item.desk == HEALTH])
    return item_rows(reach, rows, at, open_only=open_only, limit=limit)


def items_of_door(
    reach: Reach, outbreak_id: str, place_id: str, household_id: str, at: datetime
) -> tuple[ItemRow, ...]:
    """Return what is open about a door, for whoever stands there: they see that an answer is on its way."""
    rows = _known(at).filter(outbreak_id=outbreak_id, household_id=household_id, place_id=place_id)
    return item_rows(reach, reach.filter_persons(rows), at)


def item_rows(
    reach: Reach, rows: QuerySet[DoorItem], at: datetime, *, open_only: bool = True, limit: int = 200
) -> tuple[ItemRow, ...]:
    """Return these items as rows, as known at `at`."""
    settled = ItemAct.objects.filter(item=OuterRef("pk"), act=SETTLED, recorded_at__lte=at)
    seen = ItemAct.objects.filter(item=OuterRef("pk"), act=SEEN, recorded_at__lte=at)
    if open_only:
        rows = rows.exclude(Exists(settled))
    found = list(rows.annotate(was_seen=Exists(seen)).order_by("was_seen", "due_at", "id")[:limit])
    acts = _acts([row.pk for row in found], at)
    people = list_identities(reach, sorted({row.person_id for row in found if row.person_id}), at)
    places = titles_of({row.place_id for row in found})
    offices = name_offices({str(row.answering_id) for row in found})
    return tuple(
        ItemRow(
            id=row.pk,
            kind=row.kind,
            codes=tuple(row.codes),
            place_id=row.place_id,
            place=places[row.place_id],
            household_id=row.household_id,
            person_id=row.person_id or "",
            name=people[row.person_id].full_name if row.person_id in people else "",
            phone=people[row.person_id].phone if row.person_id in people else "",
            office=offices[str(row.answering_id)],
            desk=ITEMS[row.kind].desk,
            raised_at=row.raised_at,
            due_at=row.due_at,
            seen_at=_when(acts.get((row.pk, SEEN))),
            settled_at=_when(done := acts.get((row.pk, SETTLED))),
            ending=done.ending if done else "",
            late=done is None and row.due_at <= at,
        )
        for row in found
    )


def _known(at: datetime) -> QuerySet[DoorItem]:
    return DoorItem.objects.filter(recorded_at__lte=at)


def _acts(item_ids: Iterable[object], at: datetime) -> dict[tuple[object, str], ItemAct]:
    rows = ItemAct.objects.filter(item__in=list(item_ids), recorded_at__lte=at)
    return {(row.item_id, row.act): row for row in rows}


def _when(act: ItemAct | None) -> datetime | None:
    return act.recorded_at if act else None
