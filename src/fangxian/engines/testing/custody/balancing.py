"""The balance of a round at every place of the tree, and whether it adds up."""

from itertools import pairwise

import polars as pl

from fangxian.engines.tables import CUSTODY, CUSTODY_STAGES, count_at_tree_places, sum_over_tree
from fangxian.engines.testing.custody.following import NEXT_STEPS, Custody

_OTHERWISE = ("excused", "moved", "absent-proved")
_MISSING = ("refused", "no-answer", "not-visited")
_STEP = {step: number for number, step in enumerate(NEXT_STEPS)}
_FIGURES = tuple(column.name for column in CUSTODY.columns if column.unit == "people")


def roll_up_custody(round_id: str, custody: Custody, places: pl.DataFrame) -> pl.DataFrame:
    """Return CUSTODY, a row for every place of the tree, by place id.

    Of each person the first sample counts. A venue's people are counted at the place it lies in; people registered at
    a place that is not in the tree get a row without a level.

    >>> from fangxian.engines.testing.custody import follow_custody
    >>> from fangxian.engines.testing.custody.examples import A_DAY_OF_THREE, PLACES_OF_THREE
    >>> balance = roll_up_custody("r1", follow_custody(**A_DAY_OF_THREE), PLACES_OF_THREE)
    >>> balance.select("place_id", "due", "done", "sampled", "in_tubes", "sent", "told", "late").rows()
    [('s', 3, 3, 3, 3, 2, 2, 1), ('s1', 3, 3, 3, 3, 2, 2, 1)]
    """
    counted = _count_people(custody).join(_count_samples(custody), on="place_id", how="full", coalesce=True)
    rows = sum_over_tree(count_at_tree_places(counted.fill_null(0), places), places)
    rows = rows.with_columns(pl.col(*_FIGURES).fill_null(0).cast(pl.Int64), round_id=pl.lit(round_id))
    return CUSTODY.check(rows).sort("place_id")


def find_imbalances(balance: pl.DataFrame) -> pl.DataFrame:
    """Return (place_id, rule, expected, found) of every place whose figures do not add up; none if all do.

    Rules: `accounts` (due + added = done + settled otherwise + missing), `steps` (sampled = told + under way + late), and
    for each stage that it holds no more than the one before. Empty for whatever `roll_up_custody` made; figures that
    were sent from elsewhere are checked by it.

    >>> find_imbalances(CUSTODY.empty()).height
    0
    """
    sums = pl.sum_horizontal
    rules = [
        _unequal(balance, "accounts", sums("due", "added"), sums("done", "settled_otherwise", "missing")),
        _unequal(balance, "steps", pl.col("sampled"), sums("told", "under_way", "late")),
    ]
    for before, after in pairwise(CUSTODY_STAGES):
        more = balance.filter(pl.col(after) > pl.col(before))
        rules.append(_unequal(more, f"{after}-of-{before}", pl.col(before), pl.col(after)))
    return pl.concat(rules).sort("place_id", "rule")


def _unequal(frame: pl.DataFrame, rule: str, expected: pl.Expr, found: pl.Expr) -> pl.DataFrame:
    told = frame.select(
        "place_id", rule=pl.lit(rule), expected=expected.cast(pl.Int64), found=found.cast(pl.Int64)
    )
    return told.filter(pl.col("expected") != pl.col("found"))


def _count_people(custody: Custody) -> pl.DataFrame:
    state, added = pl.col("state"), pl.col("added_at").is_not_null()
    return custody.accounts.group_by("place_id").agg(
        due=(~added).sum(),
        added=added.sum(),
        done=(state == "done").sum(),
        settled_otherwise=state.is_in(_OTHERWISE).sum(),
        missing=state.is_in(_MISSING).sum(),
    )


def _count_samples(custody: Custody) -> pl.DataFrame:
    """Whoever waits for a step has come through those before it."""
    step = pl.col("awaits").replace_strict(_STEP, default=len(NEXT_STEPS), return_dtype=pl.Int8)
    late, told = pl.col("late"), pl.col("awaits").is_null()
    return custody.firsts.group_by("place_id").agg(
        pl.len().alias("sampled"),
        *((step > number).sum().alias(name) for number, name in enumerate(NEXT_STEPS)),
        under_way=(~told & ~late).sum(),
        late=(~told & late).sum(),
    )
