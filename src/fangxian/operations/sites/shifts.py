"""Reading shifts: of a site, and of people who turn out to be cases."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from fangxian.operations.chunks import in_chunks
from fangxian.operations.places.reach import Reach
from fangxian.operations.sites.models import Shift
from fangxian.operations.sites.queries import list_sites
from fangxian.operations.sites.rows import ShiftRow, shift_row


def list_shifts(
    reach: Reach, outbreak_id: str, at: datetime, site_id: str | None = None, *, only_there: bool = False
) -> tuple[ShiftRow, ...]:
    """Return the shifts at the sites within reach as known at `at`, those on duty first, then the latest.

    Raises:
        Problem: `not-found` (outbreak).
    """
    ours = {one.id for one in list_sites(reach, outbreak_id, at) if site_id in (None, one.id)}
    told = [row for row in _last(_told(outbreak_id, at)) if row.site_id in ours]
    rows = [shift_row(row, registers=reach.registers) for row in told]
    found = [row for row in rows if not only_there or row.is_there(at)]
    return tuple(sorted(found, key=lambda row: (not row.is_there(at), -row.from_at.timestamp(), row.id)))


def shifts_of(
    outbreak_id: str,
    at: datetime,
    *,
    people: Collection[str] | None = None,
    site_ids: Collection[str] | None = None,
) -> list[ShiftRow]:
    """Return the shifts of people with a number, as known at `at`: of these people, or at these sites. For operations."""
    told = _told(outbreak_id, at).exclude(person_id=None)
    name, wanted = ("person_id", people) if people is not None else ("site_id", site_ids or ())
    found = [_last(told.filter(**{f"{name}__in": some})) for some in in_chunks(sorted(wanted))]
    return [shift_row(row) for rows in found for row in rows]


def _told(outbreak_id: str, at: datetime) -> QuerySet[Shift]:
    return Shift.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at)


def _last(rows: QuerySet[Shift]) -> list[Shift]:
    return list({row.shift_id: row for row in rows.order_by("recorded_at", "id")}.values())
