"""`fangxian assign-teams` as a person runs it."""

from pathlib import Path

import polars as pl
import pytest
import typer
from typer.testing import CliRunner, Result

from fangxian.doors.cli.commands.assign_teams import register
from fangxian.engines.problems import Problem

PEOPLE = """人员编号,工作队,技能,纬度,经度,单位
p1,t1,sample,28.000,113.000,教育局
p2,t1,,28.000,113.000,教育局
p3,,sample,28.100,113.000,住建局
p4,,,28.100,113.000,住建局
"""
POSTS = """place_id,need,skills,lat,lon
north,2,,28.100,113.000
south,1,sample,28.000,113.000
east,1,drive,28.000,113.100
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    (tmp_path / "posts.csv").write_text(POSTS, "utf-8")
    return tmp_path


def run(folder: Path, *options: object, out: str = "sent.csv") -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)
    words = [
        "assign-teams",
        "--people",
        folder / "people.csv",
        "--posts",
        folder / "posts.csv",
        "--out",
        folder / out,
        *options,
    ]
    ran = CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "100"})
    if ran.exception and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    assert ran.exit_code == 0, ran.output
    return ran


def where(folder: Path, name: str = "sent.csv") -> dict[str, str]:
    return dict(pl.read_csv(folder / name).select("person_id", "place_id").iter_rows())


def test_the_file_says_who_goes_where_how_far_and_why_in_both_languages(folder: Path) -> None:
    run(folder)
    sent = pl.read_csv(folder / "sent.csv")
    assert sent.columns == ["person_id", "place_id", "distance_m", "why", "post_id", "why_zh", "why_en"]
    assert where(folder) == {"p1": "south", "p3": "north", "p4": "north"}
    assert (
        sent.filter(person_id="p1")["why_en"].item()
        == "the nearest post that suits; has the skills the post asks for"
    )
    assert sent.filter(person_id="p1")["why_zh"].item().startswith("在适合的岗位中最近")


def test_cost_bound_gap_and_what_is_short_are_said(folder: Path) -> None:
    said = run(folder).output
    assert "needed · 需要: 4 = 3 sent · 已派 + 1 short · 缺员" in said
    assert "gap · 差距: 0.0000%" in said
    assert "short · 缺员: east, drive, 1 people" in said
    assert "people.csv: read 4 = 4 accepted" in said


def test_run_again_from_its_own_answer_nobody_moves(folder: Path) -> None:
    run(folder)
    said = run(folder, "--previous", folder / "sent.csv", out="again.csv").stdout
    assert where(folder, "again.csv") == where(folder)
    assert "moved · 调动: 0" in said


def test_teams_are_kept_together_when_asked_and_parquet_is_written(folder: Path) -> None:
    (folder / "posts.csv").write_text(
        "place_id,need,lat,lon\nnorth,2,28.1,113.0\nsouth,2,28.05,113.0\n", "utf-8"
    )
    said = run(folder, "--keep-teams", out="sent.parquet").stdout
    sent = dict(pl.read_parquet(folder / "sent.parquet").select("person_id", "place_id").iter_rows())
    assert sent["p1"] == sent["p2"]
    assert "teams split · 拆分工作队: 0" in said


def test_a_row_that_cannot_be_is_told_and_left_out(folder: Path) -> None:
    (folder / "people.csv").write_text(PEOPLE + "p5,,,128.0,113.0,住建局\n", "utf-8")
    said = run(folder).output
    assert "line 6 lat: a latitude is from -90 to 90" in said
    assert "p5" not in where(folder)


@pytest.mark.parametrize(
    ("options", "code"), [(("--solver", "guess"), "no-such-solver"), (("--out", "sent.txt"), "not-an-output")]
)
def test_what_cannot_be_done_is_a_problem_and_writes_nothing(folder: Path, options, code: str) -> None:
    with pytest.raises(Problem) as refused:
        run(folder, *options)
    assert refused.value.code == code
    assert not (folder / "sent.csv").exists()


def test_nobody_to_send_is_a_problem(folder: Path) -> None:
    (folder / "people.csv").write_text("person_id\n", "utf-8")
    with pytest.raises(Problem) as refused:
        run(folder)
    assert refused.value.code == "nobody-or-nothing"
