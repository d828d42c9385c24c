"""`fangxian restrictions` as somebody at a terminal meets it: in a home of its own."""

from functools import partial

OPEN = """
from datetime import timedelta
from fangxian.site.start import prepare_database, start
start()
prepare_database()
from fangxian.engines import tables
from fangxian.engines.problems import Problem
from fangxian.operations.accounts.queries import get_system_actor, get_world_clock
from fangxian.operations.cases.reports import NewOutbreak
from fangxian.operations.cases.services import open_outbreak
from fangxian.operations.places.services import load_places
from fangxian.operations.restraining import PersonAsked, request_restrictions
clock, actor = get_world_clock(), get_system_actor()
county = {"place_id": "1", "name": "Alder County", "level": "county"}
load_places(actor, clock, tables.PLACES.rows([county]))
actor = get_system_actor()
new = NewOutbreak("alder", "疫情", "Alder", "measles", "measles-us-county", "1", "1", "America/Chicago")
open_outbreak(actor, clock, outbreak=new)
listed = [PersonAsked(f"p-{number}") for number in range(7)]
try:
    request_restrictions(actor, clock, outbreak_id="alder", measure="home-quarantine", people=listed, reason="wish")
except Problem as problem:
    print(problem.code)
"""


def test_a_blocked_list_is_shown_with_who_asked_and_nobody_is_restricted(terminal):
    run = partial(terminal.say, "restrictions")
    assert terminal.program(OPEN).split() == ["list-blocked"]
    blocked = run("blocked", "--outbreak", "alder")
    assert ": 7 OPEN" in blocked
    assert "no evidence of this person in the outbreak 7" in blocked
    assert "p-3" not in blocked
    assert run("list", "--outbreak", "alder", "--late").split() == ["0", "/", "0"]
    assert run("appeals", "--outbreak", "alder").split() == ["0"]
    assert run("offers", "--outbreak", "alder") == ""
