"""The site puts together what it finds, keeps its keys to itself and lets nothing in from outside."""

import os
from pathlib import Path

import pytest

from fangxian.engines.problems import Problem
from fangxian.site import discovery
from fangxian.site.database import read_database
from fangxian.site.protection import POLICY
from fangxian.stores.home import home, read_or_make_key


@pytest.mark.django_db
def test_the_server_says_when_it_is_ready(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.django_db
def test_every_answer_carries_the_policy(client):
    for path in ("/healthz", "/nowhere"):
        assert client.get(path)["Content-Security-Policy"] == POLICY


def test_the_policy_allows_no_inline_script_and_no_other_host():
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert "default-src 'none'" in POLICY


def test_a_new_app_or_door_is_found_by_its_folder(tmp_path: Path, monkeypatch):
    for file in ("operations/sheds/apps.py", "doors/fax/apps.py", "doors/fax/urls.py", "doors/web/urls.py"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).touch()
    monkeypatch.setattr(discovery, "PACKAGE", tmp_path)
    assert discovery.list_apps() == ["fangxian.operations.sheds", "fangxian.doors.fax"]
    assert discovery.list_addresses() == [
        ("fax/", "fangxian.doors.fax.urls"),
        ("", "fangxian.doors.web.urls"),
    ]


def test_the_embedded_database_survives_a_power_cut_and_has_one_writer_at_a_time(tmp_path: Path):
    options = read_database("", tmp_path)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        assert pragma in options["init_command"]


def test_a_postgresql_address_is_taken_apart():
    found = read_database("postgresql://ann:p%40ss@db.example:5433/fang", Path("/unused"))
    names = ("USER", "PASSWORD", "HOST", "PORT", "NAME")
    assert [found[name] for name in names] == ["ann", "p@ss", "db.example", "5433", "fang"]


@pytest.mark.parametrize("address", ["mysql://host/name", "postgresql://host", "nonsense"])
def test_an_address_of_something_else_is_refused_in_words(address):
    with pytest.raises(Problem) as raised:
        read_database(address, Path("/unused"))
    assert raised.value.code == "not-a-database-address"


def test_home_is_made_where_the_environment_says(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("FANGXIAN_HOME", str(tmp_path / "deep" / "home"))
    assert home() == tmp_path / "deep" / "home"
    assert home().is_dir()


def test_a_key_is_made_once_and_is_its_owners_alone(tmp_path: Path):
    made = read_or_make_key(tmp_path, "site", lambda: os.urandom(32))
    assert read_or_make_key(tmp_path, "site", lambda: b"another") == made
    [key] = (tmp_path / "keys").iterdir()
    assert key.stat().st_mode & 0o777 == 0o600


def test_a_key_somebody_else_just_made_wins_over_ours(tmp_path: Path):
    def make_while_another_process_is_faster() -> bytes:
        (tmp_path / "keys" / "site").write_bytes(b"theirs")
        return b"ours"

    assert read_or_make_key(tmp_path, "site", make_while_another_process_is_faster) == b"theirs"
