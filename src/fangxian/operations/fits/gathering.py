"""What a fit is made of: the line list as it was known at an hour, in a city under its plan."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import polars as pl

from fangxian.engines.rehearsal import MixingCity, closeness_of, districts_of
from fangxian.engines.rehearsal.fitting import Record, Setting, limits_for, record_of, scale_of
from fangxian.operations.cases.queries import case_table
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.places.queries import under
from fangxian.operations.places.reach import Reach
from fangxian.operations.rehearsals.running import open_stage
from fangxian.stores.packs import read_disease


@dataclass(frozen=True, eq=False)
class Gathered:
    """The line list as a fit reads it, and where futures are tried."""

    record: Record
    setting: Setting


def cases_known(reach: Reach, outbreak: OutbreakRow, at: datetime) -> pl.DataFrame:
    """Return the cases of an outbreak that were on record at an hour, without those discarded by then."""
    cases = case_table(reach, outbreak.id, at, at)
    today = at.astimezone(ZoneInfo(outbreak.timezone)).date()
    return cases.filter(pl.col("kind").ne_missing("discarded") & (pl.col("reported_on") <= today))


def gather(reach: Reach, outbreak: OutbreakRow, city_id: str, at: datetime) -> Gathered:
    """Return what an outbreak is fitted with, as known at an hour; the same hour gives the same whenever it is asked."""
    today = at.astimezone(ZoneInfo(outbreak.timezone)).date()
    city, course, compiled = open_stage(city_id, outbreak.plan, outbreak.disease)
    record = record_of(cases_known(reach, outbreak, at), _districts(city), today)
    cases_most, infections_most = limits_for(len(record.rows))
    scale = scale_of(read_disease(outbreak.disease), course, closeness_of(city.ground))
    setting = Setting(city, course, compiled.policy, scale, record.days, cases_most, infections_most)
    return Gathered(record, setting)


def _districts(city: MixingCity) -> dict[str, str]:
    """Return the district of every place of a city, also of those below what its futures know: estates and grids."""
    known = districts_of(city)
    return {**known, **under(sorted(set(known.values())))}
