"""The synthetic city: seeded households, workplaces, venues and days. Nobody in it is real."""

from fangxian.engines.city.attendance import Window, attend
from fangxian.engines.city.days import Calendar, Stays, join, live_days
from fangxian.engines.city.infections import Course, DayCount, Infection, course_of, infections_of, pick_cases
from fangxian.engines.city.kinds import KINDS, OCCUPATIONS
from fangxian.engines.city.mixing import Mixing, Quarter, mix
from fangxian.engines.city.people import DistrictFigures, People, make_people
from fangxian.engines.city.spread import largest_remainder, spread_people
from fangxian.engines.city.venues import NOWHERE, Chooser, Venues, employ, make_venues

__all__ = [
    "KINDS",
    "NOWHERE",
    "OCCUPATIONS",
    "Calendar",
    "Chooser",
    "Course",
    "DayCount",
    "DistrictFigures",
    "Infection",
    "Mixing",
    "People",
    "Quarter",
    "Stays",
    "Venues",
    "Window",
    "attend",
    "course_of",
    "employ",
    "infections_of",
    "join",
    "largest_remainder",
    "live_days",
    "make_people",
    "make_venues",
    "mix",
    "pick_cases",
    "spread_people",
]
