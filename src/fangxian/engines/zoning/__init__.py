"""Zoning: what is counted in each place, and which risk areas the counts propose."""

from fangxian.engines.zoning.areas import AreaCounts, Judge, rate_areas
from fangxian.engines.zoning.features import EVERYWHERE, cases_by_place, place_features

__all__ = ["EVERYWHERE", "AreaCounts", "Judge", "cases_by_place", "place_features", "rate_areas"]
