"""Which venues of a place are due for a look, and the walks along them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import polars as pl

from fangxian.engines.tables.distances import metres_between
from fangxian.engines.visiting import DUE, VENUES, Checklist, find_due, plan_walks
from fangxian.engines.visiting.checklists import RISKS
from fangxian.operations.areas.ladders import ladders_of
from fangxian.operations.areas.queries import list_areas
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.contacts.queries import list_exposed_places
from fangxian.operations.outreach.checklist import checklist_of
from fangxian.operations.outreach.findings import last_looks, open_findings
from fangxian.operations.outreach.rows import Stop, VenueDue, WalkRow, WalksRow
from fangxian.operations.places.queries import list_places, list_venues, titles_of, under
from fangxian.operations.places.reach import Reach
from fangxian.operations.places.rows import PlaceRow
from fangxian.operations.places.services import PARTS
from fangxian.stores.packs import read_plan

MOST_WALKERS = 60
"""In one answer: a district's. A city asks district by district."""
WALK_MINUTES = 240.0
"""A morning."""


def list_due(reach: Reach, outbreak_id: str, at: datetime, *, place_id: str = "") -> tuple[VenueDue, ...]:
    """Return the venues within reach that are due at `at`, the most urgent first.

    Raises:
        Problem: `not-found`, also for a place outside the reach.
    """
    outbreak, inside = get_outbreak(reach, outbreak_id), _narrowed(reach, place_id)
    venues = list_venues(inside, PARTS)
    due = find_due(_table(outbreak, inside, venues, at), checklist_of(outbreak), at)
    return _rows(due, venues, checklist_of(outbreak))


def plan_rounds(
    reach: Reach,
    outbreak_id: str,
    at: datetime,
    *,
    place_id: str = "",
    walkers: int = 1,
    minutes: float = WALK_MINUTES,
) -> WalksRow:
    """Return walks along what is due, for so many inspectors with so many minutes each; what is not reached is named.

    walkers: at most `MOST_WALKERS`; more are not asked for.

    Raises:
        Problem: `not-found`, also for a place outside the reach.
    """
    due = list_due(reach, outbreak_id, at, place_id=place_id)
    rows = {one.venue_id: one for one in due}
    placed = _spots(list_places(sorted(rows)))
    table = DUE.rows([_image(one, placed) for one in due])
    found = plan_walks(table, walkers=min(max(walkers, 0), MOST_WALKERS), minutes=minutes)
    return WalksRow(
        walks=_walks(found.rows, rows, at),
        left=tuple((rows[venue], why) for venue, why in found.left.iter_rows()),
        due=len(due),
        share=found.share,
    )


def _narrowed(reach: Reach, place_id: str) -> Reach:
    if not place_id:
        return reach
    reach.require(place_id)
    return reach.narrow(place_id)


def _table(outbreak: OutbreakRow, inside: Reach, venues: Sequence[PlaceRow], at: datetime) -> pl.DataFrame:
    keys = [one.place_id for one in venues]
    seen = {key: look.seen_at for key, look in last_looks(outbreak.id, keys, at).items()}
    findings = open_findings(outbreak.id, keys, at)
    risks, near = _risks(outbreak, keys, at), _exposures_near(outbreak, inside, venues, seen, at)
    spots = _spots(venues)
    rows: list[dict[str, object]] = []
    for one in venues:
        waiting = findings.get(one.place_id, [])
        lat, lon = spots[one.place_id]
        rows.append(
            {
                "venue_id": one.place_id,
                "kind": one.venue_kind or None,
                "lat": lat,
                "lon": lon,
                "risk": risks.get(one.place_id),
                "seen_at": seen.get(one.place_id),
                "findings": len(waiting),
                "again_at": min((due_at for _, due_at in waiting), default=None),
                "exposures": near[one.place_id],
            }
        )
    return VENUES.rows(rows)


def _spots(venues: Sequence[PlaceRow]) -> dict[str, tuple[float | None, float | None]]:
    """Where each venue is; one on no map of its own is looked for at its community."""
    lost = {one.parent_id for one in venues if one.lat is None or one.lon is None}
    around = {row.place_id: (row.lat, row.lon) for row in list_places(sorted(filter(None, lost)))}
    return {
        one.place_id: around.get(one.parent_id or "", (None, None))
        if one.lat is None or one.lon is None
        else (one.lat, one.lon)
        for one in venues
    }


def _risks(outbreak: OutbreakRow, keys: Collection[str], at: datetime) -> dict[str, str]:
    """The risk of the place around each venue: an area's rank on its ladder, the highest where several stand."""
    ranks = _shares(outbreak)
    # An area decided further up binds here as well; that it stands is public.
    areas = list_areas(Reach(frozenset({outbreak.place_id})), outbreak.id, at, at)
    found: dict[str, str] = {}
    for rank, risk in enumerate(RISKS):
        holders = [one.place_id for one in areas if ranks.get(one.level, 0) == rank]
        found |= dict.fromkeys(under(holders).keys() & set(keys), risk)
    return found


def _shares(outbreak: OutbreakRow) -> dict[str, int]:
    """Level -> its place among low, medium and high, however many levels a ladder has."""
    top = len(RISKS) - 1
    return {
        level: round(rank / max(1, len(ladder.levels) - 1) * top)
        for ladder in ladders_of(read_plan(outbreak.plan))
        for level, rank in ladder.ranks.items()
    }


def _exposures_near(
    outbreak: OutbreakRow,
    inside: Reach,
    venues: Sequence[PlaceRow],
    seen: Mapping[str, datetime],
    at: datetime,
) -> Counter[str]:
    """How many exposed places lie at or near each venue since it was looked at. A number, and no person in it."""
    near_m = checklist_of(outbreak).near_m
    counted: Counter[str] = Counter()
    whole = Reach(inside.places, identities=False)
    for place in list_exposed_places(whole, outbreak.id, at):
        for venue in _near(place.place_id, place.lat, place.lon, venues, near_m):
            last = seen.get(venue)
            counted[venue] += last is None or last < place.to_at
    return counted


def _near(
    place_id: str, lat: float | None, lon: float | None, venues: Sequence[PlaceRow], near_m: float
) -> list[str]:
    keys = [one.place_id for one in venues]
    if lat is None or lon is None:
        return [key for key in keys if key == place_id]
    spots = np.array([(one.lat, one.lon) for one in venues], dtype=float).reshape(-1, 2)
    close = metres_between(lat, lon, spots[:, 0], spots[:, 1]) <= near_m
    return [key for key, by in zip(keys, close, strict=True) if by or key == place_id]


def _rows(due: pl.DataFrame, venues: Sequence[PlaceRow], checklist: Checklist) -> tuple[VenueDue, ...]:
    by_key = {one.place_id: one for one in venues}
    around = titles_of({one.parent_id for one in venues})
    found = []
    for row in due.iter_rows(named=True):
        venue = by_key[row.pop("venue_id")]
        facts: dict[str, Any] = {name: row[name] for name in row if name not in ("lat", "lon", "why")}
        found.append(
            VenueDue(
                venue_id=venue.place_id,
                venue=venue.title,
                place_id=venue.parent_id or "",
                place=around.get(venue.parent_id, venue.title),
                kind_title=checklist.kinds[row["kind"]].title,
                why=tuple(row["why"]),
                **facts,
            )
        )
    return tuple(found)


def _image(one: VenueDue, spots: Mapping[str, tuple[float | None, float | None]]) -> dict[str, object]:
    lat, lon = spots[one.venue_id]
    names = ("venue_id", "kind", "due_at", "days_since", "findings", "exposures", "score", "minutes")
    return {**{name: getattr(one, name) for name in names}, "lat": lat, "lon": lon, "why": list(one.why)}


def _walks(rows: pl.DataFrame, due: Mapping[str, VenueDue], at: datetime) -> tuple[WalkRow, ...]:
    walks: dict[int, list[Stop]] = {}
    for row in rows.iter_rows(named=True):
        arrives, leaves = (at + timedelta(minutes=row[name]) for name in ("at_minute", "until_minute"))
        stop = Stop(row["nth"], due[row["venue_id"]], row["walk_m"], arrives, leaves)
        walks.setdefault(row["walker"], []).append(stop)
    return tuple(
        WalkRow(walker, tuple(stops), sum(stop.walk_m for stop in stops)) for walker, stops in walks.items()
    )
