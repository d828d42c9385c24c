"""Deadlines: when each clock of a plan began, when it is due, whether it was kept, why not, and who is to be told."""

from fangxian.engines.timing.causes import CAUSES, Cause
from fangxian.engines.timing.knocking import (
    KNOCK_FAULTS,
    NO_KNOCKING,
    Knock,
    knocking_ends,
    list_knock_faults,
    next_knock,
)
from fangxian.engines.timing.quiet import is_quiet, quiet_over, quiet_since
from fangxian.engines.timing.reading import OPEN_STATES, STATES, Reading, State, read_clocks
from fangxian.engines.timing.ringing import Kind, Ring, find_rings
from fangxian.engines.timing.subjects import Happened, Subject

__all__ = [
    "CAUSES",
    "KNOCK_FAULTS",
    "NO_KNOCKING",
    "OPEN_STATES",
    "STATES",
    "Cause",
    "Happened",
    "Kind",
    "Knock",
    "Reading",
    "Ring",
    "State",
    "Subject",
    "find_rings",
    "is_quiet",
    "knocking_ends",
    "list_knock_faults",
    "next_knock",
    "quiet_over",
    "quiet_since",
    "read_clocks",
]
