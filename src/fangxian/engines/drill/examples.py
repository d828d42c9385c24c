"""A tiny truth and a few orders for the examples in docstrings."""

import polars as pl

from fangxian.engines.drill.orders import DISPATCHES
from fangxian.engines.drill.truth import Truth
from fangxian.engines.rehearsal import Assumptions, Start, compile_plan
from fangxian.engines.rehearsal.examples import A_CITY, A_COURSE, A_PLAN

A_COMPILED = compile_plan(A_PLAN, A_CITY.levels, A_CITY.kinds, A_CITY.people, Assumptions())
A_TRUTH = Truth(A_CITY, A_COURSE, A_COMPILED, Start(5, 0, 30))


def some_dispatches() -> pl.DataFrame:
    """Return one copy of an order: stay at home in the first community, due on day 10, done half a day later."""
    row = (
        "late", "o-1", "stay-home", A_CITY.places[0], "command_office", 9.5, 10.0, 10.5, 20.0, True,
    )  # fmt: skip
    return pl.DataFrame([row], schema=DISPATCHES, orient="row")


__all__ = ["A_CITY", "A_COMPILED", "A_TRUTH", "some_dispatches"]
