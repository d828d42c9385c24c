"""Reading sampling sites: where they stand, who is on duty, how many wait."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from fangxian.engines.problems import Text
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.chunks import in_chunks
from fangxian.operations.places.reach import Reach
from fangxian.operations.sites.models import Site
from fangxian.operations.sites.problems import NO_SUCH_SITE
from fangxian.operations.sites.rows import SiteRow


def list_sites(reach: Reach, outbreak_id: str, known_at: datetime | None = None) -> tuple[SiteRow, ...]:
    """Return the sites of an outbreak within reach, open and closed, by key; with `known_at`, as known then.

    Raises:
        Problem: `not-found` (outbreak).
    """
    get_outbreak(reach, outbreak_id)
    return tuple(row_of(row) for row in _last(reach.filter(_said(outbreak_id, known_at))).values())


def get_site(reach: Reach, outbreak_id: str, site_id: str, known_at: datetime | None = None) -> SiteRow:
    """Return one site. Raises `not-found` (outbreak), `no-such-site`, also for one outside the reach."""
    get_outbreak(reach, outbreak_id)
    found = _last(reach.filter(_said(outbreak_id, known_at).filter(site_id=site_id)))
    if site_id not in found:
        raise NO_SUCH_SITE(key=site_id)
    return row_of(found[site_id])


def sees(reach: Reach, outbreak_id: str, site_id: str) -> bool:
    """Tell whether a site lies within reach; of one in an outbreak the reader knows nothing of it is not told apart."""
    return reach.filter(_said(outbreak_id, None).filter(site_id=site_id)).exists()


def last_said(outbreak_id: str, keys: Collection[str]) -> dict[str, Site]:
    """Return key -> what was last said of it, of these keys, wherever they are: for who writes."""
    found: dict[str, Site] = {}
    for some in in_chunks(sorted(set(keys))):
        found |= _last(_said(outbreak_id, None).filter(site_id__in=some))
    return found


def row_of(row: Site) -> SiteRow:
    """Return a site as others see it."""
    return SiteRow(
        id=row.site_id,
        name=Text(row.name, row.name_en),
        place_id=row.place_id,
        venue_id=row.venue_id,
        lat=row.lat,
        lon=row.lon,
        desks=row.desks,
        per_desk_hour=row.per_desk_hour,
        queue_limit=row.queue_limit,
        open_from=row.open_from,
        closed_at=row.closed_at,
    )


def _said(outbreak_id: str, known_at: datetime | None) -> QuerySet[Site]:
    rows = Site.objects.filter(outbreak_id=outbreak_id)
    return rows if known_at is None else rows.filter(recorded_at__lte=known_at)


def _last(rows: QuerySet[Site]) -> dict[str, Site]:
    return {row.site_id: row for row in rows.order_by("site_id", "recorded_at", "id")}
