"""How many places nobody can fill, by counting what each person could serve at most: no roster leaves fewer empty."""

from datetime import timedelta

from fangxian.engines.rostering.caps import WEEK
from fangxian.engines.rostering.instance import Instance


def count_unfillable(instance: Instance) -> int:
    """Return a number of places and skills missing in every roster: for want of people on a shift, or of hours at all."""
    by_shift = [0] * len(instance.shifts)
    by_person: dict[int, list[int]] = {}
    for p, s in sorted(instance.may):
        by_shift[s] += 1
        by_person.setdefault(p, []).append(s)
    lacking = sum(max(shift.need - able, 0) for shift, able in zip(instance.shifts, by_shift, strict=True))
    most = sum(min(_by_rest(instance, mine), _by_hours(instance, mine)) for mine in by_person.values())
    empty = max(lacking, sum(shift.need for shift in instance.shifts) - most)
    return empty + _unskilled(instance)


def _unskilled(instance: Instance) -> int:
    """Count the skills and languages that nobody has who may take the shift that asks for them."""
    able = {(s, word) for p, s in instance.may for word in instance.people[p].abilities}
    return sum(
        number
        for s, shift in enumerate(instance.shifts)
        for word, number in shift.demands
        if (s, word) not in able
    )


def _by_rest(instance: Instance, mine: list[int]) -> int:
    """The most shifts with rest between them: always the one that ends first."""
    stints = sorted((instance.shifts[s].stint for s in mine), key=lambda one: one.ends_at)
    rest, count = timedelta(hours=instance.rules.rest_hours), 0
    free_at = None
    for one in stints:
        if free_at is None or one.starts_at >= free_at:
            free_at, count = one.ends_at + rest, count + 1
    return count


def _by_hours(instance: Instance, mine: list[int]) -> int:
    """The shortest shifts first, week by week from the first shift on, until the hours of a week are spent."""
    begin = instance.shifts[0].stint.starts_at
    most, count = round(instance.rules.week_hours * 60), 0
    weeks: dict[int, list[int]] = {}
    for s in mine:
        stint = instance.shifts[s].stint
        weeks.setdefault((stint.starts_at - begin) // WEEK, []).append(stint.minutes)
    for lengths in weeks.values():
        left = most
        for minutes in sorted(lengths):
            left -= minutes
            count += left >= 0
    return count
