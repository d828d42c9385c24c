"""How many people wait at a site: a tap of whoever leads it."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.sites.models import QueueReport
from fangxian.operations.sites.problems import NOT_A_QUEUE, SITE_CLOSED
from fangxian.operations.sites.queries import get_site
from fangxian.operations.sites.rows import QueueRow, SiteRow

MOST_WAITING = 20_000


@transaction.atomic
def report_queue(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    site_id: str,
    waiting: int,
    seen_at: datetime | None = None,
) -> QueueRow:
    """Say how many people wait at a site.

    Raises:
        Problem: `not-your-role`, `not-found`, `no-such-site`, `not-a-queue`, `site-closed`.
    """
    actor.require("work")
    site, at = get_site(actor.reach, outbreak_id, site_id), clock.now()
    seen = seen_at or at
    if not 0 <= waiting <= MOST_WAITING or seen > at:
        raise NOT_A_QUEUE(waiting=waiting, most=MOST_WAITING)
    if not site.is_open(seen):
        raise SITE_CLOSED(key=site_id)
    row = QueueReport(outbreak_id=outbreak_id, site_id=site_id, waiting=waiting, seen_at=seen)
    after = {"site_id": site_id, "waiting": waiting, "seen_at": seen}
    write_rows(actor, at, "reported", "site-queue", outbreak_id, [row], after)
    return QueueRow(site_id, waiting, seen)


def latest_queues(outbreak_id: str, sites: Collection[SiteRow], at: datetime) -> dict[str, QueueRow]:
    """Return site -> how many waited when somebody last looked, of these sites, which the reader was let see."""
    found = _reports(outbreak_id, at).filter(site_id__in=[one.id for one in sites])
    last = found.order_by("site_id", "seen_at", "id").values_list("site_id", "waiting", "seen_at")
    return {row[0]: QueueRow(*row) for row in last}


def crowded_since(outbreak_id: str, site: SiteRow, at: datetime) -> datetime | None:
    """Return the first of the reports in a row, up to the last, that tell of more people than there is room for."""
    told = _reports(outbreak_id, at).filter(site_id=site.id).order_by("seen_at", "id")
    fits = told.filter(waiting__lte=site.queue_limit).last()
    too_many = told.filter(waiting__gt=site.queue_limit)
    first = (too_many if fits is None else too_many.filter(seen_at__gt=fits.seen_at)).first()
    return None if first is None else first.seen_at


def queues_within(
    outbreak_id: str, spans: Mapping[str, tuple[datetime, datetime]], known_at: datetime
) -> list[tuple[str, datetime, int]]:
    """Return (site, when seen, how many waited) of these sites, each between two hours. For operations."""
    told = QueueReport.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=known_at)
    found: list[tuple[str, datetime, int]] = []
    for site_id in sorted(spans):
        rows = told.filter(site_id=site_id, seen_at__range=spans[site_id])
        found += rows.values_list("site_id", "seen_at", "waiting")
    return found


def _reports(outbreak_id: str, at: datetime) -> QuerySet[QueueReport]:
    """What was on record by then: a report of an earlier hour that came later was not known."""
    return QueueReport.objects.filter(outbreak_id=outbreak_id, seen_at__lte=at, recorded_at__lte=at)
