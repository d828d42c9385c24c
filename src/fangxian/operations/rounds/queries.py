"""Reading rounds, as they were known."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.touching import touches
from fangxian.operations.places.queries import ancestors
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.rounds.models import AccountEvent, Round
from fangxian.operations.rounds.rows import RoundRow


def list_rounds(
    reach: Reach, outbreak_id: str, known_at: datetime | None = None, kind: str = ""
) -> tuple[RoundRow, ...]:
    """Return the rounds that touch the reach and had been opened by then, the latest first. Raises `not-found`."""
    get_outbreak(reach, outbreak_id)
    found = Round.objects.filter(_opened_by(known_at), outbreak_id=outbreak_id)
    rows = list((found.filter(kind=kind) if kind else found).order_by("-opened_at", "-id"))
    touched = reach.touched(row.place_id for row in rows)
    return tuple(row_of(row, known_at) for row in rows if row.place_id in touched)


def get_round(reach: Reach, round_id: UUID, known_at: datetime | None = None) -> RoundRow:
    """Return a round; its end only if it was known then. Raises `not-found`, also where it does not touch the reach."""
    row = Round.objects.filter(_opened_by(known_at), id=round_id).first()
    if row is None or not touches(reach, row.place_id):
        raise NOT_FOUND(what="round", what_zh="轮次", key=round_id)
    return row_of(row, known_at)


def round_ids(outbreak_id: str) -> list[UUID]:
    """Return the rounds of an outbreak; for operations, to ask by a column that is indexed."""
    return list(Round.objects.filter(outbreak_id=outbreak_id).order_by("id").values_list("id", flat=True))


def first_place(reach: Reach, row: RoundRow) -> str:
    """Return the place of the round, or the part of it the reader serves. Raises `not-found` where there is none."""
    if reach.covers(row.place_id):
        return row.place_id
    inside = [
        place for place in sorted(reach.places) if row.place_id in {one.place_id for one in ancestors(place)}
    ]
    if not inside:
        raise NOT_FOUND(what="round", what_zh="轮次", key=row.id)
    return inside[0]


def row_of(row: Round, known_at: datetime | None = None) -> RoundRow:
    """Return a round as doors see it."""
    ended = row.closed_at is not None and (known_at is None or row.closed_at <= known_at)
    return RoundRow(
        id=row.id,
        outbreak_id=row.outbreak_id,
        kind=row.kind,
        number=row.number,
        place_id=row.place_id,
        opened_at=row.opened_at,
        due_at=row.due_at,
        closed_at=row.closed_at if ended else None,
        accounts=row.accounts,
        households=row.households,
        lists=row.lists,
        sha256=row.sha256,
    )


def _opened_by(known_at: datetime | None) -> Q:
    return Q() if known_at is None else Q(opened_at__lte=known_at)


def taken_back(event: OuterRef, known_at: datetime | None = None) -> Exists:
    """Return the condition that an event was taken back by then, for the rows of other tables that carry its id."""
    return Exists(AccountEvent.objects.filter(_recorded_by(known_at), voids=event))


def list_taken_back(known_at: datetime | None = None) -> list[UUID]:
    """Return the events that were taken back by then, of every round: there are few. For operations."""
    rows = AccountEvent.objects.filter(_recorded_by(known_at), voids__isnull=False)
    found = rows.order_by("voids").values_list("voids", flat=True).distinct()
    return [event for event in found if event]


def _recorded_by(known_at: datetime | None) -> Q:
    return Q() if known_at is None else Q(recorded_at__lte=known_at)
