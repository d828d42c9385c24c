"""An outbreak pack as it was known at any hour: its city is opened once, its cases are cut to the hour."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from fangxian.engines.problems import Problem, Text
from fangxian.engines.response import Situation
from fangxian.stores.gathering.outbreaks import OutbreakChoices, Share, gather_outbreak
from fangxian.stores.outbreaks import read_outbreak

MOST_MOMENTS = 400


def pack_known_at(
    outbreak: str, at: datetime, scale: str, progress: Share
) -> Callable[[datetime], Situation]:
    """Return a function that gives the situation of a pack as known at a moment; `at` is any moment of it.

    Raises:
        Problem: no such outbreak.
    """
    read_outbreak(outbreak)

    def known_at(moment: datetime) -> Situation:
        given = OutbreakChoices(outbreak, as_of=moment.isoformat(), scale=scale)
        return gather_outbreak(given, progress).tasks[0].situation

    first = known_at(at)

    def again(moment: datetime) -> Situation:
        if moment == at:
            return first
        # The register and the presences are those of the city; only the cases and what they named grow.
        later = known_at(moment)
        return replace(later, households=first.households, persons=first.persons, presences=first.presences)

    return again


def moments_between(at: datetime, until: datetime | None, every_hours: float) -> list[datetime]:
    """Return the moments of a dry run: `at`, and every so many hours until `until`.

    Raises:
        Problem: `until` lies before `at`, or there would be too many.
    """
    if until is None:
        return [at]
    steps = (until - at) / timedelta(hours=every_hours)
    if not 0 <= steps < MOST_MOMENTS:
        raise Problem(
            "dry-run-not-possible",
            Text("试运行的时段不合要求。", "The dry run cannot cover that time."),
            Text(
                f"--until 不早于 --at, 时刻不超过 {MOST_MOMENTS} 个。",
                f"--until is not before --at, and there are at most {MOST_MOMENTS} moments.",
            ),
            Text("请缩短时段或加大 --every。", "Choose a shorter time or a longer --every."),
        )
    return [at + timedelta(hours=every_hours) * step for step in range(int(steps) + 1)]
