"""Shift after shift, whoever has had the least so far: no optimum, but an answer at once for any size."""

from fangxian.engines.rostering.arrangement import Arrangement
from fangxian.engines.rostering.bound import count_unfillable
from fangxian.engines.rostering.instance import Instance
from fangxian.engines.rostering.price import SHORT, list_missing
from fangxian.engines.rostering.solvers.by_turns.exchanging import Exchange
from fangxian.engines.rostering.standing import Standing


def arrange(instance: Instance) -> Arrangement:
    """Fill the shifts in order of hour: first whom they had before, then skills, then by turns."""
    standing = Standing(instance)
    for s in range(len(instance.shifts)):
        _keep(standing, s)
    for s, shift in enumerate(instance.shifts):
        for word, _ in shift.demands:
            _fill_demand(standing, s, word)
        _fill(standing, s)
        _settle(standing, s)
    Exchange(standing).improve()
    return Arrangement(standing.pairs(), float(SHORT * count_unfillable(instance)))


def _keep(standing: Standing, s: int) -> None:
    instance = standing.instance
    before = sorted(p for p, shift in instance.kept if shift == s)
    for p in before:
        if len(standing.on[s]) < instance.shifts[s].need and not standing.rule_against((p, s)):
            standing.add((p, s))


def _fill_demand(standing: Standing, s: int, word: str) -> None:
    """Put people with a skill on the shift while it is missing and there is room."""
    instance = standing.instance
    while word in dict(list_missing(instance, s, standing.on[s])):
        able = [p for p in _turn(standing, s) if word in instance.people[p].abilities]
        if not able or len(standing.on[s]) >= instance.shifts[s].need:
            return
        standing.add((able[0], s))


def _fill(standing: Standing, s: int) -> None:
    for p in _turn(standing, s)[: _empty_places(standing, s)]:
        standing.add((p, s))


def _empty_places(standing: Standing, s: int) -> int:
    return max(standing.instance.shifts[s].need - len(standing.on[s]), 0)


def _turn(standing: Standing, s: int) -> list[int]:
    """Return who may serve, whose turn it is first: wishes last, then fewest nights (at night), then fewest hours."""
    instance = standing.instance
    night = instance.shifts[s].stint.night
    free = [p for p in range(len(instance.people)) if not standing.rule_against((p, s))]

    def turn(p: int) -> tuple[bool, int, int, bool, int]:
        person = instance.people[p]
        return (
            instance.wishes((p, s)),
            standing.nights[p] if night else 0,
            standing.minutes[p],
            person.is_new,
            p,
        )

    return sorted(free, key=turn)


def _settle(standing: Standing, s: int) -> None:
    """Nobody new without one who is not; nobody alone at night: one is exchanged, or the shift stays empty."""
    instance = standing.instance
    rules, people = instance.rules, instance.people
    new = [p for p in standing.on[s] if people[p].is_new]
    if rules.new_with_experienced and new and len(new) == len(standing.on[s]):
        standing.remove((new[-1], s))
        able = [p for p in _turn(standing, s) if not people[p].is_new]
        if able:
            standing.add((able[0], s))
        else:
            _leave(standing, s)
    if instance.shifts[s].stint.night and 0 < len(standing.on[s]) < rules.night_at_least:
        _leave(standing, s)


def _leave(standing: Standing, s: int) -> None:
    for p in list(standing.on[s]):
        standing.remove((p, s))
