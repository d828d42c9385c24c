"""`fangxian trace` backwards, with reasons, and through other engines."""

from pathlib import Path

import pytest

from fangxian.engines.problems import Problem
from fangxian.stores.presence import build_store
from tests.doors.cli.test_trace_command import STAYS, exposed, run
from tests.engines.tracing.drawing import ZONE, clock, drawn

CASES = "case_id,person_id,reported_on,isolated_at\nc1,ann,2021-07-29,2021-07-28 11:00\n"
LINKS = """
    ann  cafe |####....|
    bo   cafe |..######|
    cem  park |..##....|
    dora cafe |.......#|
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cases.csv").write_text(CASES)
    drawn(LINKS).write_parquet(tmp_path / "stays.parquet")
    return tmp_path


def said(folder, person: str, *options: str) -> str:
    from typer import Typer
    from typer.testing import CliRunner

    from fangxian.doors.cli.commands.trace import register

    app = Typer()
    app.callback()(lambda: None)
    register(app)
    given = ["--presences", str(folder / "stays.parquet"), "--out", str(folder / "out.csv")]
    asked = ["trace", "--cases", str(folder / "cases.csv"), "--timezone", ZONE, "--explain", person]
    return CliRunner().invoke(app, [*asked, *given, *options]).stdout


def test_backwards_the_one_who_was_there_first_may_have_infected_the_case(folder):
    """Cem left the air of the cafe to ann; bo, who came after her, shared two hours with her before her isolation."""
    drawn("cem cafe |##......|\nann cafe |..####..|\nbo cafe |..####..|").write_parquet(folder / "s.parquet")
    run(
        folder,
        "--presences",
        str(folder / "s.parquet"),
        "--direction",
        "backward",
        "--out",
        str(folder / "o.csv"),
    )
    assert exposed(folder / "o.csv") == [("bo", 1, 120.0), ("cem", 1, 30.0)]


def test_the_path_to_a_person_is_told_with_its_dates_places_and_minutes_in_both_languages(folder):
    told = said(folder, "bo")
    assert "path 1 of 1, case c1" in told
    assert "第 1 条路径（共 1 条），病例 c1" in told
    assert "1. ann → bo  2021-07-28 09:00 – 2021-07-28 10:30  cafe, together, 90 min" in told
    assert "cafe，同处一地，90 分钟" in told


def test_a_path_over_somebody_else_begins_at_the_case(folder):
    told = said(folder, "dora", "--degrees", "2").splitlines()
    assert told[1].startswith("  1. ann → bo")
    assert told[2].startswith("  2. bo → dora")


@pytest.mark.parametrize(
    ("person", "options", "reason", "grund"),
    [
        ("cem", (), "never at a place where a case was", "从未到过病例到过的地点"),
        ("dora", (), "at another time", "时间、场次或区域不同"),
        ("bo", ("--min-minutes", "100"), "for 90 minutes at most", "最多 90 分钟"),
        ("zoe", (), "No presence of them is recorded", "到访记录中没有此人"),
        ("ann", (), "They are a case themselves", "此人本身是病例"),
    ],
)
def test_whoever_is_not_on_the_list_is_told_why(folder, person, options, reason, grund):
    told = said(folder, person, *options)
    assert "not on the list" in told
    assert reason in told
    assert grund in told


def test_outside_the_window_of_the_case_is_a_reason(folder):
    (folder / "cases.csv").write_text("case_id,person_id,reported_on\nc1,ann,2021-08-20\n")
    assert "outside its window" in said(folder, "bo")


def test_duckdb_gives_what_our_own_engine_gives(folder):
    given = ("--presences", str(folder / "stays.parquet"))
    run(folder, *given, "--out", str(folder / "own.csv"))
    run(folder, *given, "--engine", "duckdb", "--out", str(folder / "duckdb.csv"))
    assert (folder / "own.csv").read_text() == (folder / "duckdb.csv").read_text()


def test_another_engine_reads_files_not_a_store(folder):
    build_store(drawn(STAYS), folder / "store", timezone=ZONE, recorded_at=clock(18))
    with pytest.raises(Problem, match="does not read a presence store"):
        run(folder, "--store", str(folder / "store"), "--engine", "duckdb", "--out", str(folder / "o.csv"))
