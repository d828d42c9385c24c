"""One folder for one new thing, nothing else edited: each is dropped into a copy of the package and works.

The folders stand in `tests/house/dropped`, as somebody would add them.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.shape import ROOT

DROPPED = Path(__file__).parent / "dropped"
PACKAGE = ROOT / "src" / "fangxian"

DISEASE_AND_PLAN = """
from fangxian.stores.packs import lint_plan, read_disease, read_plan
print(read_disease("river-fever").title.en)
print(read_plan("river-fever-demo").tracing.to_days, lint_plan("river-fever-demo"))
"""
MEASURE = """
from datetime import UTC, date, datetime
from fangxian.engines import tables
from fangxian.engines.response import respond
from fangxian.engines.response.situation import Situation
from fangxian.stores.packs import read_plan
noon = datetime(2024, 5, 2, 12, tzinfo=UTC)
places = tables.PLACES.rows([
    {"place_id": "c", "name": "Alder", "level": "county"},
    {"place_id": "m", "name": "Ford", "level": "municipality", "parent_id": "c", "population": 900},
])
cases = tables.CASES.rows([
    {"case_id": "1", "person_id": "p", "reported_on": date(2024, 5, 1), "residence_place_id": "m"}
])
situation = Situation("o", noon, noon, "UTC", cases, places)
orders = respond(situation, read_plan("river-fever-demo")).orders
print(*sorted({f"{row['measure']} at {row['place_id']}" for row in orders.to_dicts()}), sep=", ")
"""
SOLVER = """
import polars as pl
from fangxian.engines.plans import TestingRule
from fangxian.engines.testing import DEMAND, list_solvers, send_to_sites
village = pl.DataFrame([("v", 1205, 28.0, 113.0)], schema=DEMAND, orient="row")
rule = TestingRule(10, 1000, 300, 800.0, 5_000_000, 48.0, 72.0)
print("one_site_each" in list_solvers(), send_to_sites(village, rule, "one_site_each")["people"].to_list())
"""
PAGE = """
from fangxian.site.start import start
start()
from django.test import Client
from fangxian.doors.web.discovery import list_entries
print(Client().get("/water/", headers={"host": "localhost"}).content.decode())
print([entry.label.zh for entry in list_entries()][-1])
"""


@pytest.fixture(scope="module")
def copy_with_folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with the dropped folders in it; none of them replaces a file."""
    copy = tmp_path_factory.mktemp("copy")
    left_out = shutil.ignore_patterns("__pycache__", "built")
    shutil.copytree(PACKAGE, copy / "fangxian", ignore=left_out)
    for source in (path for path in DROPPED.rglob("*.*") if path.is_file() and path.parent != DROPPED):
        target = copy / "fangxian" / source.relative_to(DROPPED)
        assert not target.exists(), target
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
    return copy


def _run(program: str, copy: Path) -> str:
    home = copy / "home"
    environment = {**os.environ, "PYTHONPATH": str(copy), "FANGXIAN_HOME": str(home)}
    environment["DJANGO_SETTINGS_MODULE"] = "fangxian.site.settings"
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def test_a_disease_and_a_plan_are_a_folder_each(copy_with_folders: Path) -> None:
    assert _run(DISEASE_AND_PLAN, copy_with_folders) == "River fever (invented)\n3 []"


def test_a_measure_is_a_folder_and_becomes_an_order(copy_with_folders: Path) -> None:
    assert _run(MEASURE, copy_with_folders) == "boil-water at c, boil-water at m"


def test_a_solver_is_a_folder(copy_with_folders: Path) -> None:
    assert _run(SOLVER, copy_with_folders) == "True [1000, 205]"


def test_a_page_is_a_folder_with_its_address_and_its_line_in_the_navigation(copy_with_folders: Path) -> None:
    assert _run(PAGE, copy_with_folders) == "boil it\n饮水"


@pytest.mark.parametrize("pack", ["diseases/river-fever", "measures/boil-water", "plans/river-fever-demo"])
def test_the_dropped_packs_are_not_part_of_the_product(pack: str) -> None:
    assert not (PACKAGE / "packs" / pack).exists()
