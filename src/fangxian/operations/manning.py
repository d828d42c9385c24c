"""Where people are needed: posts that follow from areas, sites, gaps of the ledger, checkpoints and cases, and end with them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from django.db import transaction

from fangxian.engines.plans import Measure
from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.areas.queries import list_areas
from fangxian.operations.areas.rows import AreaRow
from fangxian.operations.cases.queries import get_outbreak, list_cases
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.checkpoints.crews import find_crew, post_of
from fangxian.operations.checkpoints.standing import list_checkpoints
from fangxian.operations.clock import Clock
from fangxian.operations.places.queries import ancestors, list_places
from fangxian.operations.places.rows import PlaceRow
from fangxian.operations.rounds.counting import ledger_of
from fangxian.operations.rounds.queries import list_rounds
from fangxian.operations.sites.queries import list_sites
from fangxian.operations.sites.rows import SiteRow
from fangxian.operations.teams.queries import list_posts
from fangxian.operations.teams.rows import PostGiven
from fangxian.operations.teams.services import end_post, set_posts
from fangxian.stores.packs import read_measure, read_plan


@dataclass(frozen=True)
class ManningRules:
    """How many people a need takes; our own figures, to be changed by whoever knows better.

    residents_per_worker: in a risk area; one per 350 residents is the norm of a grid (the plan's staffing rule).
    per_desk: beside the sampler of a desk, who records; people_per_worker: missing people, looked for in a day; tracing_days: so
    long a case keeps its investigators.
    """

    residents_per_worker: int = 350
    fewest_in_area: int = 4
    recorders_per_desk: int = 1
    people_per_worker: int = 40
    tracing_days: int = 3


@dataclass(frozen=True)
class Made:
    """Posts that were set up or changed, and posts that ended because what asked for them did."""

    stand: int
    ended: int


_RULES = ManningRules()
_OURS = ("area:", "site:", "ledger:", "checkpoint:", "cases:")
_INVESTIGATION = "case-investigation"
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
    names = ("kind", "place_id", "need", "per_shift", "role", "skills", "weight", "lat", "lon")
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
    yield from _for_checkpoints(actor, outbreak_id, at)
    yield from _for_cases(actor, get_outbreak(actor.reach, outbreak_id), at, rules)


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


def _for_checkpoints(actor: Actor, outbreak_id: str, at: datetime) -> Iterable[PostGiven]:
    crew = find_crew(get_outbreak(actor.reach, outbreak_id).plan)
    for row in list_checkpoints(actor.reach, outbreak_id, at):
        if row.is_open(at):
            yield post_of(row, crew)


def _for_cases(actor: Actor, outbreak: OutbreakRow, at: datetime, rules: ManningRules) -> Iterable[PostGiven]:
    """Investigators, where the measure has its owner, for the cases reported in the last days."""
    measure = read_plan(outbreak.plan).measures.get(_INVESTIGATION) or read_measure(_INVESTIGATION)
    first = at.astimezone(ZoneInfo(outbreak.timezone)).date() - timedelta(days=rules.tracing_days - 1)
    recent = Counter(
        _owner_of(row.residence_id or outbreak.place_id, measure)
        for row in list_cases(actor.reach, outbreak.id, at)
        if row.kind != "discarded" and row.merged_into is None and row.reported_on >= first
    )
    for place in list_places(sorted(actor.reach.keep(recent))):
        yield _for_investigation(place, recent[place.place_id], measure)


def _owner_of(place_id: str, measure: Measure) -> str:
    above = (row.place_id for row in ancestors(place_id) if row.level == measure.owner_level)
    return next(above, place_id)


def _for_investigation(place: PlaceRow, cases: int, measure: Measure) -> PostGiven:
    staff = measure.staff[0]
    return PostGiven(
        kind="investigation",
        place_id=place.place_id,
        need=ceil(cases / max(staff.per_people, 1)) * staff.people,
        name=Text(f"{place.name}流调", f"Investigation in {place.name_en}"),
        role="investigate",
        skills=("trace",),
        lat=place.lat,
        lon=place.lon,
        weight=_WEIGHTS["high"],
        source=f"cases:{place.place_id}",
    )
