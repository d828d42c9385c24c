"""The status of a dispatch is a fold of its events; the columns are only its cache."""

from collections.abc import Iterable
from functools import reduce

ISSUED, ACKNOWLEDGED, DONE, VERIFIED, REVOKED = "issued", "acknowledged", "done", "verified", "revoked"
BLOCKED = "blocked"
"""The office answered that it cannot: its clock stands until the office above decides."""
EXTENDED = "extended"
"""More people were added: what was done is done again for them."""
PART_DONE, PART_VERIFIED = "part-done", "part-verified"
"""One of several tasks; the last one of them is the office's `done` or `verified`."""
SENT_BACK, REOPENED = "sent-back", "reopened"
"""Whoever looked found it not done; an office above is not done when one below is not any more."""
INSISTED, POSTPONED, RELIEVED = "insisted", "postponed", "relieved"
"""What the office above decides: do it all the same, do it later, somebody else does it."""
ESCALATED, NUDGED = "escalated", "nudged"
VISITED = "visited"
"""A task for a whole place was asked at one of its doors; the office is at work."""
TAKEN, ASSIGNED, SPLIT, DETAILED = "taken", "assigned", "split", "detailed"

OPEN = (ISSUED, ACKNOWLEDGED)
UNDONE = (ISSUED, ACKNOWLEDGED, BLOCKED)
FINISHED = (DONE, VERIFIED)
SETTLED = frozenset({DONE, VERIFIED, REVOKED, RELIEVED, INSISTED, POSTPONED, EXTENDED})
"""After these nobody above has to decide any more."""
_STEPS = (ISSUED, ACKNOWLEDGED, DONE, VERIFIED)


def fold(kinds: Iterable[str]) -> str:
    """Return the status after these events, in the order they were recorded.

    A late acknowledgement takes nothing back, and nothing follows a revocation.

    >>> fold(["acknowledged", "done", "acknowledged"])
    'done'
    >>> fold(["visited", "visited"])
    'acknowledged'
    >>> fold(["done", "extended"])
    'issued'
    >>> fold(["blocked", "acknowledged"]), fold(["blocked", "insisted"])
    ('blocked', 'acknowledged')
    """
    return reduce(step, kinds, ISSUED)


def step(status: str, kind: str) -> str:
    """Return the status after one more event."""
    if status == REVOKED or kind in (REVOKED, RELIEVED):
        return REVOKED
    if kind == EXTENDED:
        return ISSUED
    if status == BLOCKED:
        return {INSISTED: ACKNOWLEDGED, DONE: DONE, VERIFIED: VERIFIED}.get(kind, BLOCKED)
    if status in OPEN:
        return _forward(status, kind)
    if kind in (SENT_BACK, REOPENED):
        return ACKNOWLEDGED
    return VERIFIED if kind == VERIFIED else status


def _forward(status: str, kind: str) -> str:
    if kind == BLOCKED:
        return BLOCKED
    if kind in (PART_DONE, PART_VERIFIED, VISITED):
        return ACKNOWLEDGED
    return max(status, kind, key=_STEPS.index) if kind in _STEPS else status
