"""The verbs of rosters."""

from fangxian.operations.rosters.absences import report_absence
from fangxian.operations.rosters.limits import set_limits
from fangxian.operations.rosters.planning import answer_roster, propose_roster
from fangxian.operations.rosters.swapping import answer_swap, ask_swap, hand_over

__all__ = [
    "answer_roster",
    "answer_swap",
    "ask_swap",
    "hand_over",
    "propose_roster",
    "report_absence",
    "set_limits",
]
