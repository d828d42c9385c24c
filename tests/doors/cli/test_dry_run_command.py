"""`fangxian plan dry-run` and the cholera packs from outside: files and words only."""

from pathlib import Path

import polars as pl
import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from fangxian.doors.cli.commands import plan as plan_command
from fangxian.doors.cli.commands import respond as respond_command
from fangxian.stores.packs import read_measure, read_plan

CHOLERA = ("--outbreak", "cholera-saltmouth-2024")


def invoke(*words: str) -> Result:
    app = typer.Typer()
    plan_command.register(app)
    respond_command.register(app)
    return CliRunner().invoke(app, list(words))


def run(*words: str) -> str:
    found = invoke(*words)
    assert found.exit_code == 0, found.output + repr(found.exception)
    return found.output


@pytest.fixture
def _home(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("FANGXIAN_HOME", str(tmp_path / "home"))


@pytest.mark.usefixtures("_home")
def test_a_dry_run_says_which_rule_fired_when_for_what_and_for_how_many() -> None:
    said = run(
        "plan",
        "dry-run",
        "--plan",
        "cholera-port",
        *CHOLERA,
        "--at",
        "2024-05-13T18:00",
        "--until",
        "2024-05-14T18:00",
        "--every",
        "24h",
    )
    first, second = said.split("2024-05-14 18:00")
    assert "2024-05-13 18:00  1 cases known" in first
    assert "A case drew water here → measure: Close the suspected water point (1 places" in first
    assert "Two cases make a suspected outbreak → measure: Set up oral rehydration points" not in first
    assert "Two cases make a suspected outbreak → measure: Set up oral rehydration points" in second
    assert "household of a case → measure: Antibiotics" in first
    assert "1,635 people" in first


@pytest.mark.usefixtures("_home")
def test_two_plans_stand_side_by_side_in_either_language() -> None:
    plans = ("--plan", "cholera-port", "--plan", "measles-us-county")
    said = run("plan", "dry-run", *plans, *CHOLERA, "--at", "2024-05-14T18:00", "--language", "zh")
    assert "并列比较" in said
    assert "| 时刻 | cholera-port | measles-us-county |" in said
    assert "仅 cholera-port 启动: " in said


@pytest.mark.parametrize("every", ["0h", "often", "-3h"])
def test_a_step_that_is_no_number_of_hours_is_refused(every: str) -> None:
    words = [
        "plan",
        "dry-run",
        "--plan",
        "cholera-port",
        *CHOLERA,
        "--at",
        "2024-05-13T18:00",
        "--every",
        every,
    ]
    assert invoke(*words).exit_code != 0


@pytest.mark.usefixtures("_home")
def test_cholera_in_a_port_runs_as_packs_alone(tmp_path: Path) -> None:
    run("respond", *CHOLERA, "--out", str(tmp_path / "out"))
    measures = pl.read_csv(tmp_path / "out/measures.csv")
    at = {name: set(rows["place_id"]) for (name,), rows in measures.group_by("measure")}
    assert at["close-water-point"] == {"v-sal-quay-pump", "v-sal-fish-market-tap"}
    assert at["vaccination-round"] == at["prophylaxis-round"] == at["household-water-kit"]
    assert {place.rsplit("-", 1)[0] for place in at["household-water-kit"]} == {"sal-01", "sal-03"}
    assert {"rehydration-points", "safe-burial", "chlorinate-water"} <= set(at)
    bound = pl.read_csv(tmp_path / "out/restrictions.csv")
    assert set(bound["measure"]) == {"work-exclusion"}


def test_no_contact_is_quarantined_for_cholera() -> None:
    plan = read_plan("cholera-port")
    restricting = {measure.id for measure in plan.measures.values() if measure.restricts}
    assert restricting == {"close-water-point", "work-exclusion"}
    ring = [action for trigger in plan.triggers for action in trigger.then if action.within_m is not None]
    assert {action.within_m for action in ring} == {100}
    effect = read_measure("household-water-kit").effect
    assert effect is not None
    assert effect.reduces[0].high == 0.81
