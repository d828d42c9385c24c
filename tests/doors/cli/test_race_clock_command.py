"""`fangxian race-clock` at a terminal, in this process: every open dispatch in a file, the dear ones on the screen."""

from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from fangxian.doors.cli.main import app, register_commands
from fangxian.engines.problems import Problem
from fangxian.engines.rehearsal.fitting import TARGETS
from tests.operations.race.small import settle_small
from tests.operations.response.conftest import desk  # noqa: F401

DRAWS = pl.DataFrame({name: [0.5] for name in TARGETS}).with_columns(r=pl.lit(3.0), ask_days=pl.lit(2.0))


@pytest.fixture
def run(desk, clock, monkeypatch):  # noqa: F811
    """The command on a case at tea whose orders are out."""
    from fangxian.operations.accounts import queries
    from fangxian.site import start

    settle_small(monkeypatch)
    monkeypatch.setattr(queries, "get_world_clock", lambda: clock)
    monkeypatch.setattr(start, "prepare_database", lambda: None)
    register_commands()

    def call(out: Path, *words: object) -> str:
        given = ["race-clock", "--outbreak", "tiny", "--out", out, "--futures", 40, *words]
        done = CliRunner().invoke(app, [str(word) for word in given], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    return call


def test_every_open_dispatch_is_in_the_file_with_a_price_or_a_reason(run, desk, tmp_path):  # noqa: F811
    desk.sign_case_at_tea()
    DRAWS.write_parquet(tmp_path / "fit.parquet")
    told = run(tmp_path / "race.csv", "--fit", tmp_path / "fit.parquet")
    assert "The price of delay is no ground for a sanction." in told
    assert "rests on the fit as of 2021-07-" in told
    rows = pl.read_csv(tmp_path / "race.csv")
    priced = rows.filter(pl.col("infections").is_not_null())
    assert priced.height > 0
    assert (priced["infections_low"] <= priced["infections_high"]).all()
    assert rows.filter(pl.col("infections").is_null())["why_en"].is_not_null().all()


def test_without_a_case_it_says_what_to_do(run, tmp_path):
    with pytest.raises(Problem) as refused:
        run(tmp_path / "race.csv")
    assert refused.value.code == "outbreak-without-case"


def test_another_kind_of_file_is_refused_before_anything_is_computed(run, tmp_path):
    with pytest.raises(Problem) as refused:
        run(tmp_path / "race.docx")
    assert refused.value.code == "not-a-futures-file"
