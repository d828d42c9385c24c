"""When somebody may knock at a door, and how many go there: never at night, never alone where it is risky."""

from dataclasses import dataclass
from datetime import datetime

from fangxian.engines.plans import QuietHours
from fangxian.engines.timing.quiet import is_quiet, quiet_over

NO_KNOCKING = QuietHours(21, 8)
"""From nine in the evening to eight in the morning on the local wall. The hours are the requirement's own; the same
stand in 15 U.S.C. 1692c(a)(1) for callers who are less welcome still."""

NIGHT, CALL_BACK, ALONE = "night", "call-back", "alone"
KNOCK_FAULTS = (NIGHT, CALL_BACK, ALONE)
AT_A_RISKY_DOOR = 2
"""How many go together to a door that is marked risky."""


@dataclass(frozen=True)
class Knock:
    """Somebody stands at a door. `people`: how many of them; `urgent`: a positive tube belongs behind that door."""

    at: datetime
    people: int = 1
    urgent: bool = False
    risky: bool = False
    call_back_at: datetime | None = None


def list_knock_faults(knock: Knock, timezone: str) -> tuple[str, ...]:
    """Return what speaks against a knock, none where nothing does (codes of `KNOCK_FAULTS`).

    What is urgent waits neither for the morning nor for the hour somebody asked for; nothing sends anybody alone to a
    risky door.

    >>> from datetime import UTC
    >>> late = datetime(2021, 7, 31, 14, tzinfo=UTC)  # 22:00
    >>> list_knock_faults(Knock(late, risky=True), "Asia/Shanghai")
    ('night', 'alone')
    >>> list_knock_faults(Knock(late, people=2, urgent=True, risky=True), "Asia/Shanghai")
    ()
    """
    waits = not knock.urgent
    found = {
        NIGHT: waits and is_quiet(knock.at, NO_KNOCKING, timezone),
        CALL_BACK: waits and knock.call_back_at is not None and knock.at < knock.call_back_at,
        ALONE: knock.risky and knock.people < AT_A_RISKY_DOOR,
    }
    return tuple(fault for fault in KNOCK_FAULTS if found[fault])


def next_knock(
    at: datetime, timezone: str, *, call_back_at: datetime | None = None, urgent: bool = False
) -> datetime:
    """Return the first instant from `at` on at which a door may be knocked at.

    >>> from datetime import UTC
    >>> next_knock(datetime(2021, 7, 31, 14, tzinfo=UTC), "Asia/Shanghai")
    datetime.datetime(2021, 8, 1, 0, 0, tzinfo=datetime.timezone.utc)
    """
    if urgent:
        return at
    return quiet_over(max(at, call_back_at or at), NO_KNOCKING, timezone)


def knocking_ends(at: datetime, timezone: str) -> datetime:
    """Return when the knocking that goes on at `at`, or begins next, ends in the evening.

    >>> from datetime import UTC
    >>> knocking_ends(datetime(2021, 7, 31, 4, tzinfo=UTC), "Asia/Shanghai")
    datetime.datetime(2021, 7, 31, 13, 0, tzinfo=datetime.timezone.utc)
    """
    by_day = QuietHours(NO_KNOCKING.to_hour, NO_KNOCKING.from_hour)
    return quiet_over(next_knock(at, timezone), by_day, timezone)
