"""`fangxian compare-rules` as a person runs it."""

from pathlib import Path

import polars as pl
import pytest
import typer
from typer.testing import CliRunner, Result

from fangxian.doors.cli.commands.compare_rules import register
from fangxian.engines.problems import Problem
from tests.engines.tracing.drawing import ZONE, drawn

CASES = """case_id,person_id,reported_on,kind
c1,ann,2021-07-28,confirmed
c2,bo,2021-07-31,confirmed
c3,zoe,2021-07-31,confirmed
"""
PLACES = """place_id,name,level,lat,lon
hall,大厅,venue,28.2003,112.97
mall,商场,venue,28.2010,112.97
"""
STAYS = """
    ann  hall |MM....|
    bo   hall |MM....|
    cem  hall |..EE..|
    dora hall |....##|
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cases.csv").write_text(CASES)
    (tmp_path / "places.csv").write_text(PLACES)
    drawn(STAYS).write_parquet(tmp_path / "stays.parquet")
    return tmp_path


def run(*options: str) -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)
    ran = CliRunner().invoke(app, ["compare-rules", *options], env={"COLUMNS": "100"})
    if ran.exception and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    assert ran.exit_code == 0, ran.output
    return ran


def files(folder: Path, *names: str) -> list[str]:
    given = {"cases": "cases.csv", "presences": "stays.parquet", "places": "places.csv", "out": "out.csv"}
    return [word for name in names for word in (f"--{name}", str(folder / given[name]))]


def test_an_outbreak_as_reported_says_whom_each_rule_lists_and_which_later_cases_it_had(folder):
    asked = files(folder, "cases", "presences", "places", "out")
    said = run(*asked, "--timezone", ZONE, "--as-of", "2021-07-28T20:00+08:00")
    table = pl.read_csv(folder / "out.csv")
    people = dict(table.select("rule", "people").rows())
    assert people["same_venue_day"] == 3
    assert people["venue_interval"] == 2
    assert people["session_zone_seat"] == 1
    assert table["later_cases"].unique().to_list() == [2]
    assert table["later_listed"].max() == 1
    assert table["missed"].null_count() == table.height
    assert "同场所同日" in said.stdout
    assert "Without the positions of phones" in said.stderr


def test_one_rule_may_be_asked_for(folder):
    run(*files(folder, "cases", "presences", "out"), "--timezone", ZONE, "--rule", "venue_interval")
    assert pl.read_csv(folder / "out.csv")["rule"].to_list() == ["venue_interval"]


def test_simulated_outbreaks_say_what_each_rule_misses_with_an_interval(tmp_path):
    out, trials = tmp_path / "out.csv", tmp_path / "trials.csv"
    small = ["--simulate", "2", "--people", "400", "--rule", "same_venue_day", "--rule", "venue_interval"]
    run(*small, "--out", str(out), "--trials-out", str(trials))
    table = pl.read_csv(out)
    assert table["rule"].to_list() == ["same_venue_day", "venue_interval"]
    assert (table["people_low"] <= table["people"]).all()
    assert (table["people"] <= table["people_high"]).all()
    assert pl.read_csv(trials).height == 4


def test_nothing_to_compare_is_said_clearly_and_nothing_is_written(tmp_path):
    with pytest.raises(Problem) as caught:
        run("--out", str(tmp_path / "out.csv"))
    assert caught.value.code == "nothing-to-compare"
    assert not (tmp_path / "out.csv").exists()
