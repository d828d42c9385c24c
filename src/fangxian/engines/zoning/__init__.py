"""Zoning: what is counted in each place, and which risk areas the counts propose."""

from fangxian.engines.zoning.areas import AreaCounts, Judge, may_end, rate_areas, since_when
from fangxian.engines.zoning.features import (
    EVERYWHERE,
    cases_by_place,
    count_areas,
    count_exposed,
    days_to_judge,
    place_features,
)

__all__ = [
    "EVERYWHERE",
    "AreaCounts",
    "Judge",
    "cases_by_place",
    "count_areas",
    "count_exposed",
    "days_to_judge",
    "may_end",
    "place_features",
    "rate_areas",
    "since_when",
]
