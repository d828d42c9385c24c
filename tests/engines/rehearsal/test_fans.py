"""A fan says how far apart futures lie; futures run in pieces are those run at once."""

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from fangxian.engines.epidemic import no_policy
from fangxian.engines.rehearsal import BY_DAY, Rehearsed, Start, fans_of, rehearse, rehearse_some, with_days
from fangxian.engines.rehearsal.examples import A_CITY, A_COURSE, some_futures

IDLE = {"nothing": no_policy(len(A_CITY.kinds))}


def test_futures_run_in_pieces_are_those_run_at_once() -> None:
    start = Start(3, 7, 14)
    whole = with_days(rehearse(A_CITY, A_COURSE, IDLE, start, 6))
    pieces = [
        with_days(rehearse_some(A_CITY, A_COURSE, IDLE, start, range(first, first + 2)))
        for first in (0, 2, 4)
    ]
    assert pl.concat(pieces).equals(whole)
    assert whole.schema == BY_DAY


def test_all_infections_of_a_future_are_in_its_days() -> None:
    found = with_days(rehearse(A_CITY, A_COURSE, IDLE, Start(3, 7, 14), 4))
    assert found["infected_by_day"].list.sum().to_list() == found["infections"].to_list()


@given(st.lists(st.lists(st.integers(0, 500), min_size=5, max_size=5), min_size=2, max_size=2))
def test_lines_of_a_fan_never_cross_and_never_fall(days: list[list[int]]) -> None:
    counted = {plan: np.array(days, dtype=np.int32) for plan in ("strict", "mild")}
    fan = fans_of(with_days(Rehearsed(some_futures(), counted, counted)), 2).filter(plan="mild")
    lines = fan.select("q05", "q25", "q50", "q75", "q95").to_numpy()
    assert (np.diff(lines, axis=1) >= 0).all()
    assert (np.diff(lines, axis=0) >= 0).all()
    assert fan["day"].to_list() == [-2, -1, 0, 1, 2]


def test_without_futures_there_is_no_fan() -> None:
    assert fans_of(pl.DataFrame(schema=BY_DAY), 7).is_empty()
