"""The days of a follow-up: which are due, what each counts as, which were missed."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fangxian.engines.problems import Problem, Text
from fangxian.engines.tables import CHECK_RESULTS

RESULTS = CHECK_RESULTS
"""What one check may find."""

NOT_VISITED = "not-visited"
DAY_STATES = ("symptoms", "well", "refused", "not-reached", NOT_VISITED)
"""What a day may count as: of several checks on one day the first of these wins, in whatever order they arrive."""

SEEN = frozenset({"symptoms", "well"})
"""The states in which somebody knows how the person is."""

_NOON = time(12)


def state_of_day(results: Iterable[str]) -> str:
    """Return what a day counts as after these checks, in any order.

    Raises:
        Problem: a result that is none of `RESULTS`.

    >>> state_of_day(["not-reached", "well"])
    'well'
    >>> state_of_day([])
    'not-visited'
    """
    ranks = [_rank(result) for result in results]
    return DAY_STATES[min(ranks, default=len(DAY_STATES) - 1)]


def due_days(starts_at: datetime, ends_at: datetime, timezone: str) -> tuple[date, ...]:
    """Return the local days on which a check is due, in order.

    The day it starts is due if it starts before noon; the day it ends is due unless it ends as the day begins.

    >>> from datetime import UTC
    >>> [on.day for on in due_days(
    ...     datetime(2021, 7, 29, 2, tzinfo=UTC), datetime(2021, 7, 31, 2, tzinfo=UTC), "Asia/Shanghai")]
    [29, 30, 31]
    """
    zone = ZoneInfo(timezone)
    starts = starts_at.astimezone(zone)
    first = starts.date() + timedelta(days=0 if starts.time() < _NOON else 1)
    last = last_day(ends_at, timezone)
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


def last_day(ends_at: datetime, timezone: str) -> date:
    """Return the last local day that a time until `ends_at` covers: the day before, if it ends as a day begins.

    >>> from datetime import UTC
    >>> last_day(datetime(2021, 8, 5, 16, tzinfo=UTC), "Asia/Shanghai")
    datetime.date(2021, 8, 5)
    """
    ends = ends_at.astimezone(ZoneInfo(timezone))
    return ends.date() - timedelta(days=1 if ends.time() == time() else 0)


def find_missed_days(
    due: Collection[date], states: Mapping[date, str], as_of: datetime, timezone: str
) -> tuple[date, ...]:
    """Return the due days that are over at `as_of` and on which nobody saw the person, in order.

    >>> from datetime import UTC
    >>> find_missed_days([date(2021, 7, 29), date(2021, 7, 30)], {date(2021, 7, 29): "well"},
    ...     datetime(2021, 7, 31, 2, tzinfo=UTC), "Asia/Shanghai")
    (datetime.date(2021, 7, 30),)
    """
    today = as_of.astimezone(ZoneInfo(timezone)).date()
    return tuple(on for on in sorted(due) if on < today and states.get(on, NOT_VISITED) not in SEEN)


def _rank(result: str) -> int:
    if result not in RESULTS:
        raise Problem(
            "not-a-check-result",
            Text(f"“{result}”不是随访结果。", f"“{result}” is not what a check can find."),
            Text(f"应为 {'、'.join(RESULTS)} 之一。", f"Expected one of {', '.join(RESULTS)}."),
            Text("请改正后重试。", "Correct it and try again."),
        )
    return DAY_STATES.index(result)
