"""`fangxian respond --known-at` and `fangxian journal status` at a terminal: in this process, on the tests' database."""

from datetime import timedelta

import polars as pl
import pytest
from typer.testing import CliRunner

from fangxian.doors.cli.main import app, register_commands


@pytest.fixture
def run(db, clock, monkeypatch):
    """A command at the hour of the tests; returns its exit code and what it said."""
    from fangxian.operations.accounts import queries
    from fangxian.site import start

    monkeypatch.setattr(queries, "get_world_clock", lambda: clock)
    monkeypatch.setattr(start, "start", lambda: None)
    monkeypatch.setattr(start, "prepare_database", lambda: None)
    register_commands()

    def call(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, words)
        return done.exit_code, done.output

    return call


@pytest.fixture
def report(cast, clock):
    """An open outbreak, and the reporting of a case into it."""
    from fangxian.operations.cases.reports import CaseReport, NewOutbreak
    from fangxian.operations.cases.services import open_outbreak, report_case
    from fangxian.operations.people.services import NewPerson

    new = NewOutbreak(
        "tiny", "小疫情", "Tiny", "sars-cov-2-delta", "cn-covid19-8e-2021", "8", "43", "Asia/Shanghai"
    )
    open_outbreak(cast.commander, clock, outbreak=new)

    def call(key: str, home: str) -> None:
        person = NewPerson(key=key, full_name=f"合成{key}", residence_place_id=home)
        case = CaseReport(person=person, reported_on=clock.now().date(), kind="confirmed", case_id=f"c-{key}")
        report_case(cast.commander, clock, outbreak_id="tiny", report=case)

    return call


def test_a_response_as_known_at_an_hour_leaves_out_the_case_reported_after_it(run, report, clock, tmp_path):
    report("p1", "430102003001")
    first = clock.now().isoformat()
    clock.advance(timedelta(hours=3))
    report("p2", "430105001004")
    for name, known in (("then", ("--known-at", first)), ("now", ())):
        code, said = run("respond", "--database", "tiny", *known, "--out", str(tmp_path / name))
        assert code == 0, said
    then, now = (set(pl.read_csv(tmp_path / name / "areas.csv")["place_id"]) for name in ("then", "now"))
    assert then < now


def test_the_status_of_the_journal_reminds_of_an_anchor_until_one_is_kept_elsewhere(
    run, report, clock, tmp_path
):
    code, said = run("journal", "status")
    assert (code, "never anchored" in said) == (1, True)
    assert run("journal", "anchor", "--out", str(tmp_path / "anchor.json"))[0] == 0
    assert run("journal", "status")[0] == 0
    clock.advance(timedelta(hours=25))
    report("p1", "430102003001")
    assert run("journal", "status")[0] == 1
    assert run("journal", "status", "--hours", "48")[0] == 0
