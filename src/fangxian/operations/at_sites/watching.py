"""Looking at every site: too many waiting, more samples than desks, somebody on duty who is a case. Each is told once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import case_table, get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.custody.at_sites import count_at_sites, samples_within
from fangxian.operations.places.reach import Reach
from fangxian.operations.sites.queries import list_sites
from fangxian.operations.sites.queues import crowded_since, latest_queues
from fangxian.operations.sites.rows import AlarmGiven, QueueRow, ShiftRow, SiteRow
from fangxian.operations.sites.services import raise_alarms
from fangxian.operations.sites.shifts import shifts_of

HOUR = timedelta(hours=1)
NO_CASE = frozenset({"discarded"})
"""Kinds of case that are none."""


def watch_sites(actor: Actor, clock: Clock, *, outbreak_id: str) -> int:
    """Raise an alarm for all that is wrong at the sites within reach and was not told; return how many are new.

    Raises:
        Problem: `not-found`, `not-your-role`.
    """
    actor.require("command")
    at = clock.now()
    sites = list_sites(actor.reach, outbreak_id)
    taken = count_last_hour(outbreak_id, sites, at)
    found = [
        *find_crowded(outbreak_id, sites, latest_queues(outbreak_id, sites, at), at),
        *find_over_capacity(sites, taken, at, _day(actor.reach, outbreak_id, at)),
    ]
    found += _find_infected(actor.reach, outbreak_id, sites, at)
    return raise_alarms(actor, clock, outbreak_id=outbreak_id, found=found)


def find_crowded(
    outbreak_id: str, sites: Sequence[SiteRow], queues: Mapping[str, QueueRow], at: datetime
) -> list[AlarmGiven]:
    """Return the sites where more people were last seen waiting (`queues`) than there is room for."""
    found: list[AlarmGiven] = []
    for one in sites:
        queue = queues.get(one.id)
        if queue and one.is_open(at) and queue.waiting > one.queue_limit:
            since = crowded_since(outbreak_id, one, at) or queue.seen_at
            found.append(AlarmGiven(one.id, "crowded", since, queue.waiting, one.queue_limit))
    return found


def count_last_hour(outbreak_id: str, sites: Sequence[SiteRow], at: datetime) -> Mapping[str, int]:
    """Return site -> samples of the hour before."""
    return count_at_sites(outbreak_id, [one.id for one in sites], at, at - HOUR)


def find_over_capacity(
    sites: Sequence[SiteRow], taken: Mapping[str, int], at: datetime, same_since: datetime | None = None
) -> list[AlarmGiven]:
    """Return the sites where more samples were `taken` in the last hour than the desks there can take.

    Told once a local day (`same_since`): they were taken somehow, and how well is the question.
    """
    return [
        AlarmGiven(one.id, "over-capacity", at - HOUR, n, one.per_hour, same_since=same_since)
        for one in sites
        if (n := taken.get(one.id, 0)) > one.per_hour
    ]


def _find_infected(
    reach: Reach, outbreak_id: str, sites: Sequence[SiteRow], at: datetime
) -> list[AlarmGiven]:
    """Who was on duty and is a case: on which days, and how many were sampled in those hours."""
    cases = case_table(reach, outbreak_id, at, at)
    people = {who for who, kind in cases.select("person_id", "kind").iter_rows() if kind not in NO_CASE}
    ours, by_one = {one.id for one in sites}, dict[tuple[str, str], list[ShiftRow]]()
    for row in shifts_of(outbreak_id, at, people=people):
        if row.site_id in ours and row.person_id:
            by_one.setdefault((row.site_id, row.person_id), []).append(row)
    outbreak = get_outbreak(reach, outbreak_id)
    zone = ZoneInfo(outbreak.timezone)
    return [
        AlarmGiven(
            site_id,
            "infected-staff",
            first := min(row.from_at for row in rows),
            _sampled(reach, outbreak_id, site_id, rows, at),
            person_id=person_id,
            days=_days(rows, zone),
            same_since=min(outbreak.opened_at, first),
        )
        for (site_id, person_id), rows in sorted(by_one.items())
    ]


def _sampled(reach: Reach, outbreak_id: str, site_id: str, rows: Iterable[ShiftRow], at: datetime) -> int:
    spans = [(row.from_at, row.ends_by(at)) for row in rows]
    return len({one.person_id for one in samples_within(reach, outbreak_id, {site_id: spans}, at)})


def _days(rows: Collection[ShiftRow], zone: ZoneInfo) -> tuple[str, ...]:
    return tuple(sorted({row.from_at.astimezone(zone).date().isoformat() for row in rows}))


def _day(reach: Reach, outbreak_id: str, at: datetime) -> datetime:
    """Return the local midnight before."""
    local = at.astimezone(ZoneInfo(get_outbreak(reach, outbreak_id).timezone))
    return local.replace(hour=0, minute=0, second=0, microsecond=0)
