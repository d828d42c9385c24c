"""Since when each contact has been known: the run that found them first. What deadlines are read from."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min

from fangxian.operations.contacts.models import Exposure, TraceRun


@dataclass(frozen=True)
class Found:
    """A contact (degree 1) the latest run still finds exposed."""

    person_id: str
    found_at: datetime
    case_id: str
    place_id: str | None
    """Where they were exposed."""


def list_found(outbreak_id: str, known_at: datetime) -> tuple[Found, ...]:
    """Return the contacts of the latest run, each with when a run found them first.

    For services that count them by office: it answers nobody directly and therefore takes no reach.
    """
    runs = TraceRun.objects.filter(outbreak_id=outbreak_id, known_at__lte=known_at)
    latest = runs.order_by("-known_at").first()
    if latest is None:
        return ()
    exposed = Exposure.objects.filter(degree=1, leads=True)
    since = dict(
        exposed.filter(run__in=runs).order_by().values_list("person_id").annotate(Min("run__known_at"))
    )
    rows = exposed.filter(run=latest).order_by("person_id", "id")
    return tuple(
        Found(person, since[person], case, place)
        for person, case, place in rows.values_list("person_id", "case_id", "place_id")
    )
