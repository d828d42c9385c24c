"""Results of an outbreak counted by local day, laboratory, sampling place, import and area."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import polars as pl
from django.db.models import Case, CharField, Count, IntegerField, OuterRef, Subquery, Value, When

from fangxian.engines.testing.drift import RESULT_COUNTS
from fangxian.operations.custody.models import Result, Sample
from fangxian.operations.places.queries import heights_of, list_places
from fangxian.operations.sites.opening import venue_of

WATCHED_DAYS = 120
"""Results older than this teach nothing any more."""
Days = list[tuple[datetime, date]]
_OF = ("day", "laboratory_id", "tube__place_id", "tube__size", "batch_id", "outcome", "site")
_UNCLEAR = ("inconclusive", "invalid")


class Ground(NamedTuple):
    """Where a tube counts: the place its sampling is judged as, None above all of these; the area compared within."""

    site_id: str | None
    area_id: str


def count_results(
    outbreak_id: str, zone: ZoneInfo, until: datetime, known_at: datetime | None = None
) -> pl.DataFrame:
    """Return `RESULT_COUNTS` of the results given before an hour, as known at another (None: now).

    Tubes of different sizes are never compared: one that holds ten people is positive more often, and so is that of
    somebody sampled again. `site_id` is a place: that of the site its samples were taken at, or the street. A run is
    what an import says of one laboratory. What is inconclusive or invalid counts alike: no answer.
    """
    days = _days(until, zone)
    rows = Result.objects.filter(
        tube__round__outbreak_id=outbreak_id, resulted_at__gte=days[0][0], resulted_at__lt=until
    )
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    told = rows.annotate(day=_day_of(days), site=_site_of(outbreak_id)).values_list(*_OF)
    counted = list(told.annotate(tubes=Count("id")).order_by())
    grounds = _grounds({row[2] for row in counted})
    return RESULT_COUNTS.rows([_counted(outbreak_id, row, days, grounds) for row in counted])


def _days(until: datetime, zone: ZoneInfo) -> Days:
    """The days that are watched, the one before `until` last: when each begins, and its date."""
    last = (until.astimezone(zone) - timedelta(microseconds=1)).date()
    dates = [last - timedelta(days=back) for back in reversed(range(WATCHED_DAYS))]
    return [(datetime.combine(one, time(), zone), one) for one in dates]


def _day_of(days: Days) -> Case:
    """The number of the day, told by its hours, the latest first: a date in a zone would leave the database row by row."""
    begins = reversed([(begin, number) for number, (begin, _) in enumerate(days)][1:])
    return Case(
        *(When(resulted_at__gte=begin, then=Value(number)) for begin, number in begins),
        default=Value(0),
        output_field=IntegerField(),
    )


def _site_of(outbreak_id: str) -> Subquery | Value:
    """The site a tube's samples were taken at; nothing is looked up where no sample says one."""
    at_sites = Sample.objects.filter(site_id__isnull=False)
    if not at_sites.filter(round__outbreak_id=outbreak_id).exists():
        return Value(None, output_field=CharField())
    return Subquery(at_sites.filter(tube=OuterRef("tube")).order_by("site_id").values("site_id")[:1])


def _counted(outbreak_id: str, row: tuple, days: Days, grounds: Mapping[str, Ground]) -> dict[str, object]:
    day, laboratory_id, place_id, size, batch_id, outcome, site, tubes = row
    ground = grounds[place_id]
    return {
        "day_on": days[day][1],
        "lab_id": laboratory_id,
        "site_id": ground.site_id if site is None else venue_of(outbreak_id, site),
        "run_id": None if batch_id is None else f"{laboratory_id}/{batch_id}",
        "area_id": f"{ground.area_id}/{size or 'household'}",
        "tested": tubes,
        "positive": tubes if outcome == "positive" else 0,
        "inconclusive": tubes if outcome in _UNCLEAR else 0,
    }


def _grounds(place_ids: set[str]) -> dict[str, Ground]:
    """A tube of a community counts for its street within its district; one given out to a district, for no street."""
    heights, above = heights_of(place_ids), _parents(place_ids)
    farther = _parents(set(above.values()))
    return {
        key: _ground(key, heights.get(key, 0), above[key], farther[above[key]]) for key in sorted(place_ids)
    }


def _ground(place_id: str, height: int, above: str, farther: str) -> Ground:
    if height > 1:
        return Ground(None, place_id)
    return Ground(place_id, above) if height else Ground(above, farther)


def _parents(place_ids: set[str]) -> dict[str, str]:
    """Place -> what it lies in; a root lies in itself."""
    return {row.place_id: row.parent_id or row.place_id for row in list_places(sorted(place_ids))}
