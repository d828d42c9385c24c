"""Quarantine sites: opened, said anew, closed."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from fangxian.engines.quarantine.instance import room_names
from fangxian.engines.tables.quarantine import CARE_NEEDS
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.quarantine_sites.models import QuarantineSite
from fangxian.operations.quarantine_sites.problems import NOT_A_QUARANTINE_SITE
from fangxian.operations.quarantine_sites.rows import FloorGiven, SiteGiven

MOST_ROOMS = 99
"""Of a floor: rooms are numbered with two digits."""
_KEY = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_LONGEST, _FLOOR, _AIR = 40, 8, 24


@transaction.atomic
def open_site(actor: Actor, clock: Clock, *, outbreak_id: str, given: SiteGiven) -> None:
    """Open a site, or say anew what it is.

    Raises:
        Problem: `not-your-role`, `not-found` (outbreak, place), `not-a-quarantine-site`.
    """
    actor.require("command")
    get_outbreak(actor.reach, outbreak_id)
    actor.reach.require(given.place_id)
    _examine(given)
    before = last_sites(outbreak_id, clock.now(), [given.site_id]).get(given.site_id)
    if before is not None:
        actor.reach.require(before.place_id)
    row = QuarantineSite(
        outbreak_id=outbreak_id,
        site_id=given.site_id,
        place_id=given.place_id,
        name=given.name.strip(),
        name_en=(given.name_en or given.name).strip(),
        lat=given.lat,
        lon=given.lon,
        floors=[[one.floor, one.rooms, ";".join(sorted(one.offers)), one.air] for one in given.floors],
    )
    after = {
        "site_id": row.site_id,
        "place_id": row.place_id,
        "rooms": sum(one.rooms for one in given.floors),
    }
    write_rows(actor, clock.now(), "opened", "quarantine-site", given.site_id, [row], after)


@transaction.atomic
def close_site(actor: Actor, clock: Clock, *, outbreak_id: str, site_id: str) -> None:
    """Say that nobody is sent to a site any more; whoever is there stays until they leave. Raises `not-found`."""
    actor.require("command")
    at, row = clock.now(), get_site(actor.reach, outbreak_id, site_id, clock.now())
    if row.closed_at is None:
        row.pk, row.closed_at = QuarantineSite._meta.pk.get_default(), at
        row._state.adding = True
        write_rows(actor, at, "closed", "quarantine-site", site_id, [row], {"site_id": site_id})


def get_site(reach: Reach, outbreak_id: str, site_id: str, at: datetime) -> QuarantineSite:
    """Return what was last said of a site. Raises `not-found`, also outside the reach."""
    row = last_sites(outbreak_id, at, [site_id]).get(site_id)
    if row is None or not reach.covers(row.place_id):
        raise NOT_FOUND(what="quarantine site", what_zh="隔离点", key=site_id)
    return row


def last_sites(
    outbreak_id: str, at: datetime, site_ids: Iterable[str] | None = None
) -> dict[str, QuarantineSite]:
    """Return what was last said of each site (of these, or of all), as known at `at`."""
    rows = QuarantineSite.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at)
    if site_ids is not None:
        rows = rows.filter(site_id__in=list(site_ids))
    return {row.site_id: row for row in rows.order_by("recorded_at", "id")}


def floors_of(row: QuarantineSite) -> tuple[FloorGiven, ...]:
    """Return the floors of a site."""
    return tuple(
        FloorGiven(floor, rooms, tuple(filter(None, offers.split(";"))), air)
        for floor, rooms, offers, air in row.floors
    )


def rooms_of(row: QuarantineSite) -> dict[str, FloorGiven]:
    """Return room -> its floor."""
    return {room: floor for floor in floors_of(row) for room in room_names(floor.floor, floor.rooms)}


def _examine(given: SiteGiven) -> None:
    names = [one.floor for one in given.floors]
    strange = {need for one in given.floors for need in one.offers} - set(CARE_NEEDS)
    faults = (
        (not _KEY.fullmatch(given.site_id) or len(given.site_id) > _LONGEST, "编号", "its key"),
        (not given.name.strip() or len(given.name) > 120 or len(given.name_en) > 120, "名称", "its name"),
        (not (-90 <= given.lat <= 90 and -180 <= given.lon <= 180), "位置", "where it is"),
        (not names or len(set(names)) != len(names), "楼层", "its floors"),
        (any(not name or len(name) > _FLOOR for name in names), "楼层名", "the name of a floor"),
        (any(not 1 <= one.rooms <= MOST_ROOMS for one in given.floors), "房间数", "the rooms of a floor"),
        (any(len(one.air) > _AIR for one in given.floors), "通风", "the air of a floor"),
        (bool(strange), "照护", f"what a floor offers ({', '.join(sorted(strange))})"),
    )
    found = [(zh, en) for wrong, zh, en in faults if wrong]
    if found:
        fault_zh, fault = "、".join(zh for zh, _ in found), ", ".join(en for _, en in found)
        raise NOT_A_QUARANTINE_SITE(fault_zh=fault_zh, fault=fault, most=MOST_ROOMS)
