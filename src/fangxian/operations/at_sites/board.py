"""How each sampling site stands at an hour: samples, queue, crew, and what is wrong there."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from fangxian.operations.at_sites.watching import count_last_hour, find_crowded, find_over_capacity
from fangxian.operations.custody.at_sites import count_at_sites
from fangxian.operations.places.reach import Reach
from fangxian.operations.sites.alarms import list_alarms
from fangxian.operations.sites.queries import get_site, list_sites
from fangxian.operations.sites.queues import latest_queues
from fangxian.operations.sites.rows import AlarmGiven, QueueRow, ShiftRow, SiteAlarmRow, SiteRow
from fangxian.operations.sites.shifts import list_shifts


@dataclass(frozen=True)
class SiteAlarmState:
    """An alarm and whether it is over: answered by somebody, or no longer so."""

    alarm: SiteAlarmRow
    over: bool


@dataclass(frozen=True)
class SiteState:
    """A site at an hour: samples at all and of the last hour, the queue as last seen, how many are on duty."""

    site: SiteRow
    is_open: bool
    sampled: int
    last_hour: int
    queue: QueueRow | None
    on_duty: int
    alarms: tuple[SiteAlarmState, ...]
    """The latest first."""

    @property
    def standing(self) -> tuple[SiteAlarmState, ...]:
        """The alarms that are not over."""
        return tuple(one for one in self.alarms if not one.over)

    @property
    def is_crowded(self) -> bool:
        """Whether more wait than there is room for."""
        return self.queue is not None and self.queue.waiting > self.site.queue_limit


def list_states(reach: Reach, outbreak_id: str, at: datetime) -> tuple[SiteState, ...]:
    """Return how the sites within reach stood at an hour: those with an alarm first, then the open ones, by key.

    Raises:
        Problem: `not-found` (outbreak).
    """
    return _states(reach, outbreak_id, list_sites(reach, outbreak_id, at), at)


def get_state(reach: Reach, outbreak_id: str, site_id: str, at: datetime) -> SiteState:
    """Return how one site stood. Raises `not-found` (outbreak), `no-such-site`."""
    return _states(reach, outbreak_id, [get_site(reach, outbreak_id, site_id, at)], at)[0]


def list_crew(reach: Reach, outbreak_id: str, site_id: str, at: datetime) -> tuple[ShiftRow, ...]:
    """Return the shifts at a site: those on duty first. Raises `not-found` (outbreak), `no-such-site`."""
    get_site(reach, outbreak_id, site_id, at)
    return list_shifts(reach, outbreak_id, at, site_id)


def _states(reach: Reach, outbreak_id: str, sites: Sequence[SiteRow], at: datetime) -> tuple[SiteState, ...]:
    keys = [one.id for one in sites]
    queues = latest_queues(outbreak_id, sites, at)
    sampled = count_at_sites(outbreak_id, keys, at)
    last_hour = count_last_hour(outbreak_id, sites, at)
    crew = Counter(row.site_id for row in list_shifts(reach, outbreak_id, at, only_there=True))
    wrong = [*find_crowded(outbreak_id, sites, queues, at), *find_over_capacity(sites, last_hour, at)]
    alarms = _alarms(reach, outbreak_id, wrong, at)
    found = [
        SiteState(
            site=one,
            is_open=one.is_open(at),
            sampled=sampled.get(one.id, 0),
            last_hour=last_hour.get(one.id, 0),
            queue=queues.get(one.id),
            on_duty=crew[one.id],
            alarms=tuple(alarms.get(one.id, ())),
        )
        for one in sites
    ]
    return tuple(sorted(found, key=lambda one: (not one.standing, not one.is_open, one.site.id)))


def _alarms(
    reach: Reach, outbreak_id: str, wrong: Iterable[AlarmGiven], at: datetime
) -> dict[str, list[SiteAlarmState]]:
    still = {(one.site_id, one.kind) for one in wrong}
    found: dict[str, list[SiteAlarmState]] = {}
    for row in list_alarms(reach, outbreak_id, at):
        lapsed = row.kind != "infected-staff" and (row.site_id, row.kind) not in still
        state = SiteAlarmState(row, over=lapsed or row.answered_at is not None)
        found.setdefault(row.site_id, []).append(state)
    return found
