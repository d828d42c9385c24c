"""Results of an outbreak counted by local day, laboratory, sampling place, import and area."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import polars as pl
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import TruncDate

from fangxian.engines.testing.drift import RESULT_COUNTS
from fangxian.operations.custody.models import Result, Sample
from fangxian.operations.places.queries import ancestors, heights_of
from fangxian.operations.sites.opening import venue_of

_OF = ("day_on", "laboratory_id", "tube__place_id", "tube__size", "batch_id", "outcome", "site")
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
    rows = Result.objects.filter(tube__round__outbreak_id=outbreak_id, resulted_at__lt=until)
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    site = Sample.objects.filter(tube=OuterRef("tube"), site_id__isnull=False).order_by("site_id")
    of = rows.annotate(
        day_on=TruncDate("resulted_at", tzinfo=zone), site=Subquery(site.values("site_id")[:1])
    ).values_list(*_OF)
    counted = list(of.annotate(tubes=Count("tube_id", distinct=True)).order_by())
    grounds = _grounds({row[2] for row in counted})
    return RESULT_COUNTS.rows([_counted(outbreak_id, row, grounds) for row in counted])


def _counted(outbreak_id: str, row: tuple, grounds: Mapping[str, Ground]) -> dict[str, object]:
    day_on, laboratory_id, place_id, size, batch_id, outcome, site, tubes = row
    ground = grounds[place_id]
    return {
        "day_on": day_on,
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
    heights = heights_of(place_ids)
    return {key: _ground(key, heights.get(key, 0)) for key in sorted(place_ids)}


def _ground(place_id: str, height: int) -> Ground:
    if height > 1:
        return Ground(None, place_id)
    line = [*(row.place_id for row in ancestors(place_id)), place_id]
    street = max(len(line) - 2 + height, 0)
    return Ground(line[street], line[max(street - 1, 0)])
