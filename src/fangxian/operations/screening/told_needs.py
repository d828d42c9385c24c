"""What households told at their doors they need of food and supplies, for those who bring it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.places.reach import Reach
from fangxian.operations.screening.models import DoorItem, ItemAct
from fangxian.operations.screening.rows import SETTLED

SUPPLIES = "supplies"


@dataclass(frozen=True)
class ToldNeed:
    """What a household told, in codes of `engines/visiting`. `id`: of the item on the desk of the street."""

    id: UUID
    place_id: str
    household_id: str
    codes: tuple[str, ...]
    told_at: datetime


def list_told_needs(reach: Reach, outbreak_id: str, at: datetime) -> tuple[ToldNeed, ...]:
    """Return the needs of supplies that no office has settled; a need of supplies is no row about a person.

    Raises:
        Problem: `not-found` (outbreak).
    """
    get_outbreak(reach, outbreak_id)
    settled = ItemAct.objects.filter(item=OuterRef("pk"), act=SETTLED, recorded_at__lte=at)
    rows = reach.filter(
        DoorItem.objects.filter(outbreak_id=outbreak_id, kind=SUPPLIES, recorded_at__lte=at), "place_id"
    )
    return tuple(
        ToldNeed(row.pk, row.place_id, row.household_id, tuple(row.codes), row.raised_at)
        for row in rows.exclude(Exists(settled)).order_by("raised_at", "id")
    )
