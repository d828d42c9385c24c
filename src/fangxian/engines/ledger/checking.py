"""Whether a ledger adds up, place by place: what does not is named."""

import polars as pl

from fangxian.engines.ledger.rolling import FIGURES, HOUSEHOLD_COLUMNS, STATE_COLUMNS
from fangxian.engines.tables import LEDGER_BREAKS, VENUE

_PEOPLE = ("due", "added")
_HOMES = ("households_due", "households_added")
_MISSING = ("refused", "no_answer", "not_visited")


def find_breaks(ledger: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """Return LEDGER_BREAKS of one round's ledger; none when it adds up.

    Rules: `states` (due + added = the seven states), `missing` (the last three), `households` (due + added = the four
    kinds), `below` (due + added = those registered here and at the places below), `figures` (no figure is less than
    the sum of the places below), `outside` (people registered at a place that is not in the tree), `no-row` (a place
    of the tree the ledger leaves out).

    >>> from fangxian.engines.ledger.examples import PLACES_OF_TWO
    >>> from fangxian.engines.tables import LEDGER
    >>> find_breaks(LEDGER.empty(), PLACES_OF_TWO).select("place_id", "rule").rows()
    [('s', 'no-row'), ('s1', 'no-row')]
    """
    tree = places.filter(pl.col("level") != VENUE)
    below = _below(ledger, tree)
    everybody = pl.sum_horizontal(*_PEOPLE)
    rules = [
        _unequal(ledger, "states", everybody, pl.sum_horizontal(*STATE_COLUMNS)),
        _unequal(ledger, "missing", pl.sum_horizontal(*_MISSING), pl.col("missing")),
        _unequal(ledger, "households", pl.sum_horizontal(*_HOMES), pl.sum_horizontal(*HOUSEHOLD_COLUMNS)),
        _unequal(below, "below", pl.col("here") + pl.col("due:below") + pl.col("added:below"), everybody),
        *(_less(below, name) for name in FIGURES),
        _unequal(ledger.filter(pl.col("level").is_null()), "outside", pl.lit(0), everybody),
        _unequal(tree.join(ledger, on="place_id", how="anti"), "no-row", pl.lit(1), pl.lit(0)),
    ]
    return LEDGER_BREAKS.check(pl.concat(rules)).sort("place_id", "rule", "expected")


def _below(ledger: pl.DataFrame, tree: pl.DataFrame) -> pl.DataFrame:
    """The ledger with each figure's sum over the places one step below."""
    children = tree.select("place_id", "parent_id").join(ledger.select("place_id", *FIGURES), on="place_id")
    sums = children.group_by("parent_id").agg(pl.col(name).sum().alias(f"{name}:below") for name in FIGURES)
    joined = ledger.join(sums, left_on="place_id", right_on="parent_id", how="left")
    return joined.with_columns(pl.col(f"{name}:below").fill_null(0) for name in FIGURES)


def _unequal(frame: pl.DataFrame, rule: str, expected: pl.Expr, found: pl.Expr) -> pl.DataFrame:
    told = frame.select(
        "place_id", rule=pl.lit(rule), expected=expected.cast(pl.Int64), found=found.cast(pl.Int64)
    )
    return told.filter(pl.col("expected") != pl.col("found"))


def _less(below: pl.DataFrame, name: str) -> pl.DataFrame:
    expected, found = pl.col(f"{name}:below"), pl.col(name)
    return _unequal(below.filter(found < expected), "figures", expected, found)
