"""Who is to be told now: reminders before, escalation after, each once, and in quiet hours only what cannot wait."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from fangxian.engines.plans import QuietHours
from fangxian.engines.timing.quiet import is_quiet, quiet_over, quiet_since
from fangxian.engines.timing.reading import OPEN_STATES, Reading

Kind = Literal["reminder", "escalation"]

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Ring:
    """Something to be told. `step`: 0 to whoever answers, 1 to the office one level higher, and so on."""

    reading: Reading
    kind: Kind
    step: int
    at: datetime
    """When it was due to ring."""
    key: str
    """The same whenever it is worked out: whoever keeps what was sent sends it once."""


def find_rings(
    readings: Iterable[Reading],
    as_of: datetime,
    sent: Mapping[str, datetime],
    quiet: QuietHours,
    timezone: str,
) -> tuple[Ring, ...]:
    """Return what is to be told at `as_of` and was not `sent` (key -> when) before.

    Of several reminders that came due unheard only the last is told, and none after the deadline. Escalation
    climbs one level at a time: the next is told only after the one below had the hours between them to answer.

    >>> from datetime import UTC
    >>> find_rings([], datetime(2021, 7, 31, tzinfo=UTC), {}, QuietHours(21, 8), "Asia/Shanghai")
    ()
    """
    night = is_quiet(as_of, quiet, timezone)
    rings = (
        ring
        for reading in readings
        if reading.state in OPEN_STATES and not (night and reading.rule.can_wait)
        for ring in (*_reminder(reading, as_of, quiet, timezone), *_escalation(reading, as_of, sent))
    )
    return tuple(ring for ring in rings if ring.key not in sent)


def _reminder(reading: Reading, as_of: datetime, quiet: QuietHours, timezone: str) -> Iterator[Ring]:
    if as_of >= reading.due_at:
        return
    planned = [
        (at, hours)
        for hours in reading.rule.remind_before
        if (at := _remind_at(reading, hours, quiet, timezone)) is not None and at <= as_of
    ]
    if planned:
        at, hours = max(planned, key=lambda one: (one[0], -one[1]))
        yield Ring(reading, "reminder", 0, at, f"{reading.key}:reminder:{hours:g}")


def _remind_at(reading: Reading, hours: float, quiet: QuietHours, timezone: str) -> datetime | None:
    """Of what can wait nobody is reminded at night, but the evening before where the morning is too late."""
    at = reading.due_at - timedelta(hours=hours)
    if reading.rule.can_wait and is_quiet(at, quiet, timezone):
        morning = quiet_over(at, quiet, timezone)
        at = morning if morning < reading.due_at else quiet_since(at, quiet, timezone) - _MINUTE
    return at if at >= reading.starts_at else None


def _escalation(reading: Reading, as_of: datetime, sent: Mapping[str, datetime]) -> Iterator[Ring]:
    steps = reading.rule.escalate_after
    for step, hours in enumerate(steps):
        key = f"{reading.key}:escalation:{step}"
        if key in sent:
            continue
        at = reading.due_at + timedelta(hours=hours)
        if step:
            below = sent[f"{reading.key}:escalation:{step - 1}"]
            at = max(at, below + timedelta(hours=hours - steps[step - 1]))
        if at <= as_of and reading.state == "missed":
            yield Ring(reading, "escalation", step, at, key)
        return
