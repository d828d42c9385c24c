"""`fangxian areas` as somebody at a terminal meets it."""

import json
from functools import partial

import pytest

OPEN = """
from fangxian.site.start import prepare_database, start
start()
prepare_database()
from fangxian.engines import tables
from fangxian.operations.accounts.queries import get_system_actor, get_world_clock
from fangxian.operations.cases.reports import CaseReport, NewOutbreak
from fangxian.operations.cases.services import open_outbreak, report_case
from fangxian.operations.people.services import NewPerson
from fangxian.operations.places.services import load_places
clock, actor = get_world_clock(), get_system_actor()
tree = [{"place_id": "1", "name": "城", "name_en": "Town", "level": "city", "population": 900},
        {"place_id": "1a", "name": "甲", "name_en": "A", "level": "community", "parent_id": "1", "population": 500}]
load_places(actor, clock, tables.PLACES.rows(tree))
actor = get_system_actor()
open_outbreak(actor, clock, outbreak=NewOutbreak(
    "town", "疫情", "Town", "sars-cov-2-delta", "cn-covid19-8e-2021", "8", "1", "Asia/Shanghai"))
case = CaseReport(NewPerson("p-1", residence_place_id="1a"), clock.now().date(), case_id="c-1")
report_case(actor, clock, outbreak_id="town", report=case)
"""


@pytest.fixture(scope="module")
def run(shared):
    """A home with a town of one community and one case."""
    shared.program(OPEN)
    (shared.folder / "a.json").write_text(json.dumps({"kind": "places", "place_ids": ["1a"]}))
    return partial(shared.run, "areas")


def test_an_area_is_measured_before_it_is_proposed(run):
    given = ("propose", "a.json", "--outbreak", "town", "--level", "medium", "--case", "c-1", "--reason", "x")
    tried = run(*given, "--dry-run")
    assert tried.returncode == 0, tried.stderr
    assert "500" in tried.stdout
    assert "proposal" not in tried.stdout
    assert "proposal 建议:" in run(*given).stdout
    assert run("list", "--outbreak", "town").stdout.strip().endswith("0")
    assert run("show", "d-nobody").returncode != 0
