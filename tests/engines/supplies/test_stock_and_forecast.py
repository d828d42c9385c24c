"""Stock is the sum of its movements and never below nothing; the forecast says on which day what runs out."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.problems import Problem
from fangxian.engines.supplies import MOVEMENTS, balance_lots, forecast_stock, list_shortages
from fangxian.engines.tables.supplies import LOTS, MOVEMENT_KINDS
from tests.engines.supplies.drawn_zones import DAY, lot


def moved(*rows: tuple[str, str, int]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=MOVEMENTS, orient="row")


def test_what_left_a_lot_and_what_is_left_are_what_was_received() -> None:
    rows = moved(("a", "received", 10), ("a", "delivered", 4), ("a", "expired", 2), ("a", "written-off", 1))
    assert balance_lots(rows).rows() == [("a", 10, 3, 4, 2, 1)]


def test_more_cannot_leave_a_lot_than_it_held_at_that_moment() -> None:
    with pytest.raises(Problem) as refused:
        balance_lots(moved(("a", "delivered", 4), ("a", "received", 10)))
    assert refused.value.code == "stock-below-nothing"


@given(rows=st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(MOVEMENT_KINDS), st.integers(1, 9))))
@settings(max_examples=40)
def test_the_balance_holds_or_the_movement_is_refused(rows: list) -> None:
    try:
        balances = balance_lots(moved(*rows))
    except Problem:
        left = {"a": 0, "b": 0}
        lowest = 0
        for name, kind, some in rows:
            left[name] += some if kind == "received" else -some
            lowest = min(lowest, left[name])
        assert lowest < 0
        return
    for _, received, in_stock, delivered, expired, written_off in balances.iter_rows():
        assert in_stock >= 0
        assert received == in_stock + delivered + expired + written_off


def days_of(*lots: dict, use: int = 3, days: int = 4, asked: int = 0) -> list[tuple]:
    frame = LOTS.rows(list(lots))
    found = forecast_stock(frame, {"rice": [use] * days}, {"rice": asked}, DAY, days)
    return found.select("opening", "arrived", "used", "expired", "closing", "short").rows()


def test_the_day_it_runs_out_is_the_first_on_which_not_all_is_there() -> None:
    stock = LOTS.rows([lot("a", "rice", 7)])
    found = list_shortages(stock, forecast_stock(stock, {"rice": [3] * 4}, {}, DAY, 4), {"rice": 3}, DAY)
    assert found.rows() == [("rice", 7, 0, 3, date(2021, 8, 7), 5)]


def test_what_is_on_its_way_is_counted_from_the_day_it_comes() -> None:
    assert days_of(lot("a", "rice", 6), lot("b", "rice", 6, arrives_on=DAY + timedelta(days=2))) == [
        (6, 0, 3, 0, 3, 0),
        (3, 0, 3, 0, 0, 0),
        (0, 6, 3, 0, 3, 0),
        (3, 0, 3, 0, 0, 0),
    ]


def test_what_spoils_unused_is_told_apart_and_is_not_used_afterwards() -> None:
    assert days_of(lot("a", "rice", 9, expires_on=DAY + timedelta(days=1)))[1:3] == [
        (6, 0, 3, 0, 3, 0),
        (3, 0, 0, 3, 0, 3),
    ]


def test_what_was_asked_for_is_used_on_the_first_day() -> None:
    assert days_of(lot("a", "rice", 9), asked=2)[0] == (9, 0, 5, 0, 4, 0)


def test_what_lasts_has_no_day_and_stands_behind_what_does_not() -> None:
    stock = LOTS.rows([lot("a", "rice", 99), lot("b", "formula", 1)])
    use = {"rice": 1, "formula": 1}
    found = list_shortages(
        stock, forecast_stock(stock, {item: [1] * 5 for item in use}, {}, DAY, 5), use, DAY
    )
    assert found.select("item", "runs_out_on").rows() == [("formula", date(2021, 8, 6)), ("rice", None)]


@given(
    lots=st.lists(
        st.tuples(st.integers(0, 20), st.none() | st.integers(-2, 9), st.none() | st.integers(-2, 9)),
        max_size=4,
    ),
    use=st.integers(0, 9),
)
@settings(max_examples=40)
def test_every_day_balances_and_the_next_begins_where_it_ends(lots: list, use: int) -> None:
    rows = [
        lot(
            f"l{at}",
            "rice",
            some,
            expires_on=None if expires is None else DAY + timedelta(days=expires),
            arrives_on=None if arrives is None else DAY + timedelta(days=arrives),
        )
        for at, (some, expires, arrives) in enumerate(lots)
    ]
    days = forecast_stock(LOTS.rows(rows), {"rice": [use] * 7}, {}, DAY, 7)
    for row in days.iter_rows(named=True):
        assert row["opening"] + row["arrived"] == row["used"] + row["expired"] + row["closing"]
        assert row["used"] + row["short"] == use
        assert row["closing"] >= 0
    assert days["closing"].to_list()[:-1] == days["opening"].to_list()[1:]
