"""Where an order given by hand goes: down the tree, sideways, to operators; nothing twice, nothing outside."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from fangxian.engines import tables
from fangxian.engines.response.cascade import COMMAND_OFFICE
from fangxian.engines.response.cascade_by_hand import OPERATOR, fan_out
from tests.engines.response.small_city import PLACES

TREE = ["city", "d1", "d2", "s1", "s2", "s3", "s4"]
LEVELS = tables.levels_of(PLACES)


def sent(*at: str, down_to: str = "here", departments: dict | None = None, operators: tuple = ()) -> set:
    rows = fan_out(PLACES, at, down_to=down_to, departments=departments or {}, operators=operators)
    return set(rows.select("place_id", "department", "parent_place_id").iter_rows())


def test_an_order_for_here_reaches_one_office() -> None:
    assert sent("d1") == {("d1", COMMAND_OFFICE, None)}


def test_an_order_to_the_communities_passes_through_every_office_between() -> None:
    found = sent("city", down_to="community")
    above = {place: parent for place, _, parent in found}
    assert set(above) == set(TREE)
    assert above == dict(
        PLACES.filter(pl.col("place_id").is_in(TREE)).select("place_id", "parent_id").iter_rows()
    )


def test_departments_are_told_beside_the_command_office_of_their_level() -> None:
    found = sent("city", down_to="district", departments={"city": ["education"], "district": ["police"]})
    assert {row for row in found if row[1] != COMMAND_OFFICE} == {
        ("city", "education", "city"),
        ("d1", "police", "d1"),
        ("d2", "police", "d2"),
    }


def test_the_operator_of_a_venue_is_told_and_the_office_where_it_sits() -> None:
    assert sent("v-tea") == {("s1", COMMAND_OFFICE, None), ("v-tea", OPERATOR, "s1")}


def test_operators_of_a_kind_are_told_where_the_order_reaches_and_nowhere_else() -> None:
    kinds = PLACES.filter(place_id="v-tea")["venue_kind"].to_list()
    assert ("v-tea", OPERATOR, "s1") in sent("d1", down_to="community", operators=tuple(kinds))
    assert not [row for row in sent("d2", down_to="community", operators=tuple(kinds)) if row[0] == "v-tea"]


def test_a_place_inside_another_of_the_same_order_hangs_under_it_and_is_told_once() -> None:
    both = sent("city", "d1", down_to="district")
    assert both == sent("city", down_to="district")


def test_a_place_nobody_knows_reaches_nobody() -> None:
    assert sent("nowhere", down_to="community") == set()


@given(
    st.lists(st.sampled_from(PLACES["place_id"].to_list()), min_size=1, max_size=4),
    st.sampled_from([*LEVELS, "here", "grid"]),
    st.dictionaries(st.sampled_from(LEVELS), st.sets(st.sampled_from(["police", "cdc"])), max_size=3),
)
def test_every_office_is_told_once_and_hangs_under_an_office_that_is_told(at, down_to, departments) -> None:
    rows = fan_out(PLACES, at, down_to=down_to, departments=departments)
    assert rows.unique(["place_id", "department"]).height == rows.height
    command = set(rows.filter(department=COMMAND_OFFICE)["place_id"])
    assert set(rows["parent_place_id"].drop_nulls()) <= command
    inside = tables.closure_of(PLACES).filter(pl.col("ancestor_id").is_in(at))["descendant_id"]
    assert set(rows["place_id"]) - set(inside) <= set(PLACES["parent_id"].drop_nulls())
