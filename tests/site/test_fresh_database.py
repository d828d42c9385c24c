"""An empty database is given today's tables at once; it is the same as one that went through every migration."""

import json
import os
import subprocess
import sys

import pytest

LOOK = """
import json, sys
from fangxian.site.start import prepare_database, start
start()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
if sys.argv[1] == "at once":
    prepare_database()
else:
    call_command("migrate", interactive=False, verbosity=0)
executor = MigrationExecutor(connection)
left = executor.migration_plan(executor.loader.graph.leaf_nodes())
tables, seen = connection.introspection, {}
with connection.cursor() as cursor:
    for table in tables.table_names(cursor) if sys.argv[2:] == ["told"] else []:
        columns = {row.name: [row.type_code, row.null_ok] for row in tables.get_table_description(cursor, table)}
        rules = tables.get_constraints(cursor, table)
        # What Django names itself, it names after the columns: only the meaning counts.
        for rule in rules.values():
            rule.pop("definition", None)
        seen[table] = [columns, sorted(json.dumps(rule, sort_keys=True, default=str) for rule in rules.values())]
print(json.dumps({"tables": seen, "left": [str(step) for step in left]}))
"""


def look(home, way: str) -> dict:
    """Prepare a database in `home` one way or the other and describe it."""
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    environment = {**kept, "FANGXIAN_HOME": str(home)}
    told = subprocess.run(
        [sys.executable, "-c", LOOK, way, "told"], env=environment, capture_output=True, text=True, check=True
    )
    return json.loads(told.stdout)


@pytest.fixture(scope="module")
def both(tmp_path_factory) -> tuple[dict, dict]:
    """Two databases, one made at once and one step by step."""
    return look(tmp_path_factory.mktemp("once"), "at once"), look(tmp_path_factory.mktemp("steps"), "steps")


def test_both_ways_lead_to_the_same_tables_columns_and_rules(both):
    at_once, step_by_step = both
    assert set(at_once["tables"]) == set(step_by_step["tables"])
    differing = {
        name: (at_once["tables"][name], step_by_step["tables"][name])
        for name in at_once["tables"]
        if at_once["tables"][name] != step_by_step["tables"][name]
    }
    assert differing == {}
    assert len(at_once["tables"]) > 40


def test_no_migration_is_left_to_apply_either_way(both):
    assert [one["left"] for one in both] == [[], []]


def test_commands_that_start_at_once_on_a_new_home_all_find_its_tables(tmp_path) -> None:
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    asked = [
        subprocess.Popen(
            [sys.executable, "-c", LOOK, "at once"],
            env={**kept, "FANGXIAN_HOME": str(tmp_path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    told = [one.communicate() for one in asked]
    assert [one.returncode for one in asked] == [0, 0, 0], told
    assert [json.loads(out)["left"] for out, _ in told] == [[], [], []]
