"""What holds of every linkage, whatever is written on the lists."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.testing.imperfect import draw_lists
from benchmarks.testing.linkage import judge
from fangxian.stores.linkage import LIST_ROWS, SOURCES, LinkSettings, link

NUMBERS = ("110105201506010016", "110105201506010032", "110105201506010011", "11010519491231002X")
BIRTHDAYS = (date(2015, 6, 1), date(1949, 12, 31), date(1949, 12, 30))

_row = st.fixed_dictionaries(
    {
        "full_name": st.sampled_from(["王伟", "王伟明", "王伟民", "李娜", None]),
        "id_number": st.sampled_from([*NUMBERS, None, None]),
        "birth_on": st.sampled_from([*BIRTHDAYS, None]),
        "birth_year": st.sampled_from([2015, 1949, None]),
        "sex": st.sampled_from(["female", "male", None]),
        "phone": st.sampled_from(["13800138000", "13800138001", None]),
        "place_id": st.sampled_from(["p1", "p2", None]),
        "address": st.sampled_from(["3栋101室", "3号楼101", "3栋102", "8栋101室", None]),
    }
)
_list = st.lists(_row, max_size=6).map(
    lambda rows: LIST_ROWS.rows([{**row, "row_id": str(i)} for i, row in enumerate(rows)])
)
_lists = st.fixed_dictionaries({"household-register": _list, "grid-roster": _list, "deliveries": _list})
few = settings(max_examples=25, deadline=None)


def _people(lists: dict[str, pl.DataFrame], chosen: LinkSettings | None = None) -> pl.DataFrame:
    return link(lists, chosen).rows.sort("list_id", "row_id")


@few
@given(_lists)
def test_every_row_is_in_one_cluster_nobody_stands_twice_on_a_list_and_no_order_matters(
    lists: dict[str, pl.DataFrame],
) -> None:
    rows = _people(lists, LinkSettings(threads=2))
    expected = sorted((name, row) for name, frame in lists.items() for row in frame["row_id"])
    assert list(rows.select("list_id", "row_id").iter_rows()) == expected
    assert rows["person"].null_count() == 0
    once = rows.filter(pl.col("list_id") != "deliveries")
    assert not once.select("list_id", "person").is_duplicated().any()
    turned = {name: lists[name].reverse() for name in reversed(lists)}
    assert _people(turned, LinkSettings(threads=1)).equals(rows)


@few
@given(_lists, st.floats(-100, 100))
def test_a_name_alone_links_nobody_whatever_the_threshold(
    lists: dict[str, pl.DataFrame], threshold: float
) -> None:
    alone = {
        name: frame.select("row_id", "full_name", "sex", "place_id", "birth_year")
        for name, frame in lists.items()
    }
    assert link(alone, LinkSettings(threshold_bits=threshold)).people == sum(
        len(frame) for frame in alone.values()
    )


@few
@given(st.integers(0, 10_000))
def test_linking_a_list_with_itself_adds_nobody(seed: int) -> None:
    register = draw_lists(60, seed).lists["household-register"]
    told = register.filter(pl.col("birth_on").is_not_null() & pl.col("address").is_not_null())
    assert link({"household-register": told, "grid-roster": told}).people == told.height


def test_linkage_of_imperfect_lists_reaches_what_was_promised() -> None:
    drawn = draw_lists(4_000, 5)
    precision, recall = judge(link(drawn.lists, LinkSettings(repeating=frozenset())).rows, drawn.truth)
    assert precision >= 0.995
    assert recall >= 0.97


def test_the_same_lists_give_the_same_people_again() -> None:
    drawn = draw_lists(2_000, 6)
    assert _people(drawn.lists).equals(_people(drawn.lists))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.list_id)
def test_only_the_household_register_is_on_unless_switched_on(source: object) -> None:
    assert source.on == (source.list_id == "household-register")  # type: ignore[attr-defined]
