"""Resolving what people write to a place: with context it may be taken, a bare name must be asked about."""

from fangxian.operations.places.finding import find_places


def test_a_name_with_its_district_is_certain(tree):
    [best, *_] = find_places("芙蓉区桐荫里社区")
    assert (best.place_id, best.certain) == ("430102003001", True)


def test_a_bare_name_is_never_certain_even_if_it_occurs_once(tree):
    [best, *_] = find_places("桐荫里社区居委会")
    assert best.place_id == "430102003001"
    assert not best.certain


def test_a_name_that_occurs_twice_gives_both_as_candidates(tree):
    found = find_places("新屋社区")
    assert {candidate.place_id for candidate in found[:2]} == {"430102003002", "430105001005"}
    assert not any(candidate.certain for candidate in found)


def test_the_parent_named_beside_it_narrows_a_repeated_name(tree):
    [best, *_] = find_places("开福区新屋社区")
    assert (best.place_id, best.certain) == ("430105001005", True)


def test_looking_inside_one_place_is_context_too(tree):
    [best, *_] = find_places("新屋社区", within="430102")
    assert (best.place_id, best.certain) == ("430102003002", True)


def test_an_alias_finds_the_place_it_stands_for(tree):
    [best, *_] = find_places("长沙市文艺路口")
    assert (best.place_id, best.certain) == ("430102003", True)


def test_a_code_is_certain(tree):
    assert [(found.place_id, found.certain) for found in find_places("430105")] == [("430105", True)]


def test_the_path_shows_which_of_two_namesakes_is_meant(tree):
    paths = {candidate.path for candidate in find_places("新屋社区")}
    assert "湖南省 / 长沙市 / 芙蓉区 / 文艺路街道 / 新屋社区" in paths


def test_nothing_known_gives_nothing(tree):
    assert find_places("天上人间大酒店") == []
    assert find_places("  ") == []


def test_a_level_leaves_the_others_out(tree):
    assert {found.level for found in find_places("芙蓉", level="district")} == {"district"}
