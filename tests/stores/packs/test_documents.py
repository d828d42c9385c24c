"""YAML keeps its lines, and one document laid upon another changes only what it names."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fangxian.stores.packs import PackProblem
from fangxian.stores.packs.documents import Document, load, merge
from fangxian.stores.packs.spots import Spot

KEYS = st.text("abcdefgh", min_size=1, max_size=4)
TREES = st.recursive(
    st.integers(0, 99) | st.text("xyz", min_size=1, max_size=3),
    lambda inner: st.dictionaries(KEYS, inner, max_size=4) | st.lists(inner, max_size=3),
    max_leaves=12,
)
MAPPINGS = st.dictionaries(KEYS, TREES, max_size=5)


def _document(tree: dict) -> Document:
    return Document(tree, {(): Spot(Path("pack.yaml"), 1)})


def _write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "pack.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_every_value_knows_the_line_of_its_key(tmp_path: Path) -> None:
    document = load(_write(tmp_path, "a: 1\nb:\n  c: [5, 6]\n  d:\n    - {e: 7}\n"))
    assert document.spot(("a",)).line == 1
    assert document.spot(("b", "c", "1")).line == 3
    assert document.spot(("b", "d", "0", "e")).line == 5
    assert document.spot(("b", "nothing", "here")).line == 2


@given(MAPPINGS)
def test_what_is_read_is_what_was_written(tmp_path_factory: pytest.TempPathFactory, tree: dict) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True)
    document = load(_write(tmp_path_factory.mktemp("packs"), text))
    assert document.tree == tree
    lines = text.splitlines()
    for path, spot in document.spots.items():
        assert not path or path[-1].isdigit() or path[-1] in lines[spot.line - 1]


@given(MAPPINGS)
def test_laying_nothing_upon_a_document_changes_nothing(tree: dict) -> None:
    assert merge(_document(tree), _document({})).tree == tree


@given(MAPPINGS, MAPPINGS)
def test_laying_the_same_changes_twice_is_laying_them_once(under: dict, over: dict) -> None:
    once = merge(_document(under), _document(over))
    assert merge(once, _document(over)).tree == once.tree


@given(MAPPINGS, MAPPINGS)
def test_what_the_changes_do_not_name_stays(under: dict, over: dict) -> None:
    merged = merge(_document(under), _document(over)).tree
    assert {key: merged[key] for key in under if key not in over} == {
        key: under[key] for key in under if key not in over
    }
    assert set(merged) == set(under) | set(over)


def test_a_figure_is_replaced_whole_and_null_takes_away() -> None:
    under = _document({"hours": {"v": 24, "u": "h", "s": [], "c": "M"}, "gone": 1})
    over = _document({"hours": {"v": 4, "c": "A", "s": ["D4"]}, "gone": None})
    assert merge(under, over).tree == {"hours": {"v": 4, "c": "A", "s": ["D4"]}}


def test_a_merged_value_points_to_the_file_it_came_from(tmp_path: Path) -> None:
    (tmp_path / "over").mkdir()
    under = load(_write(tmp_path, "a: 1\nb: 2\n"))
    over = load(_write(tmp_path / "over", "# changes\n\nb: 3\n"))
    merged = merge(under, over)
    assert (merged.spot(("a",)).file, merged.spot(("a",)).line) == (tmp_path / "pack.yaml", 1)
    assert (merged.spot(("b",)).file, merged.spot(("b",)).line) == (tmp_path / "over" / "pack.yaml", 3)


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: 1\na: 2\n", 2), ("- just\n- a list\n", 1), ("a: [1, 2\nb: 3\n", 2), ("", 1), ("a:\n\t- b\n", 2)],
)
def test_what_is_no_mapping_is_refused_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(PackProblem) as refused:
        load(_write(tmp_path, text))
    assert refused.value.code == "pack-not-yaml"
    assert refused.value.spot.line == line


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "pack.yaml"
    file.write_bytes("id: 麻疹\n".encode("gbk"))
    with pytest.raises(PackProblem) as refused:
        load(file)
    assert refused.value.code == "pack-not-yaml"
