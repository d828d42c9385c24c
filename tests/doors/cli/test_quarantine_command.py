"""`fangxian quarantine` as a person runs it."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
import typer
from typer.testing import CliRunner, Result

from fangxian.doors.cli.commands.quarantine import register
from fangxian.engines.problems import Problem

PEOPLE = """person_id,party_id,group_id,needs,lat,lon
ann,f1,boat,dialysis,29.03,111.69
bo,f1,boat,,29.03,111.69
cem,,boat,,29.03,111.69
dora,,tea,infant,29.04,111.70
"""
FLOORS = """site_id,floor,rooms,offers,lat,lon
inn,2,3,dialysis,29.03,111.70
hall,1,9,,29.10,111.70
"""
CAPACITY = """kind,name,from_on,capacity,taken
rooms,inn,2021-07-20,3,1
beds,ward,2021-07-20,5,0
beds,new hospital,2021-08-09,1000,0
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FANGXIAN_HOME", str(tmp_path / "home"))
    for name, text in (("people", PEOPLE), ("floors", FLOORS), ("capacity", CAPACITY)):
        (tmp_path / f"{name}.csv").write_text(text)
    return tmp_path


def run(*words: object) -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)
    asked = ["quarantine", *(str(word) for word in words)]
    ran = CliRunner().invoke(app, asked, env={"COLUMNS": "100"})
    if ran.exception and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    assert ran.exit_code == 0, ran.output
    return ran


def place(folder: Path, *options: object, people: str = "people", out: str = "rooms.csv") -> str:
    files = ("--people", folder / f"{people}.csv", "--sites", folder / "floors.csv", "--out", folder / out)
    return run("place", *files, *options).stdout


def test_everybody_has_a_room_or_is_named_with_what_is_short(folder: Path) -> None:
    said = place(folder)
    given = pl.read_csv(folder / "rooms.csv", schema_overrides={"room": pl.String})
    where = {
        who: (site, room) for who, site, room in given.select("person_id", "site_id", "room").iter_rows()
    }
    assert where["ann"] == where["bo"] == ("inn", "201")
    assert where["cem"][0] == "hall", "half of the boat's two rooms are at the inn already"
    assert pl.read_csv(folder / "rooms-without.csv")["person_id"].to_list() == ["dora"]
    assert (
        "short · 不足: 1 people · 人: no floor offers care for an infant · 没有楼层可提供婴幼儿照护" in said
    )
    assert "people · 人数: 4 = 3 with a room · 有房间 + 1 without · 无房间" in said
    assert "gap · 差距: 0.00%" in said


def test_with_rooms_given_earlier_nobody_moves(folder: Path) -> None:
    place(folder)
    before = pl.read_csv(folder / "rooms.csv")
    place(folder, "--keep", folder / "rooms.csv", "--group-share", 1, out="again.csv")
    again = pl.read_csv(folder / "again.csv")
    columns = ["person_id", "site_id", "room"]
    assert again.select(columns).equals(before.select(columns))
    assert set(again["why_en"]) == {"has a room already and is not moved"}


def test_a_need_nobody_knows_is_refused_by_line(folder: Path) -> None:
    (folder / "odd.csv").write_text(PEOPLE.replace("infant", "a pony"))
    ran = run(
        "place", "--people", folder / "odd.csv", "--sites", folder / "floors.csv", "--out", folder / "o.csv"
    )
    assert "line 5 needs: care needs are wheelchair, dialysis, infant, interpreter, pregnancy" in ran.output


@pytest.mark.parametrize(
    ("text", "out", "code"),
    [(PEOPLE, "rooms.txt", "not-a-rooms-file"), (PEOPLE.splitlines()[0] + "\n", "r.csv", "nothing-to-place")],
)
def test_what_cannot_be_done_is_said(folder: Path, text: str, out: str, code: str) -> None:
    (folder / "few.csv").write_text(text)
    with pytest.raises(Problem) as raised:
        place(folder, people="few", out=out)
    assert raised.value.code == code


def test_the_first_day_short_is_told_with_its_interval_and_a_hospital_counts_from_the_day_it_opens(
    folder: Path,
) -> None:
    city = ("--population", 3_000, "--futures", 10, "--days", 12, "--seed-cases", 10)
    files = ("--capacity", folder / "capacity.csv", "--out", folder / "forecast.csv")
    said = run("forecast", *files, "--from", "2021-08-01", *city).stdout
    told = pl.read_csv(folder / "forecast.csv", try_parse_dates=True)
    beds = told.filter(kind="beds")
    assert beds["capacity"].to_list() == [5] * 8 + [1005] * 4
    assert beds["day_on"][0] == date(2021, 8, 1)
    assert (beds["needed_q05"] <= beds["needed_q95"]).all()
    assert "rooms · 隔离房间: most needed" in said
    assert "first day short · 首个不足日: 2021-08-" in said
