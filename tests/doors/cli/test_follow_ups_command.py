"""`fangxian follow-ups` as somebody at a terminal meets it: in a home of its own."""

import csv
from functools import partial

import pytest

OPEN = """
from datetime import timedelta
from zoneinfo import ZoneInfo
from fangxian.site.start import prepare_database, start
start()
prepare_database()
from fangxian.engines import tables
from fangxian.operations.accounts.queries import get_system_actor, get_world_clock
from fangxian.operations.cases.reports import CaseReport, NewOutbreak
from fangxian.operations.cases.services import open_outbreak, report_case
from fangxian.operations.contacts.services import ContactGiven
from fangxian.operations.follow_ups.services import decide
from fangxian.operations.people.services import NewPerson
from fangxian.operations.places.services import load_places
from fangxian.operations.respond import respond_now
clock, actor = get_world_clock(), get_system_actor()
county = {"place_id": "1", "name": "Alder County", "level": "county"}
load_places(actor, clock, tables.PLACES.rows([county]))
actor = get_system_actor()
new = NewOutbreak("alder", "疫情", "Alder", "measles", "measles-us-county", "1", "1", "America/Chicago")
open_outbreak(actor, clock, outbreak=new)
today = clock.now().astimezone(ZoneInfo(new.timezone)).date()
friend = NewPerson("p-2", full_name="Made Up", phone="555-0100", residence_place_id="1")
case = CaseReport(NewPerson("p-1", residence_place_id="1"), today, facts={"onset_on": today - timedelta(days=1)},
                  contacts=(ContactGiven(friend, last_on=today - timedelta(days=1)),))
report_case(actor, clock, outbreak_id="alder", report=case)
respond_now(actor, clock, outbreak_id="alder")
decide(actor, clock, outbreak_id="alder", act="advise", people=["p-2"], reason="named")
"""


@pytest.fixture(scope="module")
def run(shared):
    """A home with one county, one case and one contact who is followed up."""
    shared.program(OPEN)
    return partial(shared.run, "follow-ups")


def test_from_the_list_to_the_release(run):
    """List, check red, flags, refused release, early release, closed."""
    shown = run("list", "--outbreak", "alder", "--only", "open")
    assert "1 / 1" in shown.stdout, shown.stderr
    assert "Made Up" not in shown.stdout
    key = shown.stdout.split()[0]
    checked = run("check", key, "--result", "symptoms", "--symptom", "rash")
    assert "RED FLAG" in checked.stdout, checked.stderr
    assert "rash" in run("flags", "--outbreak", "alder").stdout
    assert "not-found" in run("move", key, "--to", "nowhere", "--reason", "told us").stderr
    refused = run("release", key, "--reason", "well again")
    assert refused.returncode == 2
    assert "not-yet-releasable" in refused.stderr
    assert "released" in run("release", key, "--reason", "moved away", "--early").stdout
    assert "1 / 1" in run("list", "--outbreak", "alder", "--only", "closed").stdout
    assert run("missed", "--outbreak", "alder").returncode == 0


def test_a_call_list_is_a_file_with_numbers_and_needs_a_reason(run, shared):
    out = shared.folder / "calls.csv"
    written = run("export", "--outbreak", "alder", "--out", out, "--reason", "call centre", "--only", "")
    assert ": 1" in written.stdout, written.stderr
    (row,) = csv.DictReader(out.open(encoding="utf-8-sig"))
    assert (row["person_id"], row["name"], row["phone"]) == ("p-2", "Made Up", "555-0100")
    assert "reason-needed" in run("export", "--outbreak", "alder", "--out", out, "--reason", " ").stderr
