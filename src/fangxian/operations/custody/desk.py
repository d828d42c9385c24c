"""What a desk that takes samples looks at: a tube and who is in it, and the tubes that wait to be sent."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min

from fangxian.operations.custody.codes import read_code
from fangxian.operations.custody.models import SentTube, Tube
from fangxian.operations.custody.problems import TUBE_NOT_GIVEN_OUT
from fangxian.operations.custody.standing import standing
from fangxian.operations.places.reach import Reach
from fangxian.operations.rounds.queries import get_round


@dataclass(frozen=True)
class TubeRow:
    """A tube at a desk. `size` None: one household. `sent_at`: it takes nobody more."""

    code: str
    place_id: str
    size: int | None
    inside: int
    sent_at: datetime | None

    @property
    def room(self) -> bool:
        """Whether one more may go in."""
        return self.sent_at is None and (self.size is None or self.inside < self.size)


def find_tube(reach: Reach, round_id: UUID, text: str) -> TubeRow:
    """Return a tube by what somebody typed or a camera read. Raises `not-found`, `not-a-tube-code`, `tube-not-given-out`."""
    row, code = get_round(reach, round_id), read_code(text)
    tube = Tube.objects.filter(round_id=row.id, code=code).first()
    if tube is None or not (reach.covers(tube.place_id) or reach.covers(row.place_id)):
        raise TUBE_NOT_GIVEN_OUT(code=code)
    sent = SentTube.objects.filter(tube=code).aggregate(at=Min("shipment__sent_at"))["at"]
    return TubeRow(code, tube.place_id, tube.size, standing().filter(tube=code).count(), sent)


def list_unsent(reach: Reach, round_id: UUID, place_id: str) -> tuple[TubeRow, ...]:
    """Return the tubes with samples of a place that went nowhere yet, by number. Raises `not-found`."""
    row = get_round(reach, round_id)
    reach.require(place_id)
    rows = reach.narrow(place_id).filter(standing().filter(round_id=row.id))
    counted = rows.values_list("tube_id", "tube__place_id", "tube__size").annotate(people=Count("id"))
    unsent = counted.exclude(tube__in=SentTube.objects.values("tube_id")).order_by("tube_id")
    return tuple(TubeRow(code, place, size, people, None) for code, place, size, people in unsent)
