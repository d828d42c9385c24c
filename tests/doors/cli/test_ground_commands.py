"""`serve`, `sign-in-link` and `journal` as somebody at a terminal meets them: real processes, a home of their own."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

PATIENCE_S = 60
"""Three seconds on an idle machine; the other tests keep both cores busy."""

FANGXIAN = Path(sys.executable).with_name("fangxian")

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
def world(tmp_path_factory) -> Path:
    """A home with one county and one commander."""
    home = tmp_path_factory.mktemp("world")
    subprocess.run([sys.executable, "-c", LOAD], env=environment(home), check=True)
    return home


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return {**kept, "FANGXIAN_HOME": str(home)}


def fangxian(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [FANGXIAN, *arguments], env=environment(home), capture_output=True, text=True, check=False
    )


def find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1) as answer:
            return bool(answer.read() == b"ok")
    except OSError:
        return False


def test_a_link_is_printed_for_who_exists_and_a_sentence_for_who_does_not(world):
    made = fangxian(world, "sign-in-link", "--as", "commander", "--port", "8400")
    assert made.stdout.startswith("http://127.0.0.1:8400/sign-in/")
    refused = fangxian(world, "sign-in-link", "--as", "nobody")
    assert refused.returncode == 2
    assert "nobody" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_the_server_gets_ready_refuses_a_second_on_its_port_and_ends_cleanly_when_told(world):
    port, began = find_port(), time.monotonic()
    server = subprocess.Popen([FANGXIAN, "serve", "--port", str(port)], env=environment(world))
    try:
        while not is_ready(port):
            assert server.poll() is None
            assert time.monotonic() - began < PATIENCE_S
            time.sleep(0.05)
        second = fangxian(world, "serve", "--port", str(port))
        assert second.returncode == 2
        assert "port-taken" in second.stderr
    finally:
        server.send_signal(signal.SIGTERM)
    assert server.wait(timeout=20) == 0


def test_an_untouched_journal_verifies_and_its_anchor_covers_it(world, tmp_path):
    untouched = fangxian(world, "journal", "verify")
    assert untouched.returncode == 0
    assert "The journal is whole" in untouched.stdout
    kept = tmp_path / "anchor.json"
    assert fangxian(world, "journal", "anchor", "--out", str(kept)).returncode == 0
    covered = fangxian(world, "journal", "verify", "--anchor", str(kept))
    assert covered.returncode == 0
    assert "Unanchored tail: 0" in covered.stdout


def test_a_file_that_is_no_anchor_is_said_to_be_none(world, tmp_path):
    wrong = tmp_path / "anchor.json"
    wrong.write_text("{}", encoding="utf-8")
    assert "not-an-anchor" in fangxian(world, "journal", "verify", "--anchor", str(wrong)).stderr


def test_an_edit_in_the_database_file_ends_with_exit_code_1_and_its_number(world, tmp_path):
    with sqlite3.connect(world / "fangxian.sqlite3") as database:
        [(entry,)] = database.execute("SELECT entry_id FROM journal_seal WHERE seq = 2").fetchall()
        database.execute("UPDATE journal_entry SET who = 'nobody' WHERE id = ?", [entry])
    found = fangxian(world, "journal", "verify")
    assert found.returncode == 1
    assert "First bad seq: 2" in found.stdout
    assert "首个异常序号: 2" in found.stdout
