"""`fangxian plan`: list, show in either language, lint with exit code 0 or 1."""

import re
from collections.abc import Sequence
from pathlib import Path
from shutil import copytree

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from fangxian.doors.cli.commands import plan as plan_command
from fangxian.stores.packs.folders import BUILT_IN


def _run(*arguments: str) -> Result:
    app = typer.Typer()
    plan_command.register(app)

    @app.callback()
    def root() -> None:
        """Stand in for the whole program."""

    return CliRunner().invoke(app, ["plan", *arguments])


def _has_chinese(lines: Sequence[str]) -> bool:
    return any(re.search(r"[\u3400-\u9fff]", line) for line in lines)


def test_list_names_every_plan_with_its_dates() -> None:
    shown = _run("list").output
    assert "cn-covid19-8e-2021  2021-05-14 – 2022-06-27" in shown
    assert "measles-us-county  2009-01-01 – …" in shown


def test_show_in_english_holds_no_chinese() -> None:
    shown = _run("show", "measles-us-county").output
    assert "MMR vaccine within 72 hours" in shown
    assert "[D4; A]" in shown
    assert not _has_chinese(shown.splitlines())


def test_show_in_chinese_marks_what_is_unconfirmed() -> None:
    shown = _run("show", "cn-covid19-8e-2021", "--language", "zh").output
    line = next(line for line in shown.splitlines() if "case-investigation.deadline.hours" in line)
    assert "24" in line
    assert "未证实" in line
    assert "全市停止线下教学" in shown


def test_lint_of_sound_plans_exits_with_zero() -> None:
    ran = _run("lint")
    assert ran.exit_code == 0, ran.output


def test_lint_of_a_broken_plan_names_the_line_and_exits_with_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "plans" / "measles-us-county"
    copytree(BUILT_IN / "plans" / "measles-us-county", folder)
    file = folder / "pack.yaml"
    lines = file.read_text(encoding="utf-8").replace("cases_14d >= 1", "case_14d >= 1").splitlines()
    file.write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setenv("FANGXIAN_PACKS", str(tmp_path))
    number = next(n for n, line in enumerate(lines, 1) if "case_14d >= 1" in line)
    ran = _run("lint", "measles-us-county", "--language", "zh")
    assert ran.exit_code == 1
    assert f"{file}:{number}: unknown-feature" in ran.output
    assert "cases_14d" in ran.output
