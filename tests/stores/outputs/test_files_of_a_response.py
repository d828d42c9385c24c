"""The files of a response: whole, the same twice, and read back as what stands."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from fangxian.engines.problems import Problem, Text
from fangxian.engines.response import Response, respond
from fangxian.stores.outputs import FILES, InputFile, RunFacts, read_standing, write_response
from tests.engines.response.small_city import (
    PLACES,
    PLAN,
    ZONE,
    line_list,
    local,
    named,
    people,
    situation,
    visits,
)

AS_OF = local("2021-07-30 10:00")
FACTS = RunFacts(
    plans={"tea": PLAN},
    as_of=AS_OF,
    known_at=AS_OF,
    timezone=ZONE,
    places=Text("小城", "small city"),
    inputs=(InputFile("cases", "cases.csv", "ab" * 32, 2, 1, 0, 1),),
    engine="test",
)
FIRST_TEN = (
    "order_id,dispatch_id,parent_dispatch_id,place_id,department,measure,owner_role,deadline_at,proof,change"
)


@pytest.fixture(scope="module")
def response() -> Response:
    return respond(
        situation(
            line_list("c1 p1 2021-07-29 s1"),
            "2021-07-30 10:00",
            contacts=named("c1 p2 2021-07-28"),
            persons=people("p2 s2"),
            presences=visits("p1 v-tea 2021-07-28T15:00 2021-07-28T17:00"),
        ),
        PLAN,
    )


def write(response: Response, out: Path) -> Path:
    write_response(response, out, FACTS, PLACES)
    return out


def test_every_file_is_there_and_orders_begin_with_the_ten_columns(
    response: Response, tmp_path: Path
) -> None:
    out = write(response, tmp_path / "out")
    assert {path.name for path in out.iterdir()} == {*FILES, "response.json", "summary.md"}
    assert (out / "orders.csv").read_text("utf-8").splitlines()[0].startswith(FIRST_TEN)


def test_the_same_answer_gives_the_same_bytes(response: Response, tmp_path: Path) -> None:
    one, other = write(response, tmp_path / "one"), write(response, tmp_path / "other")
    for path in one.iterdir():
        assert path.read_bytes() == (other / path.name).read_bytes(), path.name


def test_what_was_written_reads_back_as_what_stands(response: Response, tmp_path: Path) -> None:
    standing = read_standing(write(response, tmp_path / "out"), ZONE)
    for name in type(standing).__dataclass_fields__:
        assert getattr(standing, name).equals(getattr(response, name)), name


def test_times_carry_the_local_offset(response: Response, tmp_path: Path) -> None:
    areas = pl.read_csv(write(response, tmp_path / "out") / "areas.csv")
    assert areas["starts_at"].to_list() == ["2021-07-29T00:00:00+08:00"]


def test_an_edit_made_in_the_file_is_kept_by_the_next_run(response: Response, tmp_path: Path) -> None:
    out = write(response, tmp_path / "out")
    path = out / "restrictions.csv"
    row = response.restrictions.filter(person_id="p2").row(0, named=True)
    end = "2021-08-12T00:00:00+08:00"
    assert end in path.read_text("utf-8")
    lines = [
        line.replace(end, "2021-08-04T00:00:00+08:00") if row["restriction_id"] in line else line
        for line in path.read_text("utf-8").splitlines()
    ]
    path.write_text("\n".join(lines), "utf-8")
    now = situation(
        line_list("c1 p1 2021-07-29 s1"),
        "2021-07-30 18:00",
        read_standing(out, ZONE),
        contacts=named("c1 p2 2021-07-28"),
        persons=people("p2 s2"),
    )
    kept = respond(now, PLAN).restrictions.filter(person_id="p2").row(0, named=True)
    assert (kept["ends_at"], kept["change"]) == (local("2021-08-04"), "unchanged")


def test_a_damaged_row_refuses_the_whole_directory(response: Response, tmp_path: Path) -> None:
    out = write(response, tmp_path / "out")
    damaged = (out / "areas.csv").read_text("utf-8").replace("2021-07-29T00:00:00+08:00", "sometime")
    (out / "areas.csv").write_text(damaged, "utf-8")
    with pytest.raises(Problem, match=r"areas.csv line 2, starts_at"):
        read_standing(out, ZONE)


def test_a_directory_with_other_peoples_files_is_left_alone(response: Response, tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(Problem, match="not an earlier response"):
        write(response, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_an_earlier_response_is_replaced_as_a_whole(response: Response, tmp_path: Path) -> None:
    out = write(response, tmp_path / "out")
    (out / "rejected.csv").write_text("old")
    write(response, out)
    assert not (out / "rejected.csv").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_rejected_rows_lie_beside_the_answer(response: Response, tmp_path: Path) -> None:
    rejected = pl.DataFrame(
        {"file": ["cases.csv"], "line": [3], "column": ["reported_on"], "value": ["soon"]}
    )
    write_response(response, tmp_path / "out", FACTS, PLACES, rejected)
    assert pl.read_csv(tmp_path / "out" / "rejected.csv").equals(rejected)


def test_the_account_names_plan_moment_and_inputs(response: Response, tmp_path: Path) -> None:
    about = json.loads((write(response, tmp_path / "out") / "response.json").read_text("utf-8"))
    assert about["plans"] == {"tea": "small@1"}
    assert about["inputs"][0]["rejected"] == 1
    assert about["rows"]["areas"] == {"new": 1, "changed": 0, "unchanged": 0, "no_longer_supported": 0}


def test_every_figure_of_the_summary_is_found_in_its_file(response: Response, tmp_path: Path) -> None:
    out = write(response, tmp_path / "out")
    english = (out / "summary.md").read_text("utf-8").split("\n---\n")[1]
    rows = [
        line.strip("| ").split(" | ")
        for line in english.split("## Figures")[1].splitlines()
        if line.startswith("| ")
    ]
    figures = [(int(row[1].replace(",", "")), row[2], row[3]) for row in rows[2:16]]
    assert len(figures) == 14
    for figure, name, condition in figures:
        assert figure == count(out / name, condition), condition


def count(path: Path, condition: str) -> int:
    """Evaluate a filter of the summary as a reader would."""
    frame = pl.read_parquet(path) if path.suffix == ".parquet" else pl.read_csv(path)
    for part in condition.split(", "):
        if part == "change != no_longer_supported":
            frame = frame.filter(pl.col("change") != "no_longer_supported")
        elif part.startswith("degree = "):
            frame = frame.filter(degree=int(part[-1]))
        elif part == "unknown_attendees = true":
            frame = frame.filter("unknown_attendees")
        elif part.startswith("distinct "):
            return frame[part.removeprefix("distinct ")].n_unique()
        elif part.startswith("sum of "):
            return int(frame[part.removeprefix("sum of ")].sum())
        else:
            assert part == "needed once per to_place_id and role", part
            return int(frame.unique(["to_place_id", "role"])["needed"].sum())
    return frame.height


def test_the_summary_speaks_both_languages_and_names_who_is_not_found(
    response: Response, tmp_path: Path
) -> None:
    chinese, english = (write(response, tmp_path / "out") / "summary.md").read_text("utf-8").split("\n---\n")
    assert "尚未找到的人" in chinese
    assert "v-tea" in english.split("## Not found")[1]
    assert "place_id = v-tea" in english


def test_the_summary_says_when_the_end_is_proposed(response: Response, tmp_path: Path) -> None:
    out = write(replace(response, ending_proposed=True), tmp_path / "out")
    assert "ending is proposed for tea" in (out / "summary.md").read_text("utf-8")


def test_when_the_last_step_fails_the_earlier_response_is_still_there(
    response: Response, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = write(response, tmp_path / "out")
    before = {file.name: file.read_bytes() for file in out.iterdir()}
    move, moves = shutil.move, iter([False, True, False])

    def fail_at_the_second(source: Path, target: Path) -> None:
        if next(moves):
            raise OSError("the disk is full")
        move(source, target)

    monkeypatch.setattr("fangxian.stores.outputs.writing.shutil.move", fail_at_the_second)
    with pytest.raises(OSError, match="disk is full"):
        write(replace(response, ending_proposed=True), out)
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before
    assert [folder.name for folder in tmp_path.iterdir()] == ["out"]
