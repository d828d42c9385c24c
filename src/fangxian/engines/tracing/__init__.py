"""Tracing: who shared a place, a household or a named contact with a case while it was infectious."""

from fangxian.engines.tracing.known import known_cases
from fangxian.engines.tracing.memory import InMemoryPresences
from fangxian.engines.tracing.plain import plain_rule
from fangxian.engines.tracing.source import Direction, PresenceSource
from fangxian.engines.tracing.tracer import FindHouseholds, TraceResult, trace

__all__ = [
    "Direction",
    "FindHouseholds",
    "InMemoryPresences",
    "PresenceSource",
    "TraceResult",
    "known_cases",
    "plain_rule",
    "trace",
]
