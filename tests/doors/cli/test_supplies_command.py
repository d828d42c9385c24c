"""`fangxian supplies` as a person runs it."""

from pathlib import Path

import polars as pl
import pytest
import typer
from typer.testing import CliRunner, Result

from fangxian.doors.cli.commands.supplies import register
from fangxian.engines.problems import Problem

HOMES = """household_id,place_id,gate_id,infants,children,adults,elders,lat,lon
h1,guanliping,east,1,0,2,0,29.131,110.471
h2,guanliping,east,0,0,1,1,29.131,110.471
h3,guanliping,west,0,2,2,0,29.140,110.480
h4,guanliping,,0,0,0,2,,
h5,guanliping,west,-1,0,2,0,29.140,110.480
"""
STOCK = """lot_id,depot_id,item,quantity,expires_on,arrives_on,lat,lon
a,school,grain,5000,2021-12-01,,29.12,110.46
b,school,vegetables,40000,2021-08-07,,29.12,110.46
c,school,vegetables,20000,2021-08-12,2021-08-06,29.12,110.46
d,school,formula,2,2022-08-09,,29.12,110.46
"""
ASKED = "request_id,household_id,item,quantity,urgent\nq1,h1,formula,1,yes\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"homes.csv": HOMES, "stock.csv": STOCK, "asked.csv": ASKED}.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def run(folder: Path, command: str, *options: object) -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)
    words = [
        "supplies",
        command,
        "--households",
        folder / "homes.csv",
        "--stock",
        folder / "stock.csv",
        *options,
    ]
    ran = CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})
    if ran.exception and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    assert ran.exit_code == 0, ran.output
    return ran


def plan(folder: Path, *options: object) -> Result:
    asked = ("--requests", folder / "asked.csv", "--starts", "2021-08-05T08:00", "--out", folder / "out")
    return run(folder, "plan", *asked, *options)


def test_every_household_stands_in_one_file_and_whoever_is_on_a_round_in_another(folder: Path) -> None:
    said = plan(folder).stdout
    assert "4 = 0 supplied · 已够 + 3 on a round · 在途 + 1 unserved · 未保障" in said
    assert "not-on-the-map: 1 (位置不明 not on the map)" in said
    homes = pl.read_csv(folder / "out" / "households.csv")
    assert homes.select("household_id", "state").rows()[-1] == ("h4", "unserved")
    assert set(pl.read_csv(folder / "out" / "drops.csv")["household_id"]) == {"h1", "h2", "h3"}


def test_what_is_short_is_said_with_the_unit_and_how_many_households_wait_for_it(folder: Path) -> None:
    assert "short · 缺: 食用油 cooking oil 768 ml, 4 households · 户" in plan(folder).stdout


def test_a_row_that_cannot_be_is_rejected_with_its_reason(folder: Path) -> None:
    assert "read 5 = 4 accepted + 0 duplicate + 1 rejected" in plan(folder).stdout
    row = pl.read_csv(folder / "out" / "rejected.csv").row(0, named=True)
    assert (row["column"], row["reason_en"]) == ("infants", "0 to 1,000 people")


def test_times_are_local_and_a_second_run_gives_the_same_files(folder: Path) -> None:
    plan(folder)
    first = {path.name: path.read_bytes() for path in (folder / "out").iterdir()}
    assert b"2021-08-05T08:" in first["rounds.csv"]
    plan(folder)
    assert {path.name: path.read_bytes() for path in (folder / "out").iterdir()} == first


def test_a_folder_with_other_files_is_left_alone(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "letter.txt").write_text("mine")
    with pytest.raises(Problem) as refused:
        plan(folder)
    assert refused.value.code == "not-an-output"


def test_the_day_things_run_out_counts_what_is_on_its_way(folder: Path) -> None:
    said = run(folder, "forecast", "--today", "2021-08-05", "--days", 7, "--out", folder / "days.csv").stdout
    assert "vegetables (g): in stock · 在库 40,000, coming · 在途 20,000, a day · 日用 2,975: lasts" in said
    assert (
        "rice and flour (g): in stock · 在库 5,000, coming · 在途 0, a day · 日用 2,825: runs out on · 断供 2021-08-06"
        in said
    )
    days = pl.read_csv(folder / "days.csv").filter(item="vegetables")
    assert days["opening"].to_list()[0] == 40_000
    assert days["arrived"].to_list()[1] == 20_000
