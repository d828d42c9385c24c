"""`fangxian restrictions` as somebody at a terminal meets it: a real process, a home of its own."""

import os
import subprocess
import sys
from pathlib import Path

FANGXIAN = Path(sys.executable).with_name("fangxian")

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


def test_a_blocked_list_is_shown_with_who_asked_and_nobody_is_restricted(tmp_path):
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    environment = {**kept, "FANGXIAN_HOME": str(tmp_path)}

    def run(*command: object) -> str:
        done = subprocess.run(
            [str(word) for word in command],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            cwd=tmp_path,
        )
        return done.stdout

    assert run(sys.executable, "-c", OPEN).split() == ["list-blocked"]
    blocked = run(FANGXIAN, "restrictions", "blocked", "--outbreak", "alder")
    assert ": 7 OPEN" in blocked
    assert "no evidence of this person in the outbreak 7" in blocked
    assert "p-3" not in blocked
    assert run(FANGXIAN, "restrictions", "list", "--outbreak", "alder", "--late").split() == ["0", "/", "0"]
    assert run(FANGXIAN, "restrictions", "appeals", "--outbreak", "alder").split() == ["0"]
    assert run(FANGXIAN, "restrictions", "offers", "--outbreak", "alder") == ""
