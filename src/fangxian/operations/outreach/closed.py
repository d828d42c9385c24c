"""Which venues are closed: by a measure in force, or on findings until a day. It ends by itself."""

from collections.abc import Collection, Sequence
from datetime import datetime

from fangxian.engines.plans import Plan
from fangxian.engines.problems import Text
from fangxian.operations.accounts.queries import name_users
from fangxian.operations.areas.queries import list_measures
from fangxian.operations.areas.rows import MeasureRow
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.outreach.findings import open_findings
from fangxian.operations.outreach.models import VenueClosing
from fangxian.operations.outreach.rows import BY_MEASURE, CLOSED, ON_FINDINGS, ClosedVenue
from fangxian.operations.places.queries import list_venues, under
from fangxian.operations.places.reach import Reach
from fangxian.operations.places.rows import PlaceRow
from fangxian.operations.places.services import PARTS
from fangxian.stores.packs import read_plan

BASIS = "close-place"
"""The legal ground of every measure that closes something."""


def list_closed(reach: Reach, outbreak_id: str, at: datetime) -> tuple[ClosedVenue, ...]:
    """Return the venues within reach that are closed at `at`, whichever ends first before. Raises `not-found`."""
    outbreak = get_outbreak(reach, outbreak_id)
    found = find_closed(outbreak, list_venues(reach, PARTS), at)
    return tuple(sorted(found.values(), key=lambda one: (one.ends_at, one.venue_id)))


def find_closed(outbreak: OutbreakRow, venues: Sequence[PlaceRow], at: datetime) -> dict[str, ClosedVenue]:
    """Return venue -> why it is closed at `at`; a measure goes before findings, and lasts without them."""
    return {**_on_findings(outbreak, venues, at), **_by_measures(outbreak, venues, at)}


def find_closing(outbreak_id: str, venue_id: str, at: datetime) -> VenueClosing | None:
    """Return the closing on findings that holds at a venue, for this app."""
    return _last_closings(outbreak_id, [venue_id], at).get(venue_id)


def _last_closings(outbreak_id: str, venue_ids: Collection[str], at: datetime) -> dict[str, VenueClosing]:
    rows = VenueClosing.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at)
    last = {row.place_id: row for row in rows.order_by("recorded_at", "entry_id")}
    wanted = set(venue_ids)
    return {
        key: row
        for key, row in last.items()
        if key in wanted and row.act == CLOSED and row.ends_at is not None and row.ends_at > at
    }


def _on_findings(outbreak: OutbreakRow, venues: Sequence[PlaceRow], at: datetime) -> dict[str, ClosedVenue]:
    by_key = {one.place_id: one for one in venues}
    rows = _last_closings(outbreak.id, by_key, at)
    users = name_users({row.user_id for row in rows.values()})
    waiting = open_findings(outbreak.id, list(rows), at)
    return {
        key: ClosedVenue(
            venue_id=key,
            venue=by_key[key].title,
            why=ON_FINDINGS,
            reason=Text(row.reason, row.reason),
            starts_at=row.recorded_at,
            ends_at=row.ends_at or at,
            approver=users.get(row.user_id, Text("系统", "the system")),
            open_findings=len(waiting.get(key, [])),
            edition_id=row.edition_id,
        )
        for key, row in rows.items()
    }


def _by_measures(outbreak: OutbreakRow, venues: Sequence[PlaceRow], at: datetime) -> dict[str, ClosedVenue]:
    """A measure at the venue itself closes it; one over a place closes the kinds of venue that it names."""
    # Whoever serves a venue may know that it is closed, though that was decided further up; nothing else is read.
    everywhere = Reach(frozenset({outbreak.place_id}))
    measures = [one for one in list_measures(everywhere, outbreak.id, at, at) if one.legal_basis == BASIS]
    if not measures:
        return {}
    plan, found = read_plan(outbreak.plan), dict[str, ClosedVenue]()
    waiting = open_findings(outbreak.id, [one.place_id for one in venues], at)
    for measure in sorted(measures, key=lambda one: (one.lapses_at, one.key)):
        for venue in _closed_by(measure, _kinds(plan, measure), venues):
            count = len(waiting.get(venue.place_id, []))
            found[venue.place_id] = _row(venue, measure, count)
    return found


def _kinds(plan: Plan, measure: MeasureRow) -> frozenset[str]:
    known = plan.measures.get(measure.measure)
    reduces = known.effect.reduces if known is not None and known.effect is not None else ()
    return frozenset(kind for one in reduces if one.route == "venue" for kind in one.kinds)


def _closed_by(measure: MeasureRow, kinds: Collection[str], venues: Sequence[PlaceRow]) -> Sequence[PlaceRow]:
    itself = [one for one in venues if one.place_id == measure.place_id]
    if itself or not kinds:
        return itself
    inside = under([measure.place_id])
    return [one for one in venues if one.venue_kind in kinds and one.place_id in inside]


def _row(venue: PlaceRow, measure: MeasureRow, open_findings: int) -> ClosedVenue:
    return ClosedVenue(
        venue_id=venue.place_id,
        venue=venue.title,
        why=BY_MEASURE,
        reason=measure.title,
        starts_at=measure.starts_at,
        ends_at=measure.lapses_at,
        approver=Text("", ""),
        open_findings=open_findings,
        edition_id=None,
    )
