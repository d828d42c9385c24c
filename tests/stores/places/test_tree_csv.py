"""Trees of other countries: what cannot stand in a tree is refused with its line and its reason."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.problems import Problem
from fangxian.stores.places import read_tree_csv

HEADER = "code,name,level,parent,population,lat,lon"


def read(folder, *rows, header=HEADER):
    path = folder / "tree.csv"
    path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return read_tree_csv(path)


def reasons(tree):
    return dict(tree.rejected.select("line", "reason_en").iter_rows())


def test_a_tree_of_any_depth_is_read_and_summed(tmp_path):
    tree = read(
        tmp_path,
        "a1x,Ward,ward,a1,30,1.5,2.5",
        "a1,Town,town,a,,1,2",
        "a,Land,country,,,1,2",
        "a2,Village,town,a,12,1,3",
    )
    assert tree.levels == ("country", "town", "ward")
    assert dict(tree.places.select("place_id", "population").iter_rows()) == {
        "a": 42,
        "a1": 30,
        "a2": 12,
        "a1x": 30,
    }
    assert (tree.read, tree.accepted, tree.duplicate, tree.rejected.height) == (4, 4, 0, 0)


def test_a_circle_and_all_that_hangs_on_it_is_refused(tmp_path):
    tree = read(tmp_path, "a,Land,country,,,,", "b,B,town,c,,,", "c,C,town,b,,,", "d,D,ward,b,,,")
    assert reasons(tree) == {
        3: "its parents form a circle",
        4: "its parents form a circle",
        5: "its parent was refused",
    }
    assert tree.places["place_id"].to_list() == ["a"]


def test_a_parent_that_is_not_there_is_named_as_the_fault(tmp_path):
    tree = read(tmp_path, "a,Land,country,,,,", "b,B,town,zz,,,", "c,C,ward,b,,,")
    assert reasons(tree) == {3: "its parent is not in the table", 4: "its parent was refused"}
    assert tree.rejected.row(0)[1:3] == ("parent", "zz")


def test_a_code_given_twice_is_refused_the_second_time_and_an_equal_line_is_a_duplicate(tmp_path):
    tree = read(tmp_path, "a,Land,country,,,,", "b,B,town,a,1,,", "b,Other,town,a,2,,", "b,B,town,a,1,,")
    assert reasons(tree) == {4: "the code was given before"}
    assert (tree.read, tree.accepted, tree.duplicate) == (4, 2, 1)


@pytest.mark.parametrize("row", ["b,B,town,a,-1,,", "b,B,town,a,1,91,0", "b,B,town,a,1,0,181"])
def test_numbers_that_cannot_be_are_refused(tmp_path, row):
    assert reasons(read(tmp_path, "a,Land,country,,,,", row)) == {3: "the number cannot be"}


def test_a_number_that_is_no_number_keeps_the_balance(tmp_path):
    tree = read(tmp_path, "a,Land,country,,,,", "b,B,town,a,many,,")
    assert tree.read == tree.accepted + tree.duplicate + tree.rejected.height == 2


def test_two_roots_are_a_problem_in_both_languages(tmp_path):
    with pytest.raises(Problem) as caught:
        read(tmp_path, "a,Land,country,,,,", "b,Other,country,,,,")
    assert caught.value.code == "not-one-root"
    assert "2 roots" in caught.value.in_("en")
    assert "2 个顶级地区" in caught.value.in_("zh")


def test_a_chinese_header_is_understood(tmp_path):
    tree = read(tmp_path, "a,国,国家,,5", header="代码,名称,级别,上级,人口")
    assert tree.places["population"].to_list() == [5]


def walk_up(place, above):
    """Every place from `place` to the top; fails on a circle."""
    seen = []
    while place is not None:
        assert place not in seen
        seen.append(place)
        place = above[place]
    return seen


PARENTS = st.lists(st.none() | st.sampled_from([f"p{n}" for n in range(14)]), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(PARENTS)
def test_whatever_the_parents_the_balance_holds_and_what_is_kept_is_one_tree(tmp_path_factory, parents):
    rows = ["root,Root,top,,,,"] + [
        f"p{n},N{n},place,{parent or 'root'},1,," for n, parent in enumerate(parents)
    ]
    tree = read(tmp_path_factory.mktemp("tree"), *rows)
    assert tree.read == tree.accepted + tree.duplicate + tree.rejected.height
    above = dict(tree.places.select("place_id", "parent_id").iter_rows())
    for place in list(above):
        assert "root" in walk_up(place, above)
    assert tree.places.filter(pl.col("parent_id").is_null()).height == 1
