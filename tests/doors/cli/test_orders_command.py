"""`fangxian orders` at a terminal: in this process, on the tests' database."""

import pytest
from typer.testing import CliRunner

from fangxian.doors.cli.main import app, register_commands


@pytest.fixture
def run(db, cast, clock, monkeypatch):
    """The command on the tiny tree, at the hour of the tests."""
    from fangxian.operations.accounts import queries
    from fangxian.operations.cases.reports import NewOutbreak
    from fangxian.operations.cases.services import open_outbreak
    from fangxian.site import start

    new = NewOutbreak(
        "tiny", "小疫情", "Tiny", "sars-cov-2-delta", "cn-covid19-8e-2021", "8", "43", "Asia/Shanghai"
    )
    open_outbreak(cast.commander, clock, outbreak=new)
    monkeypatch.setattr(queries, "get_world_clock", lambda: clock)
    monkeypatch.setattr(start, "prepare_database", lambda: None)

    register_commands()

    def call(*words: str) -> str:
        done = CliRunner().invoke(app, ["orders", *words, "--outbreak", "tiny"], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    return call


def test_an_order_is_previewed_given_listed_shown_and_taken_back(run, clock):
    assert "duty-24h" in run("templates")
    assert "5 offices" in run("issue", "duty-24h", "--place", "430102", "--preview")
    assert "no. 1: 5 offices" in run(
        "issue", "duty-24h", "--place", "430102", "--due", "2021-08-01T08:00+08:00"
    )
    before = clock.now().isoformat()
    assert "no. 1" in run("list")
    assert "芙蓉区 command_office issued" in run("show", "1")
    clock.at = clock.at.replace(day=2, month=8)
    assert "Duty round the clock" in run("late")
    run("revoke", "1", "--reason", "over")
    assert "revoked" in run("list")
    assert "revoked" not in run("list", "--known-at", before)
