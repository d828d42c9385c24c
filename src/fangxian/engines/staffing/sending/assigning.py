"""`assign_teams`: people and posts in, who goes where and why out."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from fangxian.engines.problems import Problem, Text
from fangxian.engines.staffing.sending.costs import Costs, of_persons
from fangxian.engines.staffing.sending.instance import NOBODY, Instance, Ints, lay_out
from fangxian.engines.staffing.sending.network import open_market
from fangxian.engines.staffing.sending.reasons import explain
from fangxian.engines.staffing.sending.rules import SendingRules
from fangxian.engines.staffing.sending.solving import get_solver
from fangxian.engines.staffing.sending.transport import cost_of
from fangxian.engines.staffing.sending.whole_teams import count_splits
from fangxian.engines.tables.postings import POSTINGS, POSTS_SHORT

_RULES = SendingRules()
DEFAULT_SOLVER = "min_cost_flow"


@dataclass(frozen=True, eq=False)
class Sent:
    """Who goes where (`POSTINGS`), who is left (`reserve`: person_id), what is short (`POSTS_SHORT`), and the proof.

    cost, bound: metres, everything that counts included (`SendingRules`); no answer costs less than `bound`.
    moved: who served at a post before and does no longer; splits: posts more than one that a team is spread over.
    """

    postings: pl.DataFrame
    reserve: pl.DataFrame
    short: pl.DataFrame
    cost: float
    bound: float
    needed: int
    moved: int
    splits: int
    solver: str

    @property
    def gap(self) -> float:
        """How far the cost may be from the best there is, as a share of it; 0: proved best."""
        return max(self.cost - self.bound, 0.0) / self.cost if self.cost > 0 else 0.0

    @property
    def walked_m(self) -> float:
        """Metres of all together, as the crow flies; those whose position is not known left out."""
        return float(self.postings["distance_m"].sum())


def assign_teams(
    people: pl.DataFrame,
    posts: pl.DataFrame,
    previous: pl.DataFrame | None = None,
    *,
    rules: SendingRules = _RULES,
    solver: str = DEFAULT_SOLVER,
) -> Sent:
    """Send people to posts: needs first by weight, then least metres, moves, splits and unequal shares.

    Args:
        people: `PEOPLE_TO_SEND`, one row per person.
        posts: `POSTS`; two rows of one post count together.
        previous: the `POSTINGS` that stand; who stays costs nothing, a move costs `rules.move_m`.
        rules: how much each thing counts.
        solver: a folder of `engines/staffing/sending/solvers`.

    Raises:
        Problem: `no-such-solver`, `not-this-table`, `not-a-position`.

    >>> people = pl.DataFrame({"person_id": ["a", "b"], "skills": ["sample", ""], "lat": [28.0, 28.0],
    ...                        "lon": [113.0, 113.01]})
    >>> posts = pl.DataFrame({"place_id": ["p", "q"], "need": [1, 2], "skills": ["sample", ""],
    ...                       "lat": [28.0, 28.0], "lon": [113.0, 113.02]})
    >>> sent = assign_teams(people, posts)
    >>> sent.postings.rows()
    [('a', 'p', 0.0, 'nearest;skilled', 'p'), ('b', 'q', 981.8, 'nearest', 'q')]
    >>> sent.short.rows(), sent.gap
    ([('q', 'q', None, 1)], 0.0)
    """
    laid = lay_out(people, posts, previous, rules)
    _require_positions(laid)
    everybody = of_persons(laid)
    solution = get_solver(solver).solve(laid, everybody)
    rows = np.flatnonzero(solution.chosen != NOBODY)
    constant = rules.move_m * int((laid.before != NOBODY).sum())
    splits = count_splits(laid, solution.chosen) if rules.keep_teams else 0
    return Sent(
        postings=_postings(laid, everybody, solution.chosen, rows),
        reserve=laid.people.filter(pl.Series(solution.chosen == NOBODY)).select("person_id"),
        short=_short(laid, solution.chosen),
        cost=_cost(laid, everybody, solution.chosen) + constant + splits * rules.split_m,
        bound=solution.bound + constant,
        needed=int(laid.need.sum()),
        moved=int(((laid.before != NOBODY) & (laid.before != solution.chosen)).sum()),
        splits=splits,
        solver=solver,
    )


def _cost(laid: Instance, everybody: Costs, chosen: Ints) -> float:
    market = open_market(laid.need, laid.unfilled, laid.employer, laid.rules.share_m)
    return cost_of(everybody, market, chosen)


def _postings(laid: Instance, everybody: Costs, chosen: Ints, rows: Ints) -> pl.DataFrame:
    posts = chosen[rows]
    metres = pl.Series(laid.walk(rows, posts)).fill_nan(None).round(1)
    return POSTINGS.check(
        pl.DataFrame(
            {
                "person_id": laid.people["person_id"].gather(rows),
                "place_id": laid.posts["place_id"].gather(posts),
                "distance_m": metres,
                "why": explain(laid, everybody, chosen, rows),
                "post_id": laid.posts["post_id"].gather(posts),
            }
        )
    )


def _short(laid: Instance, chosen: Ints) -> pl.DataFrame:
    filled = np.bincount(chosen[chosen != NOBODY], minlength=laid.posts.height)
    named = laid.posts.with_columns(
        short=pl.col("need") - pl.Series(filled, dtype=pl.Int64()), skills=pl.col("skills").replace("", None)
    )
    return POSTS_SHORT.check(
        named.filter(pl.col("short") > 0).sort(["short", "post_id"], descending=[True, False])
    )


def _require_positions(laid: Instance) -> None:
    for where, name in ((laid.person_at, "person"), (laid.post_at, "post")):
        known = np.isfinite(where)
        if (np.abs(where[known[:, 0], 0]) > 90).any() or (np.abs(where[known[:, 1], 1]) > 180).any():
            raise Problem(
                "not-a-position",
                Text("有经纬度超出范围。", f"A {name} has a position that is nowhere on Earth."),
                Text(
                    "纬度 -90 至 90, 经度 -180 至 180。",
                    "Expected a latitude of -90 to 90, a longitude of -180 to 180.",
                ),
                Text("请检查经纬度是否颠倒。", "See whether latitude and longitude were exchanged."),
            )
