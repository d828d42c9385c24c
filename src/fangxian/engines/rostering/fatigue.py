"""Is anybody worn out? Hours, nights and rest of each, and which limit is near or passed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from fangxian.engines.rostering.caps import DAY, WEEK, Stint, night_of
from fangxian.engines.rostering.rules import Rules

LEVELS = ("rested", "near", "over")
"""over: a limit of the rules is passed; near: four fifths of one are reached; rested: neither."""

_NEAR = 0.8


@dataclass(frozen=True)
class Tiredness:
    """How somebody stands at an instant.

    hours_24, hours_7d: served in the 24 h and 7 days before. nights_7d: night shifts begun in these 7 days.
    nights_in_a_row: until the last one. rest_hours: since the last shift ended; None: on duty, or never served.
    rule: the limit that decides the level, "" where rested.
    """

    person_id: str
    hours_24: float
    hours_7d: float
    nights_7d: int
    nights_in_a_row: int
    rest_hours: float | None
    level: str
    rule: str


def watch_hours(
    stints: Mapping[str, Sequence[Stint]], at: datetime, rules: Rules | None = None
) -> list[Tiredness]:
    """Return the tiredness of everybody, those over a limit first, then by hours; of shifts begun before `at`.

    >>> from datetime import UTC
    >>> noon = datetime(2021, 7, 29, 12, tzinfo=UTC)
    >>> [one] = watch_hours({"wei": [Stint("a", noon, noon + timedelta(hours=13))]}, noon + timedelta(hours=14))
    >>> (one.hours_24, one.rest_hours, one.level, one.rule)
    (13.0, 1.0, 'over', 'day_hours')
    """
    limits = rules or Rules()
    found = [_of(person, begun, at, limits) for person, begun in _begun(stints, at).items()]
    return sorted(found, key=lambda one: (-LEVELS.index(one.level), -one.hours_7d, one.person_id))


def _begun(stints: Mapping[str, Sequence[Stint]], at: datetime) -> dict[str, list[Stint]]:
    found: dict[str, list[Stint]] = defaultdict(list)
    for person in sorted(stints):
        begun = (one for one in stints[person] if one.starts_at < at)
        found[person] = sorted(begun, key=lambda one: (one.starts_at, one.shift_id))
    return found


def _of(person: str, begun: Sequence[Stint], at: datetime, rules: Rules) -> Tiredness:
    nights = sum(one.night and one.starts_at > at - WEEK for one in begun)
    in_a_row = _in_a_row([one for one in begun if one.night], at, rules)
    hours_24, hours_7d = _hours(begun, at - DAY, at), _hours(begun, at - WEEK, at)
    shares = {
        "day_hours": _share(hours_24, rules.day_hours),
        "week_hours": _share(hours_7d, rules.week_hours),
        "nights_in_a_row": _share(in_a_row, rules.nights_in_a_row),
        "week_nights": _share(nights, rules.week_nights),
        "rest": _rest_share(begun, rules),
    }
    rule = max(shares, key=lambda name: shares[name])
    level = "over" if shares[rule] > 1 else "near" if shares[rule] >= _NEAR else "rested"
    return Tiredness(
        person,
        round(hours_24, 2),
        round(hours_7d, 2),
        nights,
        in_a_row,
        _rest(begun, at),
        level,
        "" if level == "rested" else rule,
    )


def _hours(stints: Iterable[Stint], begin: datetime, end: datetime) -> float:
    spans = ((max(one.starts_at, begin), min(one.ends_at, end)) for one in stints)
    return sum(max((stop - start).total_seconds(), 0.0) for start, stop in spans) / 3600


def _in_a_row(nights: Sequence[Stint], at: datetime, rules: Rules) -> int:
    """Count the nights until the last, which is that before `at` or the one that goes on; an older run is over."""
    zone = ZoneInfo(rules.timezone)
    dates = sorted({night_of(one, zone) for one in nights}, reverse=True)
    today = (at.astimezone(zone) - timedelta(hours=12)).date()
    if not dates or dates[0] < today - timedelta(days=1):
        return 0
    run = [date for n, date in enumerate(dates) if date == dates[0] - timedelta(days=n)]
    return len(run)


def _rest(begun: Sequence[Stint], at: datetime) -> float | None:
    last = max((one.ends_at for one in begun), default=None)
    return None if last is None or last > at else round((at - last).total_seconds() / 3600, 2)


def _rest_share(begun: Sequence[Stint], rules: Rules) -> float:
    """More than 1 where the last shift began before the rest was over."""
    if len(begun) < 2 or begun[-1].starts_at >= begun[-2].ends_at + timedelta(hours=rules.rest_hours):
        return 0.0
    return 1.0 + 1e-9


def _share(value: float, limit: float) -> float:
    return value / limit if limit else float(value > 0) * 2
