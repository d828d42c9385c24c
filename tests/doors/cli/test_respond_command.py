"""`fangxian respond` from outside: files in, files out, problems as sentences with exit code 2."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import polars as pl
import pytest
from terminal import Done, Terminal

CASES = "case_id,person_id,reported_on,residence_place_id,sampled_at\nc1,p1,2021-07-29,s1,2021-07-29 08:00\n"
CONTACTS = "source_case_id,person_id,last_on\nc1,p2,2021-07-28\n"


Respond = Callable[..., Done]


@pytest.fixture
def respond(terminal: Terminal) -> Respond:
    """The command in `folder`, with several threads: the answer must not depend on which of them is first."""
    return partial(replace(terminal, variables={"POLARS_MAX_THREADS": "4"}).run, "respond")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cases.csv").write_text(CASES, "utf-8")
    (tmp_path / "contacts.csv").write_text(CONTACTS, "utf-8")
    return tmp_path


def test_a_line_list_alone_is_enough(folder: Path, respond: Respond) -> None:
    run = respond("--cases", "cases.csv", "--out", "out")
    assert run.returncode == 0, run.stderr
    about = json.loads((folder / "out" / "response.json").read_text("utf-8"))
    assert about["places"] == "a flat tree of the places named in the files"
    assert about["plans"] == {"outbreak-1": "cn-covid19-8e-2021@8"}
    assert pl.read_csv(folder / "out" / "areas.csv")["place_id"].to_list() == ["s1"]


def test_the_second_run_is_the_difference_from_the_first(folder: Path, respond: Respond) -> None:
    given = ("--cases", "cases.csv", "--timezone", "Asia/Shanghai", "--as-of", "2021-07-30T10:00")
    assert respond(*given, "--out", "one").returncode == 0
    run = respond(*given, "--contacts", "contacts.csv", "--standing", "one", "--out", "two")
    assert run.returncode == 0, run.stderr
    restrictions = pl.read_csv(folder / "two" / "restrictions.csv")
    assert dict(restrictions.select("person_id", "change").iter_rows()) == {"p1": "unchanged", "p2": "new"}


def test_several_outbreaks_share_one_answer(folder: Path, respond: Respond) -> None:
    (folder / "cases.csv").write_text(
        "case_id,person_id,reported_on,residence_place_id,outbreak_id\n"
        "c1,p1,2021-07-29,s1,tea\nx1,q1,2021-07-29,s9,boat\n",
        "utf-8",
    )
    assert respond("--cases", "cases.csv", "--out", "out").returncode == 0
    areas = pl.read_csv(folder / "out" / "areas.csv")
    assert set(areas.select("outbreak_id", "place_id").rows()) == {("tea", "s1"), ("boat", "s9")}


def test_ids_of_an_installed_pack_bring_its_tree_and_zone(folder: Path, respond: Respond) -> None:
    (folder / "cases.csv").write_text(CASES.replace("s1", "430802001001"), "utf-8")
    run = respond("--cases", "cases.csv", "--out", "out")
    assert run.returncode == 0, run.stderr
    about = json.loads((folder / "out" / "response.json").read_text("utf-8"))
    assert (about["places"], about["timezone"]) == ("place pack hunan-4", "Asia/Shanghai")
    orders = pl.read_csv(folder / "out" / "orders.csv", infer_schema=False)
    assert set(orders.filter(measure="suspend-offline-teaching", department="education")["place_id"]) >= {
        "4308"
    }


def test_rejected_rows_are_listed_and_said(folder: Path, respond: Respond) -> None:
    (folder / "cases.csv").write_text(CASES + "c2,p3,29/7/2021,s1,\n", "utf-8")
    run = respond("--cases", "cases.csv", "--out", "out")
    assert "1 rejected" in run.stderr
    assert pl.read_csv(folder / "out" / "rejected.csv").select("file", "line", "column").rows() == [
        ("cases.csv", 3, "reported_on")
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--cases", "absent.csv"), "cannot-read-file"),
        (("--outbreak", "hunan-2021", "--cases", "cases.csv"), "outbreak-or-cases"),
        ((), "outbreak-or-cases"),
        (("--cases", "cases.csv", "--timezone", "Mars/Olympus"), "no-such-timezone"),
        (("--cases", "cases.csv", "--as-of", "yesterday"), "moment-not-readable"),
        (("--cases", "cases.csv", "--standing", "."), "not-an-output"),
        (("--cases", "contacts.csv"), "cannot-read-file"),
    ],
)
def test_a_problem_is_two_sentences_exit_code_2_and_nothing_written(
    folder: Path, respond: Respond, words: tuple[str, ...], code: str
) -> None:
    run = respond(*words, "--out", "out")
    assert run.returncode == 2
    assert code in run.stderr
    assert "Traceback" not in run.stderr
    assert any("\u4e00" <= letter <= "\u9fff" for letter in run.stderr)
    assert not (folder / "out").exists()


def test_an_outbreak_that_stands_may_not_vanish_from_the_line_list(folder: Path, respond: Respond) -> None:
    assert respond("--cases", "cases.csv", "--out", "one").returncode == 0
    (folder / "cases.csv").write_text(
        CASES.replace("\n", ",outbreak_id\n", 1).replace(" 08:00\n", " 08:00,other\n")
    )
    run = respond("--cases", "cases.csv", "--standing", "one", "--out", "two")
    assert (run.returncode, "outbreak-not-in-cases" in run.stderr) == (2, True)
    assert not (folder / "two").exists()


def test_the_first_three_columns_are_enough(folder: Path, respond: Respond) -> None:
    (folder / "cases.csv").write_text("case_id,person_id,reported_on\nc1,p1,2021-07-29\n", "utf-8")
    run = respond("--cases", "cases.csv", "--contacts", "contacts.csv", "--out", "out")
    assert run.returncode == 0, run.stderr
    restrictions = pl.read_csv(folder / "out" / "restrictions.csv")
    assert set(restrictions.select("person_id", "place_id").rows()) == {
        ("p1", "everywhere"),
        ("p2", "everywhere"),
    }
    assert "no known residence" in (folder / "out" / "summary.md").read_text("utf-8")


def test_a_venue_the_pack_does_not_know_brings_a_handful_of_orders(folder: Path, respond: Respond) -> None:
    (folder / "cases.csv").write_text(CASES.replace("s1", "430802001001"), "utf-8")
    (folder / "visits.csv").write_text(
        "person_id,place_id,arrive_at,leave_at,source\np1,cafe,2021-07-28 15:00,2021-07-28 17:00,interview\n"
    )
    run = respond("--cases", "cases.csv", "--presences", "visits.csv", "--out", "out")
    assert run.returncode == 0, run.stderr
    orders = pl.read_csv(folder / "out" / "orders.csv", infer_schema=False).filter(subject_place_id="cafe")
    assert set(orders["place_id"]) == {"430802"}
    assert 2 <= orders.height < 20


def test_the_demo_outbreak_twice_changes_nothing_but_the_word(folder: Path, respond: Respond) -> None:
    given = ("--outbreak", "hunan-2021", "--scale", "1:5000", "--as-of", "2021-07-31T18:00+08:00")
    assert respond(*given, "--out", "one").returncode == 0
    run = respond(*given, "--standing", "one", "--out", "two")
    assert run.returncode == 0, run.stderr
    for path in (folder / "one").glob("*.csv"):
        first, second = (pl.read_csv(folder / out / path.name, infer_schema=False) for out in ("one", "two"))
        if "change" in first.columns:
            assert set(first["change"]) <= {"new"}
            assert set(second["change"]) <= {"unchanged"}
            first = first.with_columns(change=pl.lit("unchanged", dtype=pl.String()))
            first.write_csv(folder / "expected.csv")
            assert (folder / "two" / path.name).read_bytes() == (folder / "expected.csv").read_bytes()
        else:
            assert (folder / "two" / path.name).read_bytes() == path.read_bytes()


def test_of_several_outbreaks_the_answer_says_which_may_end_and_whose_remark_it_is(
    folder: Path, respond: Respond
) -> None:
    (folder / "cases.csv").write_text(
        "case_id,person_id,reported_on,residence_place_id,outbreak_id\n"
        "c1,p1,2021-07-01,s1,tea\nx1,q1,2021-07-29,,boat\n",
        "utf-8",
    )
    given = ("--cases", "cases.csv", "--as-of", "2021-07-30T10:00+08:00")
    assert respond(*given, "--out", "out").returncode == 0
    about = json.loads((folder / "out" / "response.json").read_text("utf-8"))
    assert (about["ending_proposed"], about["to_end"]) == (True, ["tea"])
    assert "ending is proposed for tea." in (folder / "out" / "summary.md").read_text("utf-8")
    unplaced = [one["en"] for one in about["remarks"] if "no known residence" in one["en"]]
    assert [words.split(":")[0] for words in unplaced] == ["boat"]


def test_a_folder_that_may_not_be_written_is_a_sentence_and_no_traceback(
    folder: Path, respond: Respond
) -> None:
    (folder / "plain").write_text("a file, not a folder", "utf-8")
    run = respond("--cases", "cases.csv", "--out", "plain/below")
    assert run.returncode == 2
    assert "system-refused" in run.stderr
    assert "Traceback" not in run.stderr


def test_r11_one_case_at_three_places_of_a_street_starts_testing_and_duty_there_the_same_day(
    tmp_path: Path, respond: Respond
) -> None:
    """常德 武陵区 七里桥街道: Hejie Street, a restaurant and a tea shop, on the real tree of Hunan."""
    venues = "v-hejie,河街,street\nv-xingcun,兴村餐馆,restaurant\nv-fengyin,风吟仟茶奶茶店,shop\n"
    rows = [line.split(",") for line in venues.splitlines()]
    places = ["place_id,name,level,parent_id,venue_kind,has_list"]
    places += [f"{key},{name},venue,430702014,{kind},false" for key, name, kind in rows]
    stays = ["person_id,place_id,arrive_at,leave_at"]
    stays += [f"p1,{row[0]},2021-07-28T1{at}:00,2021-07-28T1{at}:50" for at, row in enumerate(rows, start=6)]
    case = "case_id,person_id,reported_on,kind,residence_place_id\nc1,p1,2021-07-29,asymptomatic,430703\n"
    for name, text in (("cases", case), ("places", "\n".join(places)), ("stays", "\n".join(stays))):
        (tmp_path / f"{name}.csv").write_text(text + "\n", "utf-8")
    given = ("--cases", "cases.csv", "--places", "places.csv", "--presences", "stays.csv")
    moment = ("--place-pack", "hunan-4", "--as-of", "2021-07-29T10:00+08:00", "--out", "out")
    run = respond(*given, *moment)
    assert run.returncode == 0, run.stderr
    text = {"place_id": pl.String(), "subject_place_id": pl.String()}
    testing = pl.read_csv(tmp_path / "out/testing.csv", schema_overrides=text).filter(rule="testing-of-area")
    communities = {f"430702014{number:03}" for number in range(1, 7)}
    assert communities <= set(testing["place_id"])
    assert set(testing["due_at"]) == {"2021-07-30T00:00:00+08:00"}
    orders = pl.read_csv(tmp_path / "out/orders.csv", schema_overrides=text).filter(measure="duty-24h")
    assert communities <= set(orders["place_id"])
    assert set(orders["subject_place_id"]) == {"430702014"}
    assert set(orders["deadline_at"]) == {"2021-07-30T00:00:00+08:00"}
