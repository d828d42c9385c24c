"""Which shifts are short, of what, and which rule keeps everybody else off."""

from collections import Counter

import polars as pl

from fangxian.engines.rostering.instance import Instance
from fangxian.engines.rostering.price import list_missing
from fangxian.engines.rostering.standing import Standing
from fangxian.engines.tables.rosters import SHORT


def short_of(standing: Standing) -> pl.DataFrame:
    """Return `SHORT`: a row a shift that lacks people, and one for each skill or language nobody there has."""
    rows = [row for s in range(len(standing.instance.shifts)) for row in _of_shift(standing, s)]
    return SHORT.rows(rows).sort("starts_at", "shift_id", "lacks")


def _of_shift(standing: Standing, s: int) -> list[dict[str, object]]:
    instance = standing.instance
    shift, on = instance.shifts[s], standing.on[s]
    of = {"shift_id": shift.stint.shift_id, "post_id": shift.post_id, "starts_at": shift.stint.starts_at}
    rows: list[dict[str, object]] = []
    if len(on) < shift.need:
        rows.append(of | {"lacks": "people", "missing": shift.need - len(on), "why": _why(standing, s)})
    for word, missing in list_missing(instance, s, on):
        rows.append(of | {"lacks": word, "missing": missing, "why": _why(standing, s, word)})
    return rows


def _why(standing: Standing, s: int, word: str = "") -> str:
    """Return the rules by how many people each keeps off, those of other posts left out: `rest=12;absence=2`."""
    instance = standing.instance
    counted: Counter[str] = Counter()
    for p, person in enumerate(instance.people):
        rule = standing.rule_against((p, s))
        if rule not in ("on", "post"):
            unable = word and word not in person.abilities
            counted["skill" if unable else rule or _unruled(instance, standing, s, p)] += 1
    if not counted:
        return "nobody"
    return ";".join(f"{rule}={n}" for rule, n in sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def _unruled(instance: Instance, standing: Standing, s: int, p: int) -> str:
    """Nothing forbids this person: then it is the company that does, or no way was found in the time."""
    rules, on = instance.rules, standing.on[s]
    if instance.shifts[s].stint.night and len(on) + 1 < rules.night_at_least:
        return "pair"
    alone = all(instance.people[k].is_new for k in on)
    if rules.new_with_experienced and instance.people[p].is_new and alone:
        return "new"
    return "not_found"
