"""`fangxian drill surge`: can we take so many samples tonight?"""

import json

import polars as pl

SHORT_OF_CREWS = ("--people", 12000, "--hours", 4, "--crews", 50, "--sites", 25, "--tubes", 2000)


def test_it_says_no_and_how_many_crews_it_takes(terminal):
    told = terminal.say("drill", "surge", *SHORT_OF_CREWS, "--out", "night.json")
    assert "不能 no" in told
    assert "sampling crews: 有 have 50, 需 need 100" in told
    night = json.loads((terminal.folder / "night.json").read_text("utf-8"))
    assert night["mark"]["en"] == "DRILL"
    assert night["shortages"] == [{"what": "crews", "have": 50, "need": 100}]
    assert night["last_sample_hour"] == 8.0
    assert sum(row["sampled"] for row in night["hours"]) == 12000


def test_with_so_many_it_says_yes_and_the_hours_are_a_table(terminal):
    told = terminal.say("drill", "surge", *SHORT_OF_CREWS, "--crews", 100, "--out", "hours.csv")
    assert "能 yes" in told
    assert "不足" not in told
    assert pl.read_csv(terminal.folder / "hours.csv")["sampled_so_far"].max() == 12000


def test_a_night_too_short_for_any_laboratory_is_said_to_be_so(terminal):
    told = terminal.say("drill", "surge", *SHORT_OF_CREWS, "--result-hours", 6, "--out", "night.json")
    assert "laboratory tubes a day: 有 have 100,000, 需 need 永远不会 never" in told
    night = json.loads((terminal.folder / "night.json").read_text("utf-8"))
    assert night["shortages"][-1]["need"] is None


def test_figures_that_cannot_be_and_files_of_another_kind_are_refused(terminal):
    for options, code in (
        (("--people", 10, "--crews", -1, "--out", "night.json"), "no-such-surge"),
        (("--people", 10, "--out", "night.pdf"), "not-a-surge-file"),
    ):
        refused = terminal.run("drill", "surge", *options)
        assert refused.returncode == 2
        assert code in refused.stderr
    assert not (terminal.home / "fangxian.sqlite3").exists()
