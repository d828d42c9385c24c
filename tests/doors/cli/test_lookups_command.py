"""`fangxian lookups` as somebody at a terminal meets it: in a home of its own."""

from functools import partial

import pytest

OPEN = """
from fangxian.site.start import prepare_database, start
start()
prepare_database()
from fangxian.engines import tables
from fangxian.engines.problems import Text
from fangxian.operations.accounts.cast import DEMO_CAST
from fangxian.operations.accounts.queries import get_actor, get_system_actor, get_user, get_world_clock
from fangxian.operations.accounts.services import appoint_cast
from fangxian.operations.cases.reports import CaseReport, NewOutbreak
from fangxian.operations.cases.services import open_outbreak, report_case
from fangxian.operations.lookups.services import look
from fangxian.operations.people.services import NewPerson
from fangxian.operations.places.services import load_places
clock, actor = get_world_clock(), get_system_actor()
post = next(post for post in DEMO_CAST if post.handle == "commander")
load_places(actor, clock, tables.PLACES.rows([{"place_id": post.place_id, "name": "Alder", "level": "province"}]))
appoint_cast(get_system_actor(), clock, [post])
actor = get_system_actor()
new = NewOutbreak("alder", "疫情", "Alder", "measles", "measles-us-county", "1", post.place_id, "America/Chicago")
open_outbreak(actor, clock, outbreak=new)
case = CaseReport(NewPerson("p-1", residence_place_id=post.place_id), clock.now().date())
case_id = report_case(actor, clock, outbreak_id="alder", report=case)
commander = get_actor(get_user("commander").user_id, clock.now())
look(commander, clock, record="case", record_id=case_id, why="complaint", reason="letter 12")
"""


@pytest.fixture(scope="module")
def run(shared):
    """A home in which the commander looked at one case."""
    shared.program(OPEN)
    return partial(shared.say, "lookups")


def test_lookups_are_listed_by_key_with_the_reason(run):
    told = run("list", "--days", "1")
    assert "case p-1" in told
    assert "a complaint, letter or appeal 处理投诉、来信或申诉: letter 12" in told
    assert "1 shown · 显示 1 项" in told


def test_readers_are_listed_with_the_median_of_the_others(run):
    assert "1 people (median 0) commander" in run("readers")
