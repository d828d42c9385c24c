"""Deadlines: when each clock of a plan began, when it is due, whether it was kept, why not, and who is to be told."""

from fangxian.engines.timing.causes import CAUSES, Cause
from fangxian.engines.timing.quiet import is_quiet, quiet_over, quiet_since
from fangxian.engines.timing.reading import OPEN_STATES, STATES, Reading, State, read_clocks
from fangxian.engines.timing.ringing import Kind, Ring, find_rings
from fangxian.engines.timing.subjects import Happened, Subject

__all__ = [
    "CAUSES",
    "OPEN_STATES",
    "STATES",
    "Cause",
    "Happened",
    "Kind",
    "Reading",
    "Ring",
    "State",
    "Subject",
    "find_rings",
    "is_quiet",
    "quiet_over",
    "quiet_since",
    "read_clocks",
]
