"""`fangxian place-sites` as a person runs it."""

import re
import shlex
from pathlib import Path

import polars as pl
import pytest
import typer
from terminal import Terminal
from typer.testing import CliRunner, Result

from fangxian.doors.cli.commands.place_sites import register
from fangxian.engines.problems import Problem
from tools.shape import ROOT

DEMAND = """place_id,population,lat,lon
north,9000,28.010,113.000
middle,9000,28.005,113.000
south,2000,28.000,113.000
far,300,28.200,113.000
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "demand.csv").write_text(DEMAND)
    return tmp_path


def run(folder: Path, *options: object, demand: str = "demand.csv", out: str = "sites") -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)
    words = ["place-sites", "--demand", folder / demand, "--out", folder / out, *options]
    ran = CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "100"})
    if ran.exception and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    assert ran.exit_code == 0, ran.output
    return ran


def read(folder: Path, name: str, out: str = "sites") -> pl.DataFrame:
    return pl.read_csv(folder / out / name)


def test_the_files_hold_the_promised_columns_and_everybody(folder: Path) -> None:
    run(folder)
    assert read(folder, "sites.csv").columns == ["site_id", "place_id", "lat", "lon", "capacity"]
    assert read(folder, "assignments.csv").columns == ["place_id", "site_id", "people", "walk_m"]
    assert read(folder, "unserved.csv").columns == ["place_id", "people", "reason"]
    sent = read(folder, "assignments.csv")["people"].sum() + read(folder, "unserved.csv")["people"].sum()
    assert sent == 20_300
    loads = read(folder, "assignments.csv").group_by("site_id").agg(pl.col("people").sum())
    assert loads["people"].max() <= 12_000


def test_objective_bound_gap_and_the_norm_are_said_in_both_languages(folder: Path) -> None:
    """Two sites (1.15 x 20,300 / 12,000): south joins the middle, 556 m away; nobody serves far."""
    said = run(folder).stdout
    walked = read(folder, "assignments.csv").select((pl.col("people") * pl.col("walk_m")).sum()).item()
    assert f"objective · 目标值: {walked + 300 * 15_000:,.0f} people-metres" in said
    assert "gap · 差距: 0.00%" in said
    assert "bound · 下界:" in said
    assert "300 unserved · 未安排" in said
    assert "here · 本次: 20,300 people · 人, 2 sites · 处, 10,150 a site" in said
    assert "730,970 people · 人, 44 sites · 处, 16,613 a site · 人/处; norm · 规范: 244-366 sites" in said


def test_whoever_lives_beyond_the_walk_is_listed_with_the_reason(folder: Path) -> None:
    run(folder)
    place, people, reason = read(folder, "unserved.csv").row(0)
    assert (place, people) == ("far", 300)
    assert reason == "步行范围内未设采样点 no site was opened within the walk"


def test_given_sites_are_the_only_places_for_sites(folder: Path) -> None:
    (folder / "schools.csv").write_text(
        "site_id,lat,lon,capacity\nschool,28.004,113,15000\nyard,28.009,113,\n"
    )
    run(folder, "--sites", folder / "schools.csv")
    sites = read(folder, "sites.csv")
    assert sites.select("site_id", "capacity").rows() == [("school", 15_000), ("yard", 12_000)]


def test_sites_that_are_open_stay_open_when_the_demand_changes(folder: Path) -> None:
    run(folder)
    standing = set(read(folder, "sites.csv")["site_id"])
    (folder / "later.csv").write_text("place_id,population,lat,lon\nfar,5000,28.2,113\n")
    run(folder, "--keep", folder / "sites/sites.csv", "--most-sites", 3, demand="later.csv", out="later")
    assert set(read(folder, "sites.csv", "later")["site_id"]) == standing | {"far-1"}
    assert read(folder, "assignments.csv", "later").rows() == [("far", "far-1", 5_000, 0.0)]


def test_nothing_is_lost_of_a_file_with_faults(folder: Path) -> None:
    faults = "bad-lat,10,91,113\nless,-4,28,113\nsouth,2001,28,113\nnorth,9000,28.010,113.000\nnobody,,28,113\nx,1.5,28,113\n"
    (folder / "faulty.csv").write_text(DEMAND + faults)
    ran = run(folder, demand="faulty.csv")
    assert "read 10 = 4 accepted + 1 duplicate + 5 rejected · 读入 10，采用 4，重复 1，未采用 5" in ran.stderr
    rejected = read(folder, "rejected.csv")
    assert rejected["file"].unique().to_list() == ["faulty.csv"]
    assert rejected.select("line", "column").rows() == [
        (6, "lat"),
        (7, "population"),
        (8, "place_id"),
        (10, "population"),
        (11, "population"),
    ]
    assert rejected["reason_zh"].null_count() == rejected["reason_en"].null_count() == 0


def test_old_people_living_alone_are_visited_and_counted_apart(folder: Path) -> None:
    (folder / "old.csv").write_text("place_id,population,lat,lon,alone_65\nnorth,9000,28.01,113,100\n")
    said = run(folder, demand="old.csv").stdout
    assert read(folder, "door_to_door.csv").rows() == [("north", 100, 2.5)]
    assert read(folder, "assignments.csv")["people"].sum() == 8_900
    assert "100 people · 人, 3 teams" in said


def test_a_file_of_an_earlier_run_that_is_not_written_again_goes_away(folder: Path) -> None:
    (folder / "old.csv").write_text("place_id,population,lat,lon,alone_65\nnorth,9000,28.01,113,100\n")
    run(folder, demand="old.csv")
    run(folder)
    assert not (folder / "sites/door_to_door.csv").exists()


def test_a_folder_with_other_files_is_left_alone(folder: Path) -> None:
    (folder / "sites").mkdir()
    (folder / "sites/letter.txt").write_text("dear")
    with pytest.raises(Problem, match=r"letter\.txt"):
        run(folder)
    assert [path.name for path in (folder / "sites").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("place_id,population,lat,lon\nnorth,0,28,113\n", "nobody-to-sample"),
        ("place_id,population,lat,lon\nnorth,many,28,113\n", "nobody-to-sample"),
        ("place_id,population\nnorth,9\n", "cannot-read-file"),
        ("", "cannot-read-file"),
    ],
)
def test_a_file_without_anybody_to_sample_is_refused_and_nothing_is_written(
    folder: Path, text: str, code: str
) -> None:
    (folder / "empty.csv").write_text(text)
    with pytest.raises(Problem) as raised:
        run(folder, demand="empty.csv")
    assert raised.value.code == code
    assert not (folder / "sites").exists()


def test_a_list_of_sites_of_which_no_row_can_be_read_is_refused_and_communities_do_not_step_in(
    folder: Path,
) -> None:
    (folder / "schools.csv").write_text("site_id,lat,lon,capacity\nschool,28,113,0\n")
    with pytest.raises(Problem, match="no place for a site"):
        run(folder, "--sites", folder / "schools.csv")
    assert not (folder / "sites").exists()


def test_fewer_desks_make_longer_queues_and_the_norm_of_waiting_asks_for_more(folder: Path) -> None:
    run(folder, "--most-wait", 600)
    patient = read(folder, "desks.csv")
    run(folder, "--most-wait", 10)
    hurried = read(folder, "desks.csv")
    assert patient["desks"].sum() < hurried["desks"].sum()
    assert patient["wait_minutes"].max() > 10 >= hurried["wait_minutes"].max()


def test_the_page_about_sites_can_be_followed(terminal: Terminal) -> None:
    """The files are those shown (```csv NAME); every command of the page runs, one after the other."""
    text = (ROOT / "docs/how-to/sites.md").read_text("utf-8")
    for name, body in re.findall(r"^```csv (\S+)\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        (terminal.folder / name).write_text(body, "utf-8")
    commands = re.findall(r"^fangxian (.*)$", text, re.MULTILINE)
    said = [terminal.say(*shlex.split(command)) for command in commands]
    assert len(said) == 4
    assert all("gap · 差距" in one for one in said)
    assert read(terminal.folder, "door_to_door.csv")["people"].sum() == 410
    kept, later = (
        set(read(terminal.folder, "sites.csv", out)["site_id"]) for out in ("sites", "second-round")
    )
    assert kept < later
