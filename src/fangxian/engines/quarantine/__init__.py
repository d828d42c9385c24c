"""Quarantine places: who gets a room where, when samples are due, who begins anew, who may go, when rooms run out."""

from fangxian.engines.quarantine.capacity import (
    FirstShort,
    beds_needed,
    capacity_by_day,
    forecast_capacity,
    rooms_needed,
    taken_by_day,
)
from fangxian.engines.quarantine.days import (
    STAY_RESULTS,
    Restarted,
    StayAt,
    due_tests,
    find_restarted,
    list_lacking,
)
from fangxian.engines.quarantine.instance import Instance, PlacingRule, lay_out
from fangxian.engines.quarantine.placement import Choice, Placement
from fangxian.engines.quarantine.placing import Solver, list_solvers, place_people

__all__ = [
    "STAY_RESULTS",
    "Choice",
    "FirstShort",
    "Instance",
    "Placement",
    "PlacingRule",
    "Restarted",
    "Solver",
    "StayAt",
    "beds_needed",
    "capacity_by_day",
    "due_tests",
    "find_restarted",
    "forecast_capacity",
    "lay_out",
    "list_lacking",
    "list_solvers",
    "place_people",
    "rooms_needed",
    "taken_by_day",
]
