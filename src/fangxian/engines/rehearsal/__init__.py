"""Rehearsal: a plan pack run on a thousand futures of a city before it is needed."""

from fangxian.engines.rehearsal.assumptions import Assumptions
from fangxian.engines.rehearsal.city import MixingCity, Tree, districts_of, make_up_city, settle
from fangxian.engines.rehearsal.comparing import OUTCOMES, Difference, differences, frontier, summarise
from fangxian.engines.rehearsal.effects import Modelled, list_modelled
from fangxian.engines.rehearsal.fans import BY_DAY, FAN, fans_of, with_days
from fangxian.engines.rehearsal.futures import FUTURE, Rehearsed, Start, rehearse, rehearse_some
from fangxian.engines.rehearsal.policy import Compiled, compile_plan
from fangxian.engines.rehearsal.settling import rehearse_until_decided
from fangxian.engines.rehearsal.spreading import closeness_of, course_of

__all__ = [
    "BY_DAY", "FAN", "FUTURE", "OUTCOMES", "Assumptions", "Compiled", "Difference", "MixingCity", "Modelled", "Rehearsed", "Start",
    "Tree", "closeness_of", "compile_plan", "course_of", "differences", "districts_of", "fans_of", "frontier", "list_modelled", "make_up_city",
    "rehearse", "rehearse_some", "rehearse_until_decided", "settle", "summarise", "with_days",
]  # fmt: skip
