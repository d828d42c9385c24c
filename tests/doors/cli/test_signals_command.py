"""`fangxian signals` as somebody at a terminal meets it."""

from functools import partial

import pytest

from tests.doors.cli.test_areas_command import OPEN

WHERE = ("--outbreak", "town", "--place", "1a")


@pytest.fixture(scope="module")
def run(shared):
    """A home with a town of one community and one case."""
    shared.program(OPEN)
    return partial(shared.run, "signals")


def test_signals_are_recorded_listed_and_corrected(run):
    said = (
        run("record", "pool", "T-17", *WHERE, "--result-at", "2021-07-29T08:00", "--members", "10"),
        run("record", "capacity", "rooms", *WHERE, "--needed", "12", "--available", "9"),
        run("record", "feed", "lab", *WHERE, "--due-at", "2021-07-29T08:00"),
    )
    assert [one.stdout.strip() for one in said] == ["pool:T-17", "capacity:rooms@1a", "feed:lab@1a"], said
    listed = run("list", "--outbreak", "town").stdout
    assert "needed=12 available=9" in listed
    assert "result_at=2021-07-29T08:00:00+08:00" in listed
    assert listed.count("尚未运行预案") == 3
    run("record", "pool", "T-17", *WHERE, "--result-at", "2021-07-29T08:00", "--negative")
    again = run("list", "--outbreak", "town").stdout
    assert "confirmed=False" in again
    assert again.strip().endswith("3")


def test_before_anything_was_recorded_there_was_nothing(run):
    assert run("list", "--outbreak", "town", "--known-at", "2001-01-01T00:00").stdout.strip() == "0"


@pytest.mark.parametrize(
    "words",
    [
        ("record", "capacity", "helicopters", *WHERE, "--needed", "1", "--available", "0"),
        ("record", "pool", "T-1", "--outbreak", "town", "--place", "9", "--result-at", "2021-07-29T08:00"),
        ("list", "--outbreak", "no-such"),
    ],
)
def test_what_cannot_be_says_so(run, words):
    answer = run(*words)
    assert answer.returncode != 0
    assert answer.stderr.strip() or answer.stdout.strip()
