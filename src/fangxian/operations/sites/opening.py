"""Opening and closing sampling sites. A site is a place of its own, so that whoever was there can be found."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from math import ceil
from uuid import NAMESPACE_URL, uuid5

import polars as pl
from django.db import transaction

from fangxian.engines import tables
from fangxian.engines.problems import Text
from fangxian.engines.tables.siting import SITES
from fangxian.engines.testing.siting.desks import Pace, desks_of
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.places.services import load_places
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.sites.crews import end_shifts
from fangxian.operations.sites.models import Site
from fangxian.operations.sites.problems import NOT_A_SITE, SITE_STANDS_ELSEWHERE
from fangxian.operations.sites.queries import get_site, last_said, row_of
from fangxian.operations.sites.rows import Opened, SiteGiven, SiteRow

SAMPLING_SITE = "sampling-site"
"""The kind of venue a site is."""
PACE = Pace()
_KEY = re.compile(r"[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*")
_LONGEST, _NAME, _MOST_DESKS, _MOST_AN_HOUR = 40, 120, 200, 1_000
_SAID = ("name", "name_en", "desks", "per_desk_hour", "queue_limit", "closed_at")


def sites_of(placed: pl.DataFrame) -> tuple[SiteGiven, ...]:
    """Return the sites of a placement (`tables.SITES`: the sites.csv of `place-sites`), to be opened."""
    rows = SITES.check(placed).iter_rows(named=True)
    return tuple(
        SiteGiven(row["site_id"], row["place_id"], row["lat"], row["lon"], capacity=row["capacity"])
        for row in rows
    )


@transaction.atomic
def open_sites(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    sites: Sequence[SiteGiven],
    open_from: datetime | None = None,
) -> Opened:
    """Open sites, or say anew what they are; all of them, or none. What stands like that already stays as it is.

    open_from: the hour from which people are sampled there; None: now.

    Raises:
        Problem: `not-your-role`, `not-found` (a place outside the reach too), `not-a-site`, `site-stands-elsewhere`.
    """
    actor.require("command")
    outbreak, at = get_outbreak(actor.reach, outbreak_id), clock.now()
    _require_places(actor.reach, sites)
    stands = last_said(outbreak.id, [one.key for one in sites])
    titles = titles_of(one.place_id for one in sites)
    said = {one.key: _said(outbreak.id, one, titles, open_from or at) for one in sites}
    fresh = [row for key, row in said.items() if _is_new(row, stands.get(key))]
    _add_venues(actor, clock, [row for row in fresh if row.site_id not in stands])
    if fresh:
        after = {"sites": sorted(row.site_id for row in fresh)}
        write_rows(actor, at, "opened", "site", outbreak.id, fresh, after)
    return Opened(len(fresh), len(said) - len(fresh))


@transaction.atomic
def close_site(actor: Actor, clock: Clock, *, outbreak_id: str, site_id: str) -> SiteRow:
    """Say that nobody is sampled at a site any more, nor on duty there; closed before, it stays closed since then.

    Raises:
        Problem: `not-your-role`, `not-found`, `no-such-site`.
    """
    actor.require("command")
    row, at = get_site(actor.reach, outbreak_id, site_id), clock.now()
    if row.closed_at is not None:
        return row
    closed = last_said(outbreak_id, [site_id])[site_id]
    closed.pk, closed.closed_at = Site._meta.pk.get_default(), max(at, closed.open_from)
    closed._state.adding = True
    after = {"site_id": site_id, "closed_at": closed.closed_at}
    write_rows(actor, at, "closed", "site", outbreak_id, [closed], after)
    end_shifts(actor, at, outbreak_id, site_id)
    return row_of(closed)


def _require_places(reach: Reach, sites: Sequence[SiteGiven]) -> None:
    wanted = {one.place_id for one in sites}
    if outside := wanted - reach.keep(wanted):
        raise NOT_FOUND(what="place", what_zh="地点", key=min(outside))


def _said(outbreak_id: str, one: SiteGiven, titles: Mapping[str | None, Text], open_from: datetime) -> Site:
    pace = PACE.per_desk_hour if one.per_desk_hour is None else one.per_desk_hour
    desks = _desks(one.capacity, pace) if one.desks is None else one.desks
    if not _is_well_described(one, desks, pace):
        raise NOT_A_SITE(key=one.key)
    room = ceil(desks * pace * PACE.most_wait_minutes / 60)
    title = titles[one.place_id]
    return Site(
        outbreak_id=outbreak_id,
        site_id=one.key,
        name=(one.name.strip() or f"{title.zh}采样点 {one.key}")[:_NAME],
        name_en=(one.name_en.strip() or one.name.strip() or f"Sampling site {one.key}, {title.en}")[:_NAME],
        place_id=one.place_id,
        venue_id=venue_of(outbreak_id, one.key),
        lat=one.lat,
        lon=one.lon,
        desks=desks,
        per_desk_hour=int(pace),
        queue_limit=room if one.queue_limit is None else one.queue_limit,
        open_from=open_from,
    )


def venue_of(outbreak_id: str, key: str) -> str:
    """Return the place a site is."""
    return f"v-{uuid5(NAMESPACE_URL, f'site:{outbreak_id}:{key}').hex}"


def _desks(capacity: int | None, pace: float) -> int:
    if not capacity or pace <= 0:
        return 1
    people = pl.DataFrame({"site_id": [""], "people": [capacity]})
    return int(desks_of(people, Pace(per_desk_hour=pace))["desks"].item())


def _is_well_described(one: SiteGiven, desks: int, pace: float) -> bool:
    return bool(
        _KEY.fullmatch(one.key)
        and len(one.key) <= _LONGEST
        and -90 <= one.lat <= 90
        and -180 <= one.lon <= 180
        and 1 <= desks <= _MOST_DESKS
        and 1 <= pace <= _MOST_AN_HOUR
        and (one.queue_limit is None or one.queue_limit >= 0)
    )


def _is_new(row: Site, there: Site | None) -> bool:
    if there is None:
        return True
    if (row.place_id, row.lat, row.lon) != (there.place_id, there.lat, there.lon):
        raise SITE_STANDS_ELSEWHERE(key=row.site_id)
    return any(getattr(row, name) != getattr(there, name) for name in _SAID)


def _add_venues(actor: Actor, clock: Clock, rows: Sequence[Site]) -> None:
    venues = [
        {
            "place_id": row.venue_id,
            "name": row.name,
            "name_en": row.name_en,
            "level": tables.VENUE,
            "parent_id": row.place_id,
            "venue_kind": SAMPLING_SITE,
            "lat": row.lat,
            "lon": row.lon,
            "has_list": True,
        }
        for row in rows
    ]
    if venues:
        load_places(actor, clock, tables.PLACES.rows(venues), source="sampling sites")
