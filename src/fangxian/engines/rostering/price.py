"""What a roster costs, in points: a shift without its people first, then changes, wishes, unfair hours and nights."""

from collections.abc import Set
from dataclasses import dataclass
from math import ceil
from statistics import median_low

from fangxian.engines.rostering.instance import Instance, Pair

SHORT, DROPPED, WISH, NIGHT, MINUTE = 100_000, 2_000, 480, 480, 1
"""Points of: a place left empty or a skill missing; somebody taken off a shift they had; a wish not granted; a night
and a minute outside what is fair. Weights of our own; only their order matters."""


@dataclass(frozen=True)
class Fair:
    """Of one person: minutes and nights that are fair, at least and at most."""

    minutes: tuple[int, int]
    nights: tuple[int, int]


@dataclass(frozen=True)
class Price:
    """What a roster leaves undone, by kind; `points`: all of it."""

    empty: int
    unskilled: int
    dropped: int
    wishes: int
    unfair_minutes: int
    unfair_nights: int

    @property
    def points(self) -> int:
        """The sum that solvers make as small as they can."""
        undone = SHORT * (self.empty + self.unskilled) + DROPPED * self.dropped + WISH * self.wishes
        return undone + MINUTE * self.unfair_minutes + NIGHT * self.unfair_nights


def fair_of(instance: Instance) -> list[Fair]:
    """Return what is fair for each person: their share by the shifts they may take, give or take one shift.

    Somebody away half of the week owes half as much.
    """
    lengths = [shift.stint.minutes for shift in instance.shifts for _ in range(shift.need)]
    step = median_low(lengths) if lengths else 1
    nights = sum(shift.need for shift in instance.shifts if shift.stint.night)
    days = [0] * len(instance.people)
    late = [0] * len(instance.people)
    for p, s in instance.may:
        days[p] += 1
        late[p] += instance.shifts[s].stint.night
    return [
        Fair(
            _band(sum(lengths) * days[p] / max(sum(days), 1), step),
            _band(nights * late[p] / max(sum(late), 1), 1),
        )
        for p in range(len(instance.people))
    ]


def price_of(instance: Instance, pairs: Set[Pair]) -> Price:
    """Count what a roster leaves undone."""
    on: dict[int, list[int]] = {s: [] for s in range(len(instance.shifts))}
    minutes, nights = [0] * len(instance.people), [0] * len(instance.people)
    for p, s in pairs:
        on[s].append(p)
        minutes[p] += instance.shifts[s].stint.minutes
        nights[p] += instance.shifts[s].stint.night
    fair = fair_of(instance)
    return Price(
        empty=sum(shift.need - len(on[s]) for s, shift in enumerate(instance.shifts)),
        unskilled=sum(missing for s in on for _, missing in list_missing(instance, s, on[s])),
        dropped=len((instance.kept & instance.may) - pairs),
        wishes=sum(instance.wishes(pair) for pair in pairs),
        unfair_minutes=sum(outside(n, one.minutes) for n, one in zip(minutes, fair, strict=True)),
        unfair_nights=sum(outside(n, one.nights) for n, one in zip(nights, fair, strict=True)),
    )


def list_missing(instance: Instance, shift: int, on: list[int]) -> list[tuple[str, int]]:
    """Return (skill or language, how many are missing) of a shift with these people on it."""
    found = []
    for word, number in instance.shifts[shift].demands:
        able = sum(word in instance.people[p].abilities for p in on)
        if able < number:
            found.append((word, number - able))
    return found


def _band(share: float, step: int) -> tuple[int, int]:
    least = int(share // step) * step
    return least, max(least + step, ceil(share))


def outside(value: int, band: tuple[int, int]) -> int:
    """Return by how much a value lies outside a band."""
    return max(band[0] - value, value - band[1], 0)
