"""Whatever locks, or speaks SQL of its own, is tried on PostgreSQL too; the list of what runs there names what exists."""

import ast
import re
from pathlib import Path

import pytest

from tests.operations.choosing import ALWAYS, CHOSEN, ROAD, choose, kind_of
from tools.shape import ROOT

OPERATIONS = ROOT / "src" / "fangxian" / "operations"
SPEAKS_SQL = re.compile(r"select_for_update|\.cursor\(|\.vendor|insert_values|bulk_create|\.raw\(|RunSQL")
NAMES = CHOSEN.read_text().split()
FILES = {ROOT / name.split("::")[0] for name in NAMES}


def _apps() -> list[str]:
    """Every app, or module above the apps, that locks rows or writes statements of its own."""
    paths = [path for path in OPERATIONS.rglob("*.py") if "migrations" not in path.parts]
    speaking = [path.relative_to(OPERATIONS) for path in paths if SPEAKS_SQL.search(path.read_text("utf-8"))]
    return sorted({Path(path.parts[0]).stem for path in speaking})


def _tests_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("app", _apps())
def test_whatever_locks_or_writes_sql_is_tried_on_postgresql(app: str) -> None:
    imported = re.compile(rf"fangxian\.operations(?:\.{app}\b| import .*\b{app}\b)")
    assert [
        path for path in FILES if path.parent.name == app or imported.search(path.read_text("utf-8"))
    ] != []


def test_every_test_of_the_list_exists() -> None:
    given = [(ROOT / path, test) for path, _, test in (name.partition("::") for name in NAMES)]
    assert [(path.name, test) for path, test in given if test not in _tests_in(path)] == []


def test_what_always_runs_and_the_whole_road_are_in_the_list() -> None:
    always = [path for path in FILES if str(path.relative_to(CHOSEN.parent)) in ALWAYS]
    assert len(always) == len(ALWAYS)
    missing = {f"{path.relative_to(ROOT)}::{test}" for path in always for test in _tests_in(path)} - set(
        NAMES
    )
    assert {name for name in missing if "::test_" in name} == set()
    assert f"tests/operations/{ROAD}" in NAMES


def test_statements_that_differ_in_their_values_alone_are_of_one_kind() -> None:
    two = "INSERT INTO a (b, c) VALUES (%s, %s), (%s, NULL)"
    assert kind_of(two) == kind_of("INSERT INTO a (b, c) VALUES (%s, %s)")
    assert kind_of("SELECT a FROM b") != kind_of("SELECT a FROM b FOR UPDATE")


def test_the_cheapest_tests_that_ask_everything_are_chosen() -> None:
    asked = {"a.py::both": {"one", "two"}, "a.py::one": {"one"}, "a.py::two": {"two"}, "a.py::none": set()}
    assert choose(asked, dict.fromkeys(asked, 1.0)) == ["a.py::both"]
    assert choose(asked, {**dict.fromkeys(asked, 1.0), "a.py::both": 5.0}) == ["a.py::one", "a.py::two"]
    assert choose(
        {"a.py::slow": {"one"}, "a.py::quick": {"two"}}, {"a.py::slow": 60.0, "a.py::quick": 1.0}
    ) == ["a.py::quick"]
