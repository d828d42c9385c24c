"""`fangxian resolve` and `fangxian itinerary` as a person runs them."""

from pathlib import Path

import polars as pl
import pytest
import typer
from typer.testing import CliRunner

from fangxian.doors.cli.commands import itinerary, resolve
from fangxian.engines.problems import Problem


def run(*words: str) -> str:
    app = typer.Typer()
    app.callback()(lambda: None)
    for command in (resolve, itinerary):
        command.register(app)
    ran = CliRunner().invoke(app, list(words))
    if ran.exception and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    assert ran.exit_code == 0, ran.output
    return ran.output


def test_a_text_prints_its_places() -> None:
    said = run("resolve", "永定区的崇文街道和大庸桥街道")
    assert "430802005  street  崇文街道" in said
    assert "430802002  street  大庸桥街道" in said


def test_a_repeated_name_prints_its_candidates_and_a_place_around_it_settles_it() -> None:
    assert "待确认" in run("resolve", "先锋社区3栋")
    assert "430204002014  community  先锋社区" in run("resolve", "先锋社区3栋", "--within", "430204")


@pytest.mark.parametrize("ending", ["csv", "txt", "xlsx"])
def test_a_file_gives_one_row_per_place_and_one_for_a_text_without(tmp_path: Path, ending: str) -> None:
    texts = ["芙蓉区、天心区", "今天没有外出", "新华村"]
    given = tmp_path / f"texts.{ending}"
    if ending == "csv":
        pl.DataFrame({"text": texts}).write_csv(given)
    elif ending == "txt":
        given.write_text("\n".join(texts), "utf-8")
    else:
        from openpyxl import Workbook

        book = Workbook()
        for row in ["text", *texts]:
            book.active.append([row])
        book.save(given)
    run("resolve", "--file", str(given), "--out", str(tmp_path / "places.csv"))
    found = pl.read_csv(tmp_path / "places.csv", schema_overrides={"code": pl.String})
    assert found.columns[:6] == ["text", "code", "level", "name", "score", "candidates"]
    assert found["code"].to_list() == ["430102", "430103", None, None]
    assert found["candidates"].is_null().to_list() == [False, False, True, False]


def test_an_old_name_scores_by_its_day() -> None:
    assert "1.00" not in run("resolve", "永定区沙堤街道", "--on", "2023-08-01")
    assert "430802002" in run("resolve", "永定区沙堤街道", "--on", "2021-08-01")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), "text-or-file"),
        (("芙蓉区", "--within", "99"), "unknown-place"),
        (("芙蓉区", "--out", "places.docx"), "cannot-write-this-kind"),
    ],
)
def test_what_cannot_be_asked_is_refused(words: tuple[str, ...], code: str) -> None:
    with pytest.raises(Problem) as refused:
        run("resolve", *words)
    assert refused.value.code == code


def test_an_itinerary_becomes_stays_and_lines_without_one_are_said(tmp_path: Path) -> None:
    (tmp_path / "told.txt").write_text("7月22日18时至19时30分在魅力湘西剧场\n他记不清了", "utf-8")
    out = tmp_path / "stays.parquet"
    run("itinerary", str(tmp_path / "told.txt"), "--anchor", "2021-07-30", "--out", str(out))
    (stay,) = pl.read_parquet(out).to_dicts()
    assert (stay["place_id"], stay["precision"], stay["arrive_at"].isoformat()) == (
        "v-charming-xiangxi-theatre",
        "exact",
        "2021-07-22T10:00:00+00:00",
    )
