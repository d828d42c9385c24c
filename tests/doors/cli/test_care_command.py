"""`fangxian care` on the doors of tests/operations/rounds: who is late, and which household has nobody."""

from collections.abc import Callable

import pytest
import typer
from typer.testing import CliRunner

from fangxian.doors.cli.commands import care
from tests.operations.response.conftest import desk
from tests.operations.rounds.conftest import TONGYINLI
from tests.operations.screening.conftest import rounds, screen
from tests.operations.screening.test_key_people import close, name

__all__ = ["desk", "rounds", "screen"]
Say = Callable[..., str]


@pytest.fixture
def say(screen, monkeypatch) -> Say:
    """Say something at the terminal of a world in which 桐荫里 is closed and ann needs dialysis."""
    from fangxian.operations.accounts.queries import get_system_actor

    name(screen, "ann", "door-1", needs=("dialysis",), carers=("grid-worker",))
    close(screen, TONGYINLI)
    monkeypatch.setattr(care, "start_work", lambda source: (get_system_actor(source), screen.clock))
    app = typer.Typer()
    app.callback()(lambda: None)
    care.register(app)

    def run(*words: str) -> str:
        ran = CliRunner().invoke(app, ["care", *words, "--outbreak", "tiny"])
        assert ran.exit_code == 0, ran.output
        return ran.stdout

    return run


def test_people_are_listed_without_names_and_a_late_visit_says_so(say, screen):
    assert "ann door-1" in say("list")
    assert say("list", "--late").strip() == "0"
    screen.wait(49)
    assert "LATE" in say("list", "--late")


def test_a_household_without_a_carer_is_listed_and_the_last_line_adds_up(say):
    said = say("lacking")
    assert "door-2 1 -: 无人照护 nobody (+1)" in said
    assert (
        "households · 户: 2 = 1 with nobody · 无人照护 + 0 with too few · 人数不足 + 1 looked after" in said
    )
