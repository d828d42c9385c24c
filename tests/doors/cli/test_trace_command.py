"""`fangxian trace` as a person runs it."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from fangxian.doors.cli.commands.trace import register
from fangxian.engines.problems import Problem
from fangxian.stores.presence import build_store
from tests.engines.tracing.drawing import ZONE, clock, drawn

CASES = "case_id,person_id,reported_on,isolated_at\nc1,ann,2021-07-29,2021-07-28 11:00\n"
STAYS = """
    ann  cafe |####..##|
    bo   cafe |..####..|
    cem  cafe |....##..|
    dora cafe |......##|
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cases.csv").write_text(CASES)
    drawn(STAYS).write_parquet(tmp_path / "stays.parquet")
    return tmp_path


def run(folder: Path, *options: str) -> str:
    import typer

    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)
    given = ["trace", "--cases", str(folder / "cases.csv"), "--timezone", ZONE, *options]
    ran = CliRunner().invoke(app, given)
    if ran.exception and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    assert ran.exit_code == 0, ran.output
    return ran.stderr


def exposed(path: Path) -> list[tuple]:
    return pl.read_csv(path).select("person_id", "degree", "minutes").rows()


def test_the_plain_rule_from_a_file_of_presences(folder):
    """Ann's air counts for thirty minutes after 10:00 (cem), and nothing after her isolation at 11:00 (dora)."""
    said = run(folder, "--presences", str(folder / "stays.parquet"), "--out", str(folder / "out.csv"))
    assert exposed(folder / "out.csv") == [("bo", 1, 90.0), ("cem", 1, 30.0)]
    assert "degree 1: 2 people · 第 1 层 2 人" in said
    columns = "person_id degree via_person_id place_id first_exposed_at last_exposed_at minutes score earliest_infectious_at"
    assert pl.read_csv(folder / "out.csv").columns[:9] == columns.split()


def test_a_store_gives_the_same_as_the_file_it_was_built_from(folder):
    build_store(drawn(STAYS), folder / "store", timezone=ZONE, recorded_at=clock(18))
    run(folder, "--presences", str(folder / "stays.parquet"), "--out", str(folder / "file.csv"))
    run(folder, "--store", str(folder / "store"), "--out", str(folder / "store.csv"))
    assert (folder / "file.csv").read_text() == (folder / "store.csv").read_text()


def test_options_spelled_out_change_the_rule(folder):
    out = str(folder / "out.csv")
    stays = ("--presences", str(folder / "stays.parquet"))
    run(folder, *stays, "--linger-minutes", "0", "--out", out)
    assert exposed(folder / "out.csv") == [("bo", 1, 60.0)]
    run(folder, *stays, "--min-minutes", "31", "--out", out)
    assert exposed(folder / "out.csv") == [("bo", 1, 90.0)]
    run(folder, *stays, "--degrees", "2", "--out", out)
    assert exposed(folder / "out.csv") == [
        ("bo", 1, 90.0),
        ("cem", 1, 30.0),
        ("dora", 2, 30.0),
        ("dora", 2, 30.0),
    ]


def test_named_contacts_alone_by_the_rule_of_a_plan(folder):
    (folder / "contacts.csv").write_text("source_case_id,person_id,last_on\nc1,eve,2021-07-27\n")
    out = folder / "out.parquet"
    run(folder, "--contacts", str(folder / "contacts.csv"), "--plan", "measles-us-county", "--out", str(out))
    assert pl.read_parquet(out)["person_id"].to_list() == ["eve"]


def test_the_places_visited_are_written_when_asked_for(folder):
    run(
        folder, "--presences", str(folder / "stays.parquet"),
        "--out", str(folder / "out.csv"), "--venues-out", str(folder / "venues.csv"),
    )  # fmt: skip
    venues = pl.read_csv(folder / "venues.csv", try_parse_dates=True)
    assert venues.select("place_id", "found").rows() == [("cafe", 2)]
    assert venues["from_at"][0].date() == date(2021, 7, 28)


def test_a_row_that_cannot_be_read_is_shown_and_the_others_count(folder):
    (folder / "cases.csv").write_text(CASES + "c2,bo,soon,\n")
    said = run(folder, "--presences", str(folder / "stays.parquet"), "--out", str(folder / "out.csv"))
    assert "1/2 rows left out" in said
    assert "soon" in said


def test_a_column_nobody_reads_is_told_for_it_may_be_misspelt(folder):
    (folder / "cases.csv").write_text(CASES.replace("isolated_at", "isolated_on"))
    said = run(folder, "--presences", str(folder / "stays.parquet"), "--out", str(folder / "out.csv"))
    assert "cases.csv: columns not read · 未读取的列: isolated_on" in said


def test_an_output_of_another_kind_is_refused_before_anything_is_read(folder):
    with pytest.raises(Problem, match="cannot be written"):
        run(folder, "--out", str(folder / "out.docx"))


def test_when_one_of_two_outputs_cannot_be_written_neither_is(folder):
    before = {file.name for file in folder.iterdir()}
    with pytest.raises(OSError, match="stays"):
        run(
            folder, "--presences", str(folder / "stays.parquet"),
            "--out", str(folder / "out.csv"), "--venues-out", str(folder / "stays.parquet" / "venues.csv"),
        )  # fmt: skip
    assert {file.name for file in folder.iterdir()} == before
