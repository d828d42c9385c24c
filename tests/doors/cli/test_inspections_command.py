"""`fangxian inspections` as somebody at a terminal meets it: in a home of its own."""

import re
from functools import partial

import pytest

OPEN = """
from fangxian.site.start import prepare_database, start
start()
prepare_database()
from fangxian.engines import tables
from fangxian.operations.accounts.queries import get_system_actor, get_world_clock
from fangxian.operations.cases.reports import NewOutbreak
from fangxian.operations.cases.services import open_outbreak
from fangxian.operations.places.services import load_places
clock, actor = get_world_clock(), get_system_actor()
county = {"place_id": "1", "name": "Alder County", "level": "county"}
towns = [{"place_id": f"1{n}", "name": f"Town {n}", "level": "municipality", "parent_id": "1"} for n in range(8)]
load_places(actor, clock, tables.PLACES.rows([county, *towns]))
new = NewOutbreak("alder", "疫情", "Alder", "measles", "measles-us-county", "1", "1", "America/Chicago")
open_outbreak(get_system_actor(), clock, outbreak=new)
"""


@pytest.fixture(scope="module")
def run(shared):
    """A home with one county of eight towns."""
    shared.program(OPEN)
    return partial(shared.run, "inspections")


def test_drawn_listed_and_drawn_again(run):
    given = ("--place", "1", "--purpose", "lists", "--size", "3", "--level", "municipality")
    drawn = run("draw", "--outbreak", "alder", *given)
    assert drawn.returncode == 0, drawn.stderr
    key, seed = re.match(r"(\S+) seed 种子 (\w{32}) \(3/8\)", drawn.stdout).groups()
    assert len(re.findall(r"^\d 1\d Town", drawn.stdout, re.MULTILINE)) == 3
    listed = run("list", "--outbreak", "alder").stdout
    assert key in listed
    assert "0/3/8" in listed
    assert "same again 重抽一致" in listed
    again = run("check", key)
    assert (again.returncode, again.stdout.count("=")) == (0, 3)
    assert seed


def test_nothing_late_says_nothing_and_an_unknown_inspection_is_refused(run):
    assert run("late", "--outbreak", "alder").stdout == ""
    refused = run("check", "01912345-0000-7000-8000-000000000001")
    assert refused.returncode == 2
    assert "not-found" in refused.stderr
