"""`fangxian forecast`: from a line list or published counts to the days to come."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
import typer
from typer.testing import CliRunner

from fangxian.doors.cli.commands.forecast import register
from fangxian.engines.problems import Problem

LIST = "case_id,reported_on\n1,2021-07-28\n2,2021-07-29\n3,2021-07-30\n4,2021-07-31\n"
COUNTS = "day,confirmed_new,asymptomatic_new\n2021-07-28,0,1\n2021-07-29,2,5\n2021-07-30,6,\n2021-07-31,4,4\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FANGXIAN_HOME", str(tmp_path / "home"))
    (tmp_path / "cases.csv").write_text(LIST, "utf-8")
    (tmp_path / "counts.csv").write_text(COUNTS, "utf-8")
    return tmp_path


def run(folder: Path, *options: object) -> str:
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)
    words = ["forecast", *options, "--population", 20_000, "--futures", 3000]
    ran = CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "120"})
    if ran.exception and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    assert ran.exit_code == 0, ran.output
    return ran.output


def test_a_line_list_gives_a_row_a_day_and_the_final_size(folder):
    out = folder / "forecast.parquet"
    told = run(folder, "--cases", folder / "cases.csv", "--days", 5, "--out", out)
    table = pl.read_parquet(out)
    assert table["on"].to_list() == [*(date(2021, 8, day) for day in range(1, 6)), None]
    assert table.columns == ["on", "day", "q05", "q25", "q50", "q75", "q95"]
    assert "至今 so far (2021-07-31): 4" in told
    assert "最终规模 final size" in told


def test_published_counts_are_read_too_and_what_came_after_today_is_not(folder):
    out = folder / "forecast.csv"
    told = run(folder, "--counts", folder / "counts.csv", "--today", "2021-07-30", "--out", out)
    assert "至今 so far (2021-07-30): 8" in told
    assert pl.read_csv(out)["q05"][-1] >= 8


def test_one_of_the_two_files_is_asked_for(folder):
    with pytest.raises(Problem) as found:
        run(folder, "--out", folder / "forecast.csv")
    assert found.value.code == "cases-or-counts"


def test_a_measure_the_plan_does_not_have_is_named(folder):
    with pytest.raises(Problem) as found:
        run(folder, "--cases", folder / "cases.csv", "--without", "mass-test", "--out", folder / "f.csv")
    assert found.value.code == "no-such-measure-to-leave-out"
