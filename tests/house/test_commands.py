"""Every command explains itself with an example."""

import pytest
from typer.testing import CliRunner

from fangxian.doors.cli.main import app
from tools.reference.cli import list_commands

COMMANDS = dict(list_commands())


@pytest.mark.parametrize("name", COMMANDS)
def test_help_shows_an_example(name: str) -> None:
    shown = CliRunner().invoke(app, [*name.split()[1:], "--help"], env={"COLUMNS": "200"}).output
    assert any(f"{line.strip(' │')} ".startswith(f"{name} ") for line in shown.splitlines()), shown


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_is_for(name: str) -> None:
    silent = [
        parameter.name
        for parameter in COMMANDS[name].params
        if not (getattr(parameter, "help", "") or "").strip()
    ]
    assert silent == []


def test_a_problem_ends_with_exit_code_two_in_both_languages() -> None:
    import subprocess
    import sys

    program = "from fangxian.doors.cli.main import main; main()"
    ran = subprocess.run(
        [sys.executable, "-c", program, "plan", "lint", "no-such-plan"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert "no-such-pack" in ran.stderr
    assert "没有" in ran.stderr
