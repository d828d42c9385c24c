"""The epidemic kernel: one future of one city, told person by person, at the cost of the people it touches."""

from fangxian.engines.epidemic.course import HOUSEHOLD, LEARNING, SITE, VENUE, WAYS, WORKING, Course
from fangxian.engines.epidemic.draws import philox, poisson, quantile
from fangxian.engines.epidemic.ground import AGES, CITY, DISTRICT, NOBODY, SCHOOL, SLOTS, STREET, WORK, Ground
from fangxian.engines.epidemic.handing import hand
from fangxian.engines.epidemic.policy import AREA, FEATURES, NOTHING, OPERATORS, START, Policy, no_policy
from fangxian.engines.epidemic.run import run
from fangxian.engines.epidemic.touched import BY_ILLNESS, BY_SCREENING, BY_TRACING, NEVER
from fangxian.engines.epidemic.world import World, make_world

__all__ = [
    "AGES", "AREA", "BY_ILLNESS", "BY_SCREENING", "BY_TRACING", "CITY", "DISTRICT", "FEATURES", "HOUSEHOLD",
    "LEARNING", "NEVER", "NOBODY", "NOTHING", "OPERATORS", "SCHOOL", "SITE", "SLOTS", "START", "STREET",
    "VENUE", "WAYS", "WORK", "WORKING", "Course", "Ground", "Policy", "World", "hand", "make_world",
    "no_policy", "philox", "poisson", "quantile", "run",
]  # fmt: skip
