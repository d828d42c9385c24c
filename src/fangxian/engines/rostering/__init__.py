"""Rosters: who serves on which shift under rules of rest, nights, heat and company; who is worn out."""

from fangxian.engines.rostering.caps import Fault, Stint, list_faults
from fangxian.engines.rostering.fatigue import LEVELS, Tiredness, watch_hours
from fangxian.engines.rostering.rosters import Roster, list_solvers, make_roster
from fangxian.engines.rostering.rules import NAMES, SOURCES, HeatBand, Rules

__all__ = [
    "LEVELS",
    "NAMES",
    "SOURCES",
    "Fault",
    "HeatBand",
    "Roster",
    "Rules",
    "Stint",
    "Tiredness",
    "list_faults",
    "list_solvers",
    "make_roster",
    "watch_hours",
]
