"""Whether somebody may be bound: evidence of this person, a rule, a legal ground, a length; and what is new in it."""

from fangxian.engines.restraint.evidence import Asked, Bound, Evidence, OwnCase, Path
from fangxian.engines.restraint.judging import FAULTS, Fault, find_fault
from fangxian.engines.restraint.rules import find_rules

__all__ = [
    "FAULTS",
    "Asked",
    "Bound",
    "Evidence",
    "Fault",
    "OwnCase",
    "Path",
    "find_fault",
    "find_rules",
]
