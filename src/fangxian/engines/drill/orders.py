"""What was ordered in a drill and when it was done, as tables; and from there to what is in force in its truth."""

from collections.abc import Collection

import numpy as np
import polars as pl

from fangxian.engines.epidemic import Policy, no_policy
from fangxian.engines.rehearsal import Compiled, MixingCity

DISPATCHES = {
    "key": pl.String(), "order": pl.String(), "measure": pl.String(), "place_id": pl.String(), "department": pl.String(),
    "issued_day": pl.Float64(), "due_day": pl.Float64(), "done_day": pl.Float64(), "until_day": pl.Float64(),
    "acts": pl.Boolean(),
}  # fmt: skip
"""One office's copy of an order. Days count from the first infection's midnight; `done_day` null: not done yet.
`until_day`: when its measure ends. `acts`: the measure begins here when this copy is done; the other offices help."""

_OF_MEASURES = (
    "resident", "location", "border", "exempt", "lasts", "starts_after", "accepted", "binds", "by_report", "tests", "checks", "price",
)  # fmt: skip
"""Columns of a policy with a row for each measure."""
_OF_RULES = (
    "rule_kind", "rule_level", "rule_rank", "then_first", "then_measure", "then_at", "wake_days", "compare", "until",
)  # fmt: skip

Stretch = tuple[float, float]
Stretches = dict[tuple[int, int], list[Stretch]]
"""(node, measure) -> when it was in force."""


def in_force(compiled: Compiled, city: MixingCity, dispatches: pl.DataFrame) -> Policy:
    """Return a policy whose measures at places are those done so far, and nothing else, whatever the plan's rules say.

    A measure begins where and when its order was done. Stretches that touch are one, except for rounds of tests, of which
    each is gone. What the policy says of persons (finding, isolation, quarantine) stays as the plan has it.

    >>> from fangxian.engines.drill.examples import A_CITY, A_COMPILED, some_dispatches
    >>> in_force(A_COMPILED, A_CITY, some_dispatches()).given.tolist()
    [[0.0, 0.0, 10.5, 20.0]]
    """
    stretches = _stretches(compiled, city, dispatches)
    copies = max((len(found) for found in stretches.values()), default=1)
    index = np.tile(np.arange(len(compiled.measures)), copies)
    nothing = no_policy(len(city.kinds))
    return compiled.policy._replace(
        given=_given(stretches, len(compiled.measures)),
        **{name: getattr(compiled.policy, name)[index] for name in _OF_MEASURES},
        **{name: getattr(nothing, name) for name in _OF_RULES},
    )


def on_time(dispatches: pl.DataFrame, keys: Collection[str]) -> pl.DataFrame:
    """Return the dispatches as they would have been had these been done when they were due.

    >>> from fangxian.engines.drill.examples import some_dispatches
    >>> on_time(some_dispatches(), ["late"])["done_day"].to_list()
    [10.0]
    """
    chosen = pl.col("key").is_in(list(keys))
    return dispatches.with_columns(done_day=pl.when(chosen).then("due_day").otherwise("done_day"))


def _stretches(compiled: Compiled, city: MixingCity, dispatches: pl.DataFrame) -> Stretches:
    nodes = {place: node for node, place in reversed(list(enumerate(city.places)))}
    numbers = {name: number for number, name in enumerate(compiled.measures)}
    done = dispatches.filter(
        pl.col("acts"), pl.col("done_day") < pl.col("until_day"), pl.col("measure").is_in(list(numbers)),
        pl.col("place_id").is_in(list(nodes)),
    ).sort("done_day", "until_day", "key")  # fmt: skip
    found: Stretches = {}
    for measure, place, begins, ends in done.select(
        "measure", "place_id", "done_day", "until_day"
    ).iter_rows():
        number = numbers[measure]
        several = found.setdefault((nodes[place], number), [])
        if several and begins <= several[-1][1] and not compiled.policy.tests[number]:
            several[-1] = (several[-1][0], max(several[-1][1], ends))
        else:
            several.append((begins, ends))
    return found


def _given(stretches: Stretches, measures: int) -> np.ndarray:
    """Return `Policy.given`: the second stretch of a measure at one place is that of a copy of the measure, and so on."""
    rows = [
        (begins, node, number + nth * measures, ends)
        for (node, number), several in stretches.items()
        for nth, (begins, ends) in enumerate(several)
    ]
    # In the order in which they began: what is done later is put down later, and changes nothing before.
    return np.array([(node, m, begins, ends) for begins, node, m, ends in sorted(rows)]).reshape(-1, 4)
