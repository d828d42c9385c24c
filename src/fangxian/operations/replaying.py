"""Replaying an outbreak hour by hour: from when to when, and what became known at which hour."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from fangxian.operations.areas.queries import list_area_times
from fangxian.operations.cases.queries import get_outbreak, list_report_times
from fangxian.operations.notices.queries import list_published
from fangxian.operations.orders.queries import list_orders
from fangxian.operations.places.reach import Reach

HOUR = timedelta(hours=1)
ALL = 100_000
KINDS = ("case", "area", "order", "notice")


@dataclass(frozen=True)
class Moment:
    """How many things of a kind became known in the hour that begins at `at`."""

    at: datetime
    kind: str
    count: int


@dataclass(frozen=True)
class Course:
    """The hours an outbreak can be replayed over, and what became known in them. Both ends are full hours of UTC."""

    first: datetime
    last: datetime
    moments: tuple[Moment, ...]

    @property
    def hours(self) -> int:
        """How many steps lie between the ends."""
        return round((self.last - self.first) / HOUR)


def find_course(reach: Reach, outbreak_id: str, now: datetime) -> Course:
    """Return the hours of an outbreak until `now`, from the hour before anything of it was known.

    Raises:
        Problem: `not-found`.
    """
    outbreak = get_outbreak(reach, outbreak_id)
    seen = {
        "case": list_report_times(reach, outbreak_id, now),
        "area": list_area_times(reach, outbreak_id, now),
        "order": [row.issued_at for row in list_orders(reach, outbreak_id, now, limit=ALL)],
        "notice": [row.published_at for row in list_published(now, outbreak_id, limit=ALL)],
    }
    counted = Counter((_hour(at), kind) for kind, times in seen.items() for at in times)
    first = min([at for at, _ in counted], default=_hour(outbreak.opened_at))
    moments = (Moment(at, kind, counted[at, kind]) for at, kind in sorted(counted))
    return Course(first - HOUR, _hour(now), tuple(moments))


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)
