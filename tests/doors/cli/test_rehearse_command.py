"""`fangxian rehearse` as a person runs it."""

from pathlib import Path

import polars as pl
import pytest
import typer
from typer.testing import CliRunner, Result

from fangxian.doors.cli.commands.rehearse import register
from fangxian.engines.problems import Problem
from fangxian.engines.rehearsal import FUTURE

FEW = ("--futures", 8, "--days", 20, "--seed-cases", 5)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FANGXIAN_HOME", str(tmp_path / "home"))
    return tmp_path


def run(out: Path, *options: object) -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)
    words = ["rehearse", "--out", out, *options]
    ran = CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "120"})
    if ran.exception and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    assert ran.exit_code == 0, ran.output
    return ran


def test_two_plans_side_by_side_are_written_and_told_with_their_difference(folder):
    told = run(
        folder / "f.csv", "--population", 20_000, "--plan", "cn-covid19-8e-2021", "--plan", "nothing", *FEW
    ).output
    rows = pl.read_csv(folder / "f.csv", schema=FUTURE)
    assert rows["plan"].unique(maintain_order=True).to_list() == ["cn-covid19-8e-2021", "nothing"]
    assert rows.height == 16
    assert "nothing − cn-covid19-8e-2021, 感染 infections:" in told
    assert "不被任何预案全面胜过" in told
    assert "broadcast: 未找到告知本身改变多少接触的数据；No figure was found" in told


def test_a_city_of_a_pack_by_its_name_into_parquet_and_a_figure_that_is_set(folder):
    run(folder / "a.parquet", "--city", "Alder County", "--plan", "cn-covid19-8e-2021", *FEW)
    run(folder / "b.parquet", "--city", "alder", "--plan", "cn-covid19-8e-2021", "--set", "accepted=0", *FEW)
    usual, refused = (pl.read_parquet(folder / name) for name in ("a.parquet", "b.parquet"))
    assert usual["person_days_locked"].sum() > 0.0
    assert refused["person_days_locked"].sum() == 0.0
    assert usual["future"].to_list() == refused["future"].to_list() == list(range(8))


def test_it_stops_when_the_ranking_is_clear(folder):
    plans = ("--plan", "cn-covid19-8e-2021", "--plan", "nothing")
    run(folder / "f.csv", "--population", 60_000, *plans, "--futures", 500, "--until-decided", "--days", 40)
    assert 0 < pl.read_csv(folder / "f.csv").height < 1000


def test_the_same_command_gives_the_same_file(folder):
    for name in ("a.csv", "b.csv"):
        run(folder / name, "--population", 20_000, "--plan", "cn-covid19-8e-2021", "--threads", 1, *FEW)
    assert (folder / "a.csv").read_bytes() == (folder / "b.csv").read_bytes()


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (
            ("--population", 20_000, "--city", "alder", "--plan", "nothing", "--disease", "measles"),
            "one-city",
        ),
        (("--plan", "cn-covid19-8e-2021"), "one-city"),
        (("--population", 20_000, "--plan", "nothing"), "no-disease"),
        (("--city", "Saltmouth", "--plan", "cholera-port"), "route-not-modelled"),
        (
            ("--population", 20_000, "--plan", "cn-covid19-8e-2021", "--set", "signing_hours=soon"),
            "not-a-setting",
        ),
        (("--population", 20_000, "--plan", "cn-covid19-8e-2021", "--set", "speed=1"), "no-such-assumption"),
        (("--city", "Atlantis", "--plan", "cn-covid19-8e-2021"), "not-one-city"),
    ],
)
def test_what_cannot_be_rehearsed_is_refused_before_anything_is_written(folder, options, code):
    with pytest.raises(Problem) as refused:
        run(folder / "f.csv", *options)
    assert refused.value.code == code
    assert not (folder / "f.csv").exists()


def test_a_file_that_is_neither_is_refused_at_once(folder):
    with pytest.raises(Problem) as refused:
        run(folder / "f.xlsx", "--population", 20_000, "--plan", "cn-covid19-8e-2021")
    assert refused.value.code == "not-a-futures-file"
