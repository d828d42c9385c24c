"""`sign-in-link` and `journal` as somebody at a terminal meets them: in a home of their own."""

import sqlite3

import pytest
from terminal import Terminal

LOAD = """
from fangxian.site.start import prepare_database, start
start()
prepare_database()
from fangxian.engines import tables
from fangxian.operations.accounts.cast import Post
from fangxian.operations.accounts.queries import get_system_actor, get_world_clock
from fangxian.operations.accounts.services import appoint_cast
from fangxian.operations.places.services import load_places
from fangxian.engines.problems import Text
clock = get_world_clock()
tree = tables.PLACES.rows([{"place_id": "1", "name": "Alder County", "level": "county"}])
load_places(get_system_actor(), clock, tree)
post = Post("commander", "commander", "1", "command_office", Text("指挥", "Commander"))
appoint_cast(get_system_actor(), clock, [post])
"""


@pytest.fixture(scope="module")
def world(shared) -> Terminal:
    """A home with one county and one commander."""
    shared.program(LOAD)
    return shared


def test_a_link_is_printed_for_who_exists_and_a_sentence_for_who_does_not(world):
    made = world.run("sign-in-link", "--as", "commander", "--port", "8400")
    assert made.stdout.startswith("http://127.0.0.1:8400/sign-in/")
    refused = world.run("sign-in-link", "--as", "nobody")
    assert refused.returncode == 2
    assert "nobody" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_an_untouched_journal_verifies_and_its_anchor_covers_it(world, tmp_path):
    untouched = world.run("journal", "verify")
    assert untouched.returncode == 0
    assert "The journal is whole" in untouched.stdout
    kept = tmp_path / "anchor.json"
    assert world.run("journal", "anchor", "--out", str(kept)).returncode == 0
    covered = world.run("journal", "verify", "--anchor", str(kept))
    assert covered.returncode == 0
    assert "Unanchored tail: 0" in covered.stdout


def test_a_file_that_is_no_anchor_is_said_to_be_none(world, tmp_path):
    wrong = tmp_path / "anchor.json"
    wrong.write_text("{}", encoding="utf-8")
    assert "not-an-anchor" in world.run("journal", "verify", "--anchor", str(wrong)).stderr


def test_an_edit_in_the_database_file_ends_with_exit_code_1_and_its_number(world):
    with sqlite3.connect(world.home / "fangxian.sqlite3") as database:
        [(entry,)] = database.execute("SELECT entry_id FROM journal_seal WHERE seq = 2").fetchall()
        database.execute("UPDATE journal_entry SET who = 'nobody' WHERE id = ?", [entry])
    found = world.run("journal", "verify")
    assert found.returncode == 1
    assert "First bad seq: 2" in found.stdout
    assert "首个异常序号: 2" in found.stdout
