"""The life of areas as pages show it: where each stands, its history hour by hour, who lives under which level."""

from fangxian.operations.lifecycles.levels import area_outlines, level_at, level_at_point, people_under_levels
from fangxian.operations.lifecycles.lives import get_area, list_lives, list_proposed, reach_people
from fangxian.operations.lifecycles.rows import AreaLife, AreaPage, LevelHere, Moment, Neighbour, Reached

__all__ = [
    "AreaLife",
    "AreaPage",
    "LevelHere",
    "Moment",
    "Neighbour",
    "Reached",
    "area_outlines",
    "get_area",
    "level_at",
    "level_at_point",
    "list_lives",
    "list_proposed",
    "people_under_levels",
    "reach_people",
]
