"""The fit: the running outbreak made to agree with its line list, and what that says of what is not on it."""

from fangxian.engines.rehearsal.fitting.bank import Bank, Setting, join, try_futures
from fangxian.engines.rehearsal.fitting.fit import TARGETS, Fitted, answer, back, fit, limits_for, targets_of
from fangxian.engines.rehearsal.fitting.intervals import INTERVALS, intervals_of
from fangxian.engines.rehearsal.fitting.learning import draw_from, learn
from fangxian.engines.rehearsal.fitting.parameters import PARAMETERS, Scale, scale_of
from fangxian.engines.rehearsal.fitting.records import LINE_LIST, Record, record_of

__all__ = [
    "INTERVALS", "LINE_LIST", "PARAMETERS", "TARGETS", "Bank", "Fitted", "Record", "Scale", "Setting", "answer", "back", "draw_from",
    "fit", "intervals_of", "join", "learn", "limits_for", "record_of", "scale_of", "targets_of", "try_futures",
]  # fmt: skip
