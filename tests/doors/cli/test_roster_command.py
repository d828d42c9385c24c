"""`fangxian roster` as a person runs it."""

from pathlib import Path

import polars as pl
import pytest
import typer
from typer.testing import CliRunner, Result

from fangxian.doors.cli.commands.roster import register
from fangxian.engines.problems import Problem

PEOPLE = "person_id,skills\nan,nurse\nbo,\ncui,\n"
SHIFTS = """shift_id,starts_at,ends_at,need,kind,skills
morning,2021-07-31 08:00,2021-07-31 16:00,1,day,nurse
evening,2021-07-31 16:00,2021-08-01 00:00,1,day,
night,2021-08-01 00:00,2021-08-01 08:00,1,night,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "people.csv").write_text(PEOPLE)
    (tmp_path / "shifts.csv").write_text(SHIFTS)
    (tmp_path / "alone.yaml").write_text("night_at_least: 1\n")
    return tmp_path


def run(folder: Path, *options: object) -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)
    words = [
        "roster",
        "--people",
        folder / "people.csv",
        "--shifts",
        folder / "shifts.csv",
        "--out",
        folder / "out",
    ]
    ran = CliRunner().invoke(app, [str(word) for word in [*words, *options]], env={"COLUMNS": "100"})
    if ran.exception and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    assert ran.exit_code == 0, ran.output
    return ran


def read(folder: Path, name: str) -> pl.DataFrame:
    return pl.read_csv(folder / "out" / name)


def test_hours_without_a_zone_are_local_and_everybody_has_one_shift(folder: Path) -> None:
    said = run(folder, "--rules", folder / "alone.yaml").stdout
    roster = read(folder, "roster.csv")
    assert roster["starts_at"].to_list()[0].startswith("2021-07-31T00:00")
    assert roster.filter(shift_id="morning")["person_id"].to_list() == ["an"]
    assert sorted(roster["person_id"]) == ["an", "bo", "cui"]
    assert "hours a head · 人均工时: 8.0 (8-8)" in said
    assert "gap · 差距: 0.00%" in said


def test_a_night_takes_two_so_another_shift_is_short_and_says_why_in_both_languages(folder: Path) -> None:
    said = run(folder).stdout
    assert read(folder, "short.csv").select("shift_id", "missing").rows() == [("evening", 1)]
    assert "班间休息 rest between shifts" in said


def test_made_again_with_an_absence_only_that_shift_changes_hands(folder: Path) -> None:
    run(folder, "--rules", folder / "alone.yaml")
    first = dict(read(folder, "roster.csv").select("shift_id", "person_id").iter_rows())
    ill = first["evening"]
    (folder / "ill.csv").write_text(f"person_id,from_at,to_at\n{ill},2021-07-31 12:00,2021-08-02 00:00\n")
    (folder / "people.csv").write_text(PEOPLE + "dai,\n")
    said = run(
        folder, "--rules", folder / "alone.yaml", "--absences", folder / "ill.csv",
        "--previous", folder / "out" / "roster.csv",
    ).stdout  # fmt: skip
    again = dict(read(folder, "roster.csv").select("shift_id", "person_id").iter_rows())
    assert again == first | {"evening": "dai"}
    assert "changes · 变动: 0" in said


def test_a_row_that_cannot_be_is_refused_with_its_line(folder: Path) -> None:
    (folder / "shifts.csv").write_text(SHIFTS + "backwards,2021-08-02 08:00,2021-08-02 07:00,1,day,\n")
    run(folder)
    assert read(folder, "rejected.csv").select("file", "line", "reason_en").rows() == [
        ("shifts.csv", 5, "it has to end after it begins")
    ]


def test_a_rule_nobody_knows_is_refused_and_nothing_is_written(folder: Path) -> None:
    (folder / "odd.yaml").write_text("sleep_hours: 9\n")
    with pytest.raises(Problem, match="sleep_hours"):
        run(folder, "--rules", folder / "odd.yaml")
    assert not (folder / "out").exists()
