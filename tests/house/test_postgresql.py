"""Whatever locks, or speaks SQL of its own, is tried on PostgreSQL too; the list of what runs there names what exists."""

import ast
import re
from pathlib import Path

import pytest

from tests.operations.choosing import ALWAYS, CHOSEN, ROAD, choose
from tests.operations.statements import kinds_of
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


TABLE = '"orders_task" WHERE "orders_task"."id"'


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            f'SELECT "orders_task"."id" FROM {TABLE} = %s',
            f'SELECT "orders_task"."words" FROM {TABLE} IN (%s, %s)',
        ),
        (
            'INSERT INTO "a" ("b", "c") VALUES (%s, %s), (%s, NULL)',
            'INSERT INTO "a" ("b", "c") VALUES (%s, %s)',
        ),
        (f"SELECT COUNT(*) FROM {TABLE} = %s", f"SELECT COUNT(*) FROM {TABLE} = %s LIMIT 21"),
    ],
)
def test_statements_that_differ_in_what_is_plain_alone_are_of_one_kind(one: str, other: str) -> None:
    assert kinds_of(one) == kinds_of(other)


@pytest.mark.parametrize(
    "more",
    [
        f'SELECT "orders_task"."id" FROM {TABLE} = %s FOR UPDATE',
        f'SELECT "orders_task"."id" FROM {TABLE} = %s ORDER BY "orders_task"."done_at" ASC NULLS LAST',
        f'SELECT "orders_task"."id" FROM {TABLE} = %s ORDER BY "orders_task"."done_at" ASC',
        f'SELECT DISTINCT "orders_task"."id" FROM {TABLE} = %s',
        f'SELECT "orders_task"."id", MAX("orders_task"."done_at") FROM {TABLE} = %s GROUP BY 1',
        f'SELECT CASE WHEN "orders_task"."id" = %s THEN %s ELSE %s END FROM {TABLE} = %s',
        f'SELECT "orders_task"."id" FROM {TABLE} LIKE %s',
        f'SELECT "orders_task"."id" FROM {TABLE} IN (SELECT U0."task_id" AS "task_id" FROM "orders_proof" U0)',
        'UPDATE "orders_task" SET "nth" = ("orders_task"."nth" + %s) WHERE "orders_task"."id" = %s',
        'INSERT OR IGNORE INTO "orders_task" ("id") VALUES (%s)',
    ],
)
def test_whatever_a_statement_says_beyond_what_is_plain_makes_it_of_a_kind_of_its_own(more: str) -> None:
    plain = kinds_of(f'SELECT "orders_task"."id" FROM {TABLE} = %s')
    assert kinds_of(more, ['"orders_task"."done_at"']) - plain - {"writes orders_task"} != set()


def test_the_cheapest_tests_that_ask_everything_are_chosen() -> None:
    asked = {"a.py::both": {"one", "two"}, "a.py::one": {"one"}, "a.py::two": {"two"}, "a.py::none": set()}
    assert choose(asked, dict.fromkeys(asked, 1.0)) == ["a.py::both"]
    assert choose(asked, {**dict.fromkeys(asked, 1.0), "a.py::both": 5.0}) == ["a.py::one", "a.py::two"]
    assert choose(
        {"a.py::slow": {"one"}, "a.py::quick": {"two"}}, {"a.py::slow": 60.0, "a.py::quick": 1.0}
    ) == ["a.py::quick"]
