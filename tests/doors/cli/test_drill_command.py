"""`fangxian drill run`: eight days of a city of 6,000 in which one office is late on purpose."""

import json
from pathlib import Path

import pytest
from terminal import Forks, Terminal

CITY = ("--population", 6000, "--plan", "cn-covid19-8e-2021", "--first-on", "2021-07-20")


@pytest.fixture(scope="module")
def real(forks: Forks, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """A terminal whose own home is the real thing; nothing was ever loaded into it."""
    folder = tmp_path_factory.mktemp("drilled")
    return Terminal(forks, folder / "real", folder)


@pytest.fixture(scope="module")
def report(real: Terminal) -> dict:
    """The report of the drill: community 1 told its people to stay at home twenty hours late."""
    few = ("--days", 1, "--seed-cases", 6, "--futures", 10, "--late", "stay-home@c1=20")
    ran = real.start("drill", "run", "--home", "drill", *CITY, *few, "--out", "report.json")
    _, told = ran.communicate()
    assert ran.returncode == 0, told
    return json.loads((real.folder / "report.json").read_text("utf-8"))


@pytest.fixture
def drilled(real: Terminal, report: dict) -> Terminal:
    """A terminal in the drill's own world."""
    return Terminal(real.forks, real.folder / "drill", real.folder)


def test_the_report_names_exactly_the_order_that_was_late_where_and_by_how_much(report):
    (late,) = report["late"]
    (office,) = late["offices"]
    assert (late["measure"], late["hours"]) == ("stay-home", 20.0)
    assert office["place"] == {"zh": "社区1", "en": "Community 1"}
    order = next(one for one in report["orders"] if one["number"] == late["order"])
    assert order["done_at"] == office["done_at"] > office["due_at"]


def test_the_lateness_has_a_price_with_an_interval(report):
    costs = {cost["outcome"]: cost for cost in report["late"][0]["costs"]}
    assert costs["infections"]["futures"] == 10
    assert costs["infections"]["low"] <= costs["infections"]["mean"] <= costs["infections"]["high"]
    assert costs["infections"]["too_small"] == (
        costs["infections"]["low"] <= 0 <= costs["infections"]["high"]
    )


def test_the_plan_in_time_and_doing_nothing_stand_beside_it(report):
    plan, nothing = report["plans"]
    assert (plan["plan"], nothing["plan"]) == ("cn-covid19-8e-2021", "nothing")
    assert nothing["own"]["infections"] > plan["own"]["infections"]
    assert nothing["own"]["cases"] == 0
    assert {one["outcome"] for one in nothing["beside"]} > {"infections", "tests"}


def test_everything_else_was_done_in_time_by_every_office(report):
    over = [one for one in report["orders"] if not one["revoked"] and one["done"] == one["offices"]]
    late = {one["order"] for one in report["late"]}
    assert len(over) > 20
    assert all(
        max(one["due_at"], one["issued_at"]) >= one["done_at"] for one in over if one["number"] not in late
    )


def test_what_is_real_was_never_touched(real, report):
    assert report["mark"] == {"zh": "演练", "en": "DRILL"}
    assert not real.home.exists()


def test_the_drill_is_on_record_like_the_real_thing(drilled, report):
    listed = drilled.say("orders", "list", "--outbreak", "drill", "--limit", 500).splitlines()
    assert len(listed) == len(report["orders"])
    assert drilled.run("journal", "verify").returncode == 0


def test_a_home_with_a_world_in_it_is_no_home_for_another_drill(drilled):
    again = drilled.run("drill", "run", "--home", drilled.home, *CITY, "--out", "again.md")
    assert again.returncode == 2
    assert "not-a-drill-home" in again.stderr
    assert not (drilled.folder / "again.md").exists()


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--out", "report.pdf"), "not-a-report-file"),
        (("--out", "report.md", "--late", "stay-home"), "not-a-lateness"),
        (("--out", "report.md", "--late", "dance=3"), "drill-unclear"),
        (("--out", "report.md", "--late", "stay-home@atlantis=3"), "drill-unclear"),
        (("--out", "report.md", "--city", "Zhangjiajie"), "drill-unclear"),
        (("--out", "report.md", "--staff", "robots"), "drill-unclear"),
        (("--out", "report.md", "--first-on", "today"), "not-a-day"),
        (("--out", "report.md", "--first-on", "2025-01-01"), "drill-unclear"),
    ],
)
def test_what_cannot_be_drilled_is_refused_with_a_sentence(terminal, options, code):
    refused = terminal.run("drill", "run", "--home", terminal.home, *CITY, *options)
    assert refused.returncode == 2
    assert code in refused.stderr
    assert not Path(terminal.folder, "report.md").exists()
