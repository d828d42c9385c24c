"""`fangxian clocks` as somebody at a terminal meets it: in a home of its own."""

from functools import partial

import pytest

OPEN = """
from datetime import timedelta
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
county = {"place_id": "1", "name": "Alder County", "level": "county"}
load_places(actor, clock, tables.PLACES.rows([county]))
actor = get_system_actor()
new = NewOutbreak("alder", "疫情", "Alder", "measles", "measles-us-county", "1", "1", "America/Chicago")
open_outbreak(actor, clock, outbreak=new)
days_ago = clock.now().date() - timedelta(days=3)
case = CaseReport(NewPerson("p-1", residence_place_id="1"), days_ago, facts={"onset_on": days_ago})
report_case(actor, clock, outbreak_id="alder", report=case)
"""


@pytest.fixture(scope="module")
def run(shared):
    """A home with one county and one case, reported three days late."""
    shared.program(OPEN)
    return partial(shared.run, "clocks")


def test_a_case_that_came_on_record_late_shows_as_late_upstream(run):
    listed = run("list", "--outbreak", "alder", "--state", "missed")
    assert listed.returncode == 0, listed.stderr
    assert "Report to the state 上报州卫生部门 · Case 1" in listed.stdout
    assert "cause=late_upstream" in listed.stdout


def test_the_report_to_the_state_is_told_at_any_hour_and_once(run):
    first, again = run("ring", "--outbreak", "alder"), run("ring")
    assert first.returncode == 0, first.stderr
    # The interview can wait for the morning; the report cannot, so one at least is told whatever the hour.
    assert not first.stdout.startswith("alder: 0 reminders, 0 escalations")
    assert "alder: 0 reminders, 0 escalations · 提醒 0 条，上报 0 条" in again.stdout


def test_an_unknown_state_and_an_unknown_outbreak_are_refused_with_words(run):
    wrong = run("list", "--outbreak", "alder", "--state", "lost")
    assert wrong.returncode == 2
    assert "withdrawn" in wrong.stderr
    absent = run("list", "--outbreak", "no-such")
    assert absent.returncode == 2
    assert "no-such" in absent.stderr
