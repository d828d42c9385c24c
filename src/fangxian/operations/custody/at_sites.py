"""The samples taken at sampling sites: how many, and whose, inside windows that are asked for."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from fangxian.operations.chunks import in_chunks
from fangxian.operations.custody.models import Sample
from fangxian.operations.custody.standing import standing
from fangxian.operations.places.reach import Reach
from fangxian.operations.rounds.queries import list_taken_back, round_ids

_WINDOWS_AT_ONCE = 50
"""So many "at this site, between these hours" in one question; a thousand would be too deep for a database."""


class TakenAt(NamedTuple):
    """A sample at a site."""

    person_id: str
    site_id: str
    taken_at: datetime


Windows = Mapping[str, Sequence[tuple[datetime, datetime]]]
"""Site -> the spans that are asked for, both ends included."""


def count_at_sites(
    outbreak_id: str, site_ids: Collection[str], known_at: datetime, since: datetime | None = None
) -> Counter[str]:
    """Return site -> samples taken there since then (None: at all), of these sites, which the reader was let see."""
    rows = Sample.objects.filter(round__in=round_ids(outbreak_id), recorded_at__lte=known_at)
    rows = rows.filter(site_id__isnull=False)
    if since is not None:
        rows = rows.filter(taken_at__gt=since)
    found = Counter[str]()
    for some in in_chunks(sorted(site_ids), 500):
        found.update(_by_site(rows.filter(site_id__in=some)))
    # Millions were taken and few are taken back: these are found by their own ids.
    for gone in in_chunks(list_taken_back(known_at), 500):
        found.subtract(_by_site(rows.filter(id__in=gone, site_id__in=site_ids)))
    return found


def _by_site(rows: QuerySet[Sample]) -> dict[str, int]:
    counted = rows.order_by().values_list("site_id").annotate(n=Count("site_id"))
    return {site_id: n for site_id, n in counted if site_id}


def samples_of_people(
    reach: Reach, outbreak_id: str, people: Collection[str], known_at: datetime
) -> list[TakenAt]:
    """Return where and when these people were sampled at sites."""
    rows = reach.filter_persons(_at_sites(outbreak_id, known_at))
    found = [_taken(rows.filter(person_id__in=some)) for some in in_chunks(sorted(people), 500)]
    return [one for some in found for one in some]


def samples_within(reach: Reach, outbreak_id: str, windows: Windows, known_at: datetime) -> list[TakenAt]:
    """Return everybody sampled at sites inside windows: read by site and hour, never all of a city's samples."""
    rows = reach.filter_persons(_at_sites(outbreak_id, known_at))
    spans = [(site_id, *span) for site_id in sorted(windows) for span in windows[site_id]]
    found: set[TakenAt] = set()
    for some in in_chunks(spans, _WINDOWS_AT_ONCE):
        asked = Q()
        for site_id, begin, end in some:
            asked |= Q(site_id=site_id, taken_at__gte=begin, taken_at__lte=end)
        found.update(_taken(rows.filter(asked)))
    return sorted(found)


def _at_sites(outbreak_id: str, known_at: datetime) -> QuerySet[Sample]:
    return standing(known_at).filter(round__in=round_ids(outbreak_id), site_id__isnull=False)


def _taken(rows: QuerySet[Sample]) -> list[TakenAt]:
    columns = rows.values_list("person_id", "site_id", "taken_at")
    return [TakenAt(person, site or "", at) for person, site, at in columns]
