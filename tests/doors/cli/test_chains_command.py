"""`fangxian chains` as a person runs it."""

from pathlib import Path

import polars as pl
import pytest
import typer
from typer.testing import CliRunner

from fangxian.doors.cli.commands.chains import register
from fangxian.engines.problems import Problem

CASES = """case_id,person_id,reported_on,onset_on,source_case_id
a,p1,2021-07-25,2021-07-22,
b,p2,2021-07-29,2021-07-27,
c,p3,2021-07-29,2021-07-27,
"""
PRESENCES = """person_id,place_id,arrive_at,leave_at
p1,teahouse,2021-07-21 10:00,2021-07-21 12:00
p2,teahouse,2021-07-21 10:30,2021-07-21 12:00
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cases.csv").write_text(CASES)
    (tmp_path / "presences.csv").write_text(PRESENCES)
    (tmp_path / "homes.csv").write_text("person_id,household_id\np1,h\np3,h\n")
    (tmp_path / "named.csv").write_text("source_case_id,person_id,last_on\na,p2,2021-07-21\n")
    return tmp_path


def run(folder: Path, *options: str) -> str:
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)
    given = ["chains", "--cases", str(folder / "cases.csv"), "--timezone", "Asia/Shanghai", *options]
    ran = CliRunner().invoke(app, given)
    if ran.exception and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    assert ran.exit_code == 0, ran.output
    return ran.stderr


def written(folder: Path, *options: str) -> pl.DataFrame:
    run(folder, *options, "--out", str(folder / "chains.csv"))
    return pl.read_csv(folder / "chains.csv")


def first(found: pl.DataFrame, infectee: str) -> str | None:
    return found.filter(infectee=infectee, rank=1)["infector"][0]


def test_the_line_list_alone_is_enough(folder):
    found = written(folder)
    assert found.columns[:4] == ["infectee", "infector", "probability", "rank"]
    assert set(found["infectee"]) == {"a", "b", "c"}
    sums = found.group_by("infectee").agg(pl.col("probability").sum())["probability"]
    assert sums.to_list() == pytest.approx([1.0] * 3, abs=1e-4)
    assert first(found, "a") is None


@pytest.mark.parametrize(
    ("option", "file", "infectee", "kind"),
    [
        ("--presences", "presences.csv", "b", "presence"),
        ("--households", "homes.csv", "c", "household"),
        ("--contacts", "named.csv", "b", "named"),
    ],
)
def test_each_further_file_makes_its_case_surer(folder, option, file, infectee, kind):
    alone, more = written(folder), written(folder, option, str(folder / file))
    asked = {"infectee": infectee, "infector": "a"}
    assert more.filter(**asked)["probability"][0] > alone.filter(**asked)["probability"][0]
    assert more.filter(**asked)["kind"][0] == kind


def test_the_meeting_that_weighs_most_is_named_in_local_time(folder):
    row = written(folder, "--presences", str(folder / "presences.csv")).filter(infectee="b", infector="a")
    assert row.select("place_id", "from_at").row(0) == ("teahouse", "2021-07-21T10:30:00+08:00")


def test_parquet_out_holds_the_same(folder):
    run(folder, "--out", str(folder / "chains.parquet"))
    same = pl.read_parquet(folder / "chains.parquet")
    assert same["probability"].to_list() == pytest.approx(written(folder)["probability"].to_list(), abs=1e-6)


def test_cases_of_two_outbreaks_do_not_infect_each_other(folder):
    (folder / "cases.csv").write_text(
        "case_id,person_id,reported_on,onset_on,outbreak_id\n"
        "a,p1,2021-07-25,2021-07-22,one\nb,p2,2021-07-29,2021-07-27,two\n"
    )
    assert written(folder)["infector"].null_count() == 2


def test_rows_that_cannot_be_read_are_told_and_the_rest_is_used(folder):
    (folder / "cases.csv").write_text(f"{CASES}d,p4,no day,,\n")
    said = run(folder, "--out", str(folder / "chains.csv"))
    assert "1/4 rows left out" in said
    assert "行未采用" in said


@pytest.mark.parametrize("disease", ["measles", "sars-cov-2-delta"])
def test_every_disease_pack_can_be_asked(folder, disease):
    assert written(folder, "--disease", disease).height >= 3


def test_the_disease_of_a_plan_is_taken(folder):
    by_plan, by_disease = (
        written(folder, "--plan", "measles-us-county"),
        written(folder, "--disease", "measles"),
    )
    assert by_plan.equals(by_disease)


def test_another_ending_is_refused_before_anything_is_read(folder):
    with pytest.raises(Problem) as refused:
        run(folder, "--out", str(folder / "chains.xlsx"))
    assert refused.value.code == "cannot-write-this-kind"
