"""`fangxian fit --outbreak`: what is on record is fitted, kept for its race clocks, and told."""

import polars as pl
import pytest
from typer.testing import CliRunner

from fangxian.doors.cli.main import app, register_commands
from tests.operations.fits.conftest import reported, small  # noqa: F401
from tests.operations.response.conftest import desk  # noqa: F401


@pytest.fixture
def run(reported, clock, monkeypatch):  # noqa: F811
    """The command on four cases."""
    from fangxian.operations.accounts import queries
    from fangxian.site import start

    monkeypatch.setattr(queries, "get_world_clock", lambda: clock)
    monkeypatch.setattr(start, "prepare_database", lambda: None)
    register_commands()

    def call(*words: object) -> str:
        given = ["fit", "--outbreak", "tiny", "--futures", 2000, *words]
        done = CliRunner().invoke(app, [str(word) for word in given], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    return call


def test_its_draws_are_written_told_and_kept_as_the_newest(run, reported, clock, tmp_path):  # noqa: F811
    from fangxian.operations.fits.queries import find_newest, read_draws

    told = run("--out", tmp_path / "fit.parquet")
    assert "病例 cases: 4; 天数 days: 4" in told
    assert "未发现 undetected, 芙蓉区 Furong District" in told
    newest = find_newest("tiny", clock.now())
    assert pl.read_parquet(tmp_path / "fit.parquet").equals(read_draws("tiny", newest.digest))


def test_as_of_an_hour_it_knows_what_was_known_then(run, reported, clock):  # noqa: F811
    from datetime import timedelta

    hour = clock.now().isoformat()
    clock.advance(timedelta(hours=1))
    reported.report("five")
    assert "病例 cases: 4" in run("--as-of", hour)
