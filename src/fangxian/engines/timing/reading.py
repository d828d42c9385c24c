"""Reading clocks: for every subject and rule when it began, when it is due and how it stands at `as_of`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from fangxian.engines.plans import ClockRule
from fangxian.engines.timing.causes import Cause, Missed, cause_of, lost_before
from fangxian.engines.timing.subjects import WITHDRAWN, Happened, Subject

State = Literal["running", "missed", "met", "late", "withdrawn"]
"""`missed`: past its time and still open; `late`: stopped, but after its time."""

STATES: tuple[State, ...] = ("missed", "running", "late", "met", "withdrawn")
OPEN_STATES = frozenset({"running", "missed"})


@dataclass(frozen=True)
class Reading:
    """One clock of one subject. `round` counts how often it was begun anew (an order extended)."""

    rule: ClockRule
    subject: Subject
    round: int
    starts_at: datetime
    due_at: datetime
    stopped_at: datetime | None
    state: State
    minutes_left: float
    """Until it is due; below 0 it is late, or was late by so much when it stopped."""
    cause: Cause | None
    lost_minutes: float
    """What had passed before the office could begin."""

    @property
    def key(self) -> str:
        """Names this run of the clock; the same in every reading, whatever is corrected about its time."""
        return f"{self.rule.id}:{self.subject.id}:{self.round}"


def read_clocks(
    rules: Sequence[ClockRule], subjects: Iterable[Subject], as_of: datetime
) -> tuple[Reading, ...]:
    """Return the clocks that have begun by `as_of`; what happened later is not yet known.

    A rule is read after the one upstream of it, whatever their order in the plan.

    >>> from datetime import UTC
    >>> read_clocks([], [], datetime(2021, 7, 31, tzinfo=UTC))
    ()
    """
    found = list(subjects)
    read: dict[tuple[str, str], Reading] = {}
    for rule in _upstream_first(rules):
        for subject in found:
            if subject.of == rule.of and subject.rule in ("", rule.id):
                reading = _read(rule, subject, as_of, read)
                if reading is not None:
                    read[rule.id, subject.id] = reading
    return tuple(read.values())


def _upstream_first(rules: Sequence[ClockRule]) -> list[ClockRule]:
    by_id, placed = {rule.id: rule for rule in rules}, dict[str, ClockRule]()

    def place(rule: ClockRule, seen: frozenset[str]) -> None:
        above = by_id.get(rule.upstream)
        if above is not None and above.id not in seen:
            place(above, seen | {rule.id})
        placed.setdefault(rule.id, rule)

    for rule in rules:
        place(rule, frozenset({rule.id}))
    return list(placed.values())


def _read(
    rule: ClockRule, subject: Subject, as_of: datetime, read: Mapping[tuple[str, str], Reading]
) -> Reading | None:
    known = sorted((one for one in subject.events if one.at <= as_of), key=lambda one: one.at)
    begun = [one for one in known if one.kind == rule.starts]
    if not begun:
        return None
    start = begun[-1]
    due_at = _due(rule, subject, start)
    if due_at is None:
        return None
    ended = _ended(rule, start, known)
    stopped_at = ended.at if ended is not None and ended.kind != WITHDRAWN else None
    state = _state(ended, due_at, as_of)
    until = ended.at if ended is not None else as_of
    heard_at = _heard(rule, subject, start, read)
    missed = Missed(subject, start.at, due_at, heard_at, until, _hours(rule, subject, start, due_at))
    return Reading(
        rule=rule,
        subject=subject,
        round=len(begun),
        starts_at=start.at,
        due_at=due_at,
        stopped_at=stopped_at,
        state=state,
        minutes_left=(due_at - until) / timedelta(minutes=1),
        cause=cause_of(missed) if state in ("missed", "late") else None,
        lost_minutes=lost_before(start.at, heard_at, until) / timedelta(minutes=1),
    )


def _due(rule: ClockRule, subject: Subject, start: Happened) -> datetime | None:
    """Hours are hours that pass, whatever the wall shows: two of them are two also where clocks change."""
    return subject.due_at if rule.hours is None else start.at + timedelta(hours=rule.hours)


def _hours(rule: ClockRule, subject: Subject, start: Happened, due_at: datetime) -> float:
    if rule.hours is not None:
        return rule.hours
    left = (due_at - start.at) / timedelta(hours=1)
    return max(left, 0) if subject.hours is None else subject.hours


def _ended(rule: ClockRule, start: Happened, known: Sequence[Happened]) -> Happened | None:
    """The first event that stops it; of two at once a stop counts before a withdrawal."""
    after = [
        one
        for one in known
        if one is not start and one.at >= start.at and (one.kind in rule.stops or one.kind == WITHDRAWN)
    ]
    return min(after, key=lambda one: (one.at, one.kind == WITHDRAWN), default=None)


def _state(ended: Happened | None, due_at: datetime, as_of: datetime) -> State:
    if ended is None:
        return "running" if as_of <= due_at else "missed"
    if ended.kind == WITHDRAWN:
        return "withdrawn"
    return "met" if ended.at <= due_at else "late"


def _heard(
    rule: ClockRule, subject: Subject, start: Happened, read: Mapping[tuple[str, str], Reading]
) -> datetime | None:
    """When the office could begin: it knew of the event, what comes before was done, and it had the order."""
    heard = [start.heard_at]
    for one in subject.upstream or (subject.id,):
        above = read.get((rule.upstream, one))
        if above is not None and above.state in OPEN_STATES:
            return None
        if above is not None and above.stopped_at is not None:
            heard.append(above.stopped_at)
    if rule.measures:
        if subject.ordered_at is None:
            return None
        heard.append(subject.ordered_at)
    return max(heard)
