"""`fangxian fit`: from a line list to how much of the outbreak is not on it."""

from pathlib import Path

import polars as pl
import pytest
import typer
from typer.testing import CliRunner, Result

from fangxian.doors.cli.commands.fit import register
from fangxian.engines.problems import Problem

LIST = """case_id,reported_on,onset_on,detection_route,residence_place_id,source_case_id
1,2021-07-28,2021-07-25,fever_clinic,c1,
2,2021-07-29,2021-07-28,contact,c1,1
3,2021-07-30,,mass_testing,c7,
4,2021-07-31,2021-07-30,contact,c1,2
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FANGXIAN_HOME", str(tmp_path / "home"))
    (tmp_path / "cases.csv").write_text(LIST, "utf-8")
    return tmp_path


def run(folder: Path, *options: object) -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)
    words = ["fit", "--cases", folder / "cases.csv", *options]
    ran = CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "120"})
    if ran.exception and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    assert ran.exit_code == 0, ran.output
    return ran


def test_a_line_list_is_fitted_the_draws_are_written_and_the_answer_is_told(folder):
    told = run(folder, "--out", folder / "fit.parquet", "--population", 20_000, "--futures", 6000).output
    assert pl.read_parquet(folder / "fit.parquet").height == 1000
    assert "病例 cases: 4; 天数 days: 4" in told
    assert "未发现 undetected, d0" in told


def test_days_without_a_case_up_to_today_are_known_days(folder):
    days = ("--today", "2021-08-05", "--population", 20_000, "--futures", 6000)
    assert "天数 days: 9" in run(folder, "--out", folder / "fit.csv", *days).output


def test_a_city_is_asked_for(folder):
    with pytest.raises(Problem) as found:
        run(folder, "--out", folder / "fit.csv")
    assert found.value.code == "one-city"


def test_either_a_list_with_a_file_to_write_or_an_outbreak_is_fitted_not_both(folder):
    for words in ((), ("--outbreak", "tiny", "--out", folder / "fit.csv")):
        with pytest.raises(Problem) as found:
            run(folder, *words)
        assert found.value.code == "one-list-to-fit"
