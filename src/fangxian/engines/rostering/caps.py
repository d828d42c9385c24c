"""What the rules say of one person's shifts, as sums that may not be exceeded: solvers obey them, checks count them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from fangxian.engines.rostering.rules import Rules

DAY, WEEK = timedelta(hours=24), timedelta(days=7)
_WHOLE = 1_000
_NOON = timedelta(hours=12)


@dataclass(frozen=True)
class Stint:
    """One shift as somebody serves it; instants in UTC."""

    shift_id: str
    starts_at: datetime
    ends_at: datetime
    night: bool = False
    suit: bool = False
    temperature_c: float | None = None

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return round((self.ends_at - self.starts_at).total_seconds() / 60)


@dataclass(frozen=True)
class Cap:
    """Of these stints (by position) so much each, together at most `most`."""

    rule: str
    amounts: tuple[tuple[int, int], ...]
    most: int


@dataclass(frozen=True)
class Fault:
    """A rule broken, and the stint with which it was."""

    rule: str
    shift_id: str


def caps_of(stints: Sequence[Stint], rules: Rules) -> list[Cap]:
    """Return every sum the rules limit, over stints sorted by when they start; only those that can be exceeded.

    Two stints without the rest between them are a sum as well: of all whose hours and rest cover one instant, one.
    """
    found = [
        *_rest_caps(stints, timedelta(hours=rules.rest_hours)),
        *_window_caps("day_hours", stints, DAY, lambda one: one.minutes, round(rules.day_hours * 60)),
        *_window_caps("week_hours", stints, WEEK, lambda one: one.minutes, round(rules.week_hours * 60)),
        *_window_caps("week_nights", stints, WEEK, lambda one: int(one.night), rules.week_nights),
        *_night_caps(stints, rules),
        *_window_caps("heat", stints, DAY, lambda one: heat_share(one, rules), _WHOLE),
    ]
    return [cap for cap in found if sum(amount for _, amount in cap.amounts) > cap.most]


def list_faults(stints: Sequence[Stint], rules: Rules) -> list[Fault]:
    """Return the rules that one person's stints break, each with the last stint of the sum.

    >>> from datetime import UTC
    >>> noon = datetime(2021, 7, 29, 12, tzinfo=UTC)
    >>> early = Stint("a", noon, noon + timedelta(hours=8))
    >>> late = Stint("b", noon + timedelta(hours=12), noon + timedelta(hours=16))
    >>> [fault.rule for fault in list_faults([early, late], Rules())]
    ['rest']
    """
    lined = sorted(stints, key=lambda one: (one.starts_at, one.ends_at, one.shift_id))
    faults = [Fault("heat", one.shift_id) for one in lined if breaks_heat(one, rules)]
    faults += [Fault(cap.rule, lined[cap.amounts[-1][0]].shift_id) for cap in caps_of(lined, rules)]
    return list(dict.fromkeys(faults))


def breaks_heat(stint: Stint, rules: Rules) -> bool:
    """Tell whether a shift in suits is longer than anybody may stay in one at its temperature."""
    return stint.suit and stint.minutes > rules.band_at(stint.temperature_c).stretch_minutes


def heat_share(stint: Stint, rules: Rules) -> int:
    """Return what a stint takes of a day's minutes in a suit, in thousandths, rounded up: bands may mix in a day."""
    if not stint.suit:
        return 0
    allowed = rules.band_at(stint.temperature_c).day_minutes
    return ceil(_WHOLE * stint.minutes / allowed) if allowed else _WHOLE + 1


def night_of(stint: Stint, zone: ZoneInfo) -> date:
    """Return the date of the evening a night shift belongs to: one that begins after midnight is of the day before."""
    return (stint.starts_at.astimezone(zone) - _NOON).date()


def _rest_caps(stints: Sequence[Stint], rest: timedelta) -> list[Cap]:
    """Of stints lengthened by the rest after them, those that cover an instant exclude each other; starts suffice."""
    caps: list[Cap] = []
    last: set[int] = set()
    for at, one in enumerate(stints):
        covering = {k for k in range(at + 1) if stints[k].ends_at + rest > one.starts_at}
        together = covering | {k for k in range(at, len(stints)) if stints[k].starts_at == one.starts_at}
        if together <= last:
            continue
        if caps and last <= together:
            caps.pop()
        caps.append(Cap("rest", tuple((k, 1) for k in sorted(together)), 1))
        last = together
    return caps


def _window_caps(
    rule: str, stints: Sequence[Stint], length: timedelta, amount: Callable[[Stint], int], most: int
) -> list[Cap]:
    """One sum for every window that begins with a stint; none that lies within the one before."""
    caps, reached = [], -1
    for first, one in enumerate(stints):
        inside = [k for k in range(first, len(stints)) if stints[k].starts_at < one.starts_at + length]
        if inside[-1] > reached:
            reached = inside[-1]
            counted = tuple((k, share) for k in inside if (share := amount(stints[k])))
            caps.append(Cap(rule, counted, most))
    return caps


def _night_caps(stints: Sequence[Stint], rules: Rules) -> list[Cap]:
    """Of the nights that follow each other, one more than allowed, not all."""
    zone = ZoneInfo(rules.timezone)
    nights = [(night_of(one, zone), k) for k, one in enumerate(stints) if one.night]
    run = timedelta(days=rules.nights_in_a_row)
    caps = []
    for first in sorted({night for night, _ in nights}):
        inside = tuple((k, 1) for night, k in nights if first <= night <= first + run)
        caps.append(Cap("nights_in_a_row", inside, rules.nights_in_a_row))
    return caps
