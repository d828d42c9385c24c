"""Where people are needed: posts that follow from risk areas, sampling sites and gaps of the ledger, and end with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from django.db import transaction

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.areas.queries import list_areas
from fangxian.operations.areas.rows import AreaRow
from fangxian.operations.clock import Clock
from fangxian.operations.places.queries import list_places
from fangxian.operations.places.rows import PlaceRow
from fangxian.operations.rounds.counting import ledger_of
from fangxian.operations.rounds.queries import list_rounds
from fangxian.operations.sites.queries import list_sites
from fangxian.operations.sites.rows import SiteRow
from fangxian.operations.teams.queries import list_posts
from fangxian.operations.teams.rows import PostGiven
from fangxian.operations.teams.services import end_post, set_posts


@dataclass(frozen=True)
class ManningRules:
    """How many people a need takes; our own figures, to be changed by whoever knows better.

    residents_per_worker: in a risk area; one per 350 residents is the norm of a grid (the plan's staffing rule).
    per_desk: beside the sampler of a desk, who records; doors_per_worker: doors without an answer, visited in a day.
    """

    residents_per_worker: int = 350
    fewest_in_area: int = 4
    recorders_per_desk: int = 1
    people_per_worker: int = 40


@dataclass(frozen=True)
class Made:
    """Posts that were set up or changed, and posts that ended because what asked for them did."""

    stand: int
    ended: int


_RULES = ManningRules()
_OURS = ("area:", "site:", "ledger:")
_WEIGHTS = {"high": 4, "medium": 3}


@transaction.atomic
def make_posts(actor: Actor, clock: Clock, *, outbreak_id: str, rules: ManningRules = _RULES) -> Made:
    """Set up the posts that are needed now and end those no longer needed. Said again, nothing changes.

    Raises:
        Problem: `not-your-role`, `not-found` (outbreak).
    """
    actor.require("command")
    at = clock.now()
    wanted = {one.source: one for one in _list_needs(actor, outbreak_id, at, rules)}
    standing = {row.source: row for row in list_posts(actor.reach, outbreak_id, at)}
    ours = {source: row for source, row in standing.items() if source.startswith(_OURS)}
    for source in sorted(ours.keys() - wanted.keys()):
        end_post(actor, clock, post_id=ours[source].id, reason="no longer needed")
    changed = [one for source, one in sorted(wanted.items()) if not _stands(ours.get(source), one)]
    set_posts(actor, clock, outbreak_id=outbreak_id, given=changed)
    return Made(len(changed), len(ours.keys() - wanted.keys()))


def _stands(row: object, one: PostGiven) -> bool:
    names = ("kind", "place_id", "need", "role", "skills", "weight", "lat", "lon")
    return row is not None and all(getattr(row, name) == getattr(one, name) for name in names)


def _list_needs(actor: Actor, outbreak_id: str, at: datetime, rules: ManningRules) -> Iterable[PostGiven]:
    areas = list_areas(actor.reach, outbreak_id, at, at)
    gaps = _find_gaps(actor, outbreak_id, at)
    places = {row.place_id: row for row in list_places(sorted({one.place_id for one in areas} | gaps.keys()))}
    for area in areas:
        yield _for_area(area, places[area.place_id], rules)
    for site in list_sites(actor.reach, outbreak_id, at):
        if site.is_open(at):
            yield from _for_site(site, rules)
    for place_id, missing in gaps.items():
        yield _for_gap(places[place_id], missing, rules)


def _for_area(area: AreaRow, place: PlaceRow, rules: ManningRules) -> PostGiven:
    residents = area.population or place.population or 0
    named = area.name or area.place
    return PostGiven(
        kind="control_zone",
        place_id=area.place_id,
        need=max(ceil(residents / rules.residents_per_worker), rules.fewest_in_area),
        name=Text(f"{named.zh}值守", f"Watch in {named.en}"),
        role="watch",
        lat=place.lat,
        lon=place.lon,
        weight=_WEIGHTS.get(area.level, 2),
        source=f"area:{area.key}"[:120],
    )


def _for_site(site: SiteRow, rules: ManningRules) -> Iterable[PostGiven]:
    common = {"kind": "site", "place_id": site.place_id, "lat": site.lat, "lon": site.lon, "weight": 3}
    zh, en = site.name.zh or site.id, site.name.en or site.name.zh or site.id
    yield PostGiven(
        need=site.desks,
        name=Text(f"{zh}采样", f"Sampling at {en}"),
        role="sample",
        skills=("sample",),
        source=f"site:{site.id}:sample",
        **common,  # type: ignore[arg-type]
    )
    yield PostGiven(
        need=site.desks * rules.recorders_per_desk,
        name=Text(f"{zh}登记", f"Recording at {en}"),
        role="record",
        source=f"site:{site.id}:record",
        **common,  # type: ignore[arg-type]
    )


def _for_gap(place: PlaceRow, missing: int, rules: ManningRules) -> PostGiven:
    return PostGiven(
        kind="ledger",
        place_id=place.place_id,
        need=ceil(missing / rules.people_per_worker),
        name=Text(f"{place.name}补查", f"Closing gaps in {place.name_en}"),
        role="visit",
        lat=place.lat,
        lon=place.lon,
        source=f"ledger:{place.place_id}",
    )


def _find_gaps(actor: Actor, outbreak_id: str, at: datetime) -> dict[str, int]:
    """Return the people still missing in the latest open round, at the lowest places they are registered at."""
    running = [row for row in list_rounds(actor.reach, outbreak_id, at) if row.closed_at is None]
    if not running or not actor.reach.covers(running[0].place_id):
        return {}
    ledger = ledger_of(actor.reach, running[0].id, running[0].place_id)
    rows = ledger.filter((ledger["here"] > 0) & (ledger["missing"] > 0) & ledger["level"].is_not_null())
    return dict(rows.select("place_id", "missing").iter_rows())
