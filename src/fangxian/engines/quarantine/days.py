"""The days of a stay: when a sample is due, who begins anew after a positive one, what a release still lacks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from fangxian.engines.plans.quarantine import RestartScope
from fangxian.engines.problems import Text

NEGATIVE, POSITIVE = "negative", "positive"
STAY_RESULTS = (NEGATIVE, POSITIVE)


@dataclass(frozen=True)
class StayAt:
    """Somebody in a room for a time. `air`: floors of the site with the same word share air; empty: nobody's.

    `until_at` None: still there.
    """

    id: str
    party_id: str
    site_id: str
    floor: str
    room: str
    air: str
    from_at: datetime
    until_at: datetime | None = None


@dataclass(frozen=True)
class Restarted:
    """A stay that begins anew: what it shared with whom, and until when it did (the last exposure)."""

    stay_id: str
    positive_id: str
    scope: RestartScope
    last_shared_at: datetime


def due_tests(starts_on: date, ends_on: date, test_days: Collection[int]) -> tuple[date, ...]:
    """Return the local days on which samples are due; what falls after the last day falls on it.

    >>> [on.day for on in due_tests(date(2021, 8, 1), date(2021, 8, 12), (1, 4, 7, 14))]
    [1, 4, 7, 12]
    """
    return tuple(sorted({min(starts_on + timedelta(days=day - 1), ends_on) for day in test_days}))


def find_restarted(
    positive: StayAt,
    stays: Collection[StayAt],
    scopes: Collection[RestartScope],
    infectious_from: datetime,
    as_of: datetime,
) -> tuple[Restarted, ...]:
    """Return who shared something with a positive person from `infectious_from` on, by stay, each by the nearest scope.

    >>> from datetime import UTC
    >>> at = datetime(2021, 8, 1, tzinfo=UTC)
    >>> one, two = StayAt("1", "a", "inn", "2", "201", "", at), StayAt("2", "b", "inn", "2", "202", "", at)
    >>> other = StayAt("3", "c", "inn", "3", "301", "", at)
    >>> [(row.stay_id, row.scope) for row in find_restarted(one, [one, two, other], ("room", "floor"), at, at)]
    [('2', 'floor')]
    """
    found = []
    for stay in sorted(stays, key=lambda stay: stay.id):
        scope = next((one for one in _shared(positive, stay) if one in scopes), None)
        begin = max(positive.from_at, stay.from_at, infectious_from)
        until = min(positive.until_at or as_of, stay.until_at or as_of)
        if stay.id != positive.id and scope is not None and begin <= until:
            found.append(Restarted(stay.id, positive.id, scope, until))
    return tuple(found)


def _shared(one: StayAt, other: StayAt) -> tuple[RestartScope, ...]:
    """What two stays have in common, the nearest first."""
    if one.site_id != other.site_id:
        return ()
    same: tuple[tuple[RestartScope, bool], ...] = (
        ("party", one.party_id == other.party_id),
        ("room", (one.floor, one.room) == (other.floor, other.room)),
        ("floor", one.floor == other.floor),
        ("air", bool(one.air) and one.air == other.air),
    )
    return tuple(scope for scope, alike in same if alike)


def list_lacking(
    ends_at: datetime,
    due_on: Collection[date],
    results: Mapping[date, str | None],
    open_flags: int,
    as_of: datetime,
    timezone: str,
) -> tuple[Text, ...]:
    """Return what the release from a stay lacks, in words; nothing means the person may go.

    Args:
        ends_at: until when the person is bound.
        due_on: the days a sample is due (`due_tests`).
        results: due day -> negative, positive, or None where the sample was taken and its result is not known.
        open_flags: red flags no doctor has settled.

    >>> from datetime import UTC
    >>> end, day = datetime(2021, 8, 14, 4, tzinfo=UTC), date(2021, 8, 14)
    >>> list_lacking(end, [day], {day: "negative"}, 0, end, "Asia/Shanghai")
    ()
    >>> [text.en for text in list_lacking(end, [day], {day: None}, 1, end, "Asia/Shanghai")]
    ['the result of 08-14', "a doctor's answer to the red flag"]
    """
    lacking: list[Text] = []
    if as_of < ends_at:
        end = ends_at.astimezone(ZoneInfo(timezone))
        lacking.append(Text(f"期满: {end:%m-%d %H:%M}", f"its end: {end:%m-%d %H:%M}"))
    for on in sorted(due_on):
        if on not in results:
            lacking.append(Text(f"{on:%m-%d} 的采样", f"the sample of {on:%m-%d}"))
        elif results[on] is None:
            lacking.append(Text(f"{on:%m-%d} 的结果", f"the result of {on:%m-%d}"))
        elif results[on] == POSITIVE:
            lacking.append(Text(f"{on:%m-%d} 为阳性，应转为病例", f"{on:%m-%d} is positive: report the case"))
    if open_flags:
        lacking.append(Text("医生对警示的答复", "a doctor's answer to the red flag"))
    return tuple(lacking)
