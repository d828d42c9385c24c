"""What was known of the outbreak of 2021 on each of its days, from the pack's published facts and when they were published."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from fangxian.engines.rehearsal.forecasting import Known
from fangxian.engines.rehearsal.forecasting.records import known_from_counts
from fangxian.stores.outbreaks import OutbreakPack, read_outbreak

OUTBREAK = "hunan-2021"
ORIGIN = "v-nanjing-lukou-airport"
"""Where the visitors who brought it were infected: nobody in Hunan was infected before that day."""
THEATRE = "v-charming-xiangxi-theatre"
"""Where they sat among three people of Zhangjiajie who became cases: somebody was infected by the end of that show."""
BULLETIN = time(9, 0)
"""The hour of the bulletin that counts the day before."""


@dataclass(frozen=True)
class Day:
    """One day of the outbreak: its number (1: the first report's), its date, and what was known the next morning."""

    number: int
    on: date
    known: Known


def list_days() -> list[Day]:
    """Return every day from the first report to the day of the last case."""
    pack = read_outbreak(OUTBREAK)
    days = pack.daily_counts["day"].sort()
    last = pack.daily_counts.filter(pl.col("confirmed_new") > 0)["day"].max()
    return [Day(number, day, _known(pack, day)) for number, day in enumerate(days, start=1) if day <= last]


def the_whole() -> Known:
    """Return what is known now that it is over."""
    pack = read_outbreak(OUTBREAK)
    return _known(pack, pack.daily_counts["day"].max())  # type: ignore[arg-type]


def came() -> np.ndarray:
    """Return confirmed cases by day from the first report on; nobody was confirmed after the last of them."""
    return the_whole().counts[1]


def _known(pack: OutbreakPack, day: date) -> Known:
    """Return what the bulletins until the morning after a day said, and how old the outbreak could be."""
    morning = datetime.combine(day + timedelta(days=1), BULLETIN, ZoneInfo(pack.timezone)).astimezone(UTC)
    published = pack.daily_counts.filter((pl.col("known_at") <= morning) & (pl.col("day") <= day))
    known, _ = known_from_counts(published.select("day", "confirmed_new", "asymptomatic_new"), day)
    return replace(known, since=_ages(pack, morning))


def _ages(pack: OutbreakPack, morning: datetime) -> tuple[float, float]:
    """Return the fewest and most days before the first report at which anybody in Hunan was first infected, as known then."""
    places = pack.exposure_places.filter(pl.col("known_at") <= morning)
    theatre = places.filter((pl.col("place_id") == THEATRE) & (pl.col("known_cases") > 1))["to_at"].min()
    origin = places.filter(place_id=ORIGIN)["from_at"].min()
    ages = [_days_before(pack, at) if at is not None else None for at in (theatre, origin)]
    return ages[0] or 0.0, ages[1] or np.inf


def _days_before(pack: OutbreakPack, at: object) -> float:
    assert isinstance(at, datetime)
    return (pack.first_report_at - at).total_seconds() / 86400.0
