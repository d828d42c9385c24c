"""The tracing benchmark at a size that takes seconds: every engine still answers, and all still agree."""

import json

import pytest

from benchmarks.tracing.__main__ import compare, main
from benchmarks.tracing.measuring import Timed
from benchmarks.tracing.peers import ENGINES

SMALL = ["--people", "1200", "--growth", "600", "1200", "--repeat", "1"]


def test_a_tiny_city_is_asked_of_every_engine_and_the_results_are_written(tmp_path, capsys):
    main([*SMALL, "--out", str(tmp_path / "results"), "--keep", str(tmp_path / "cities")])
    results = json.loads((tmp_path / "results" / "tracing.json").read_text("utf-8"))
    assert {one["engine"] for one in results["timed"]} == set(ENGINES)
    assert all(one["rows"] > 0 for one in results["timed"])
    assert results["built"]["rows"] > 1200 * 30
    assert "<svg" in (tmp_path / "results" / "growth.svg").read_text("utf-8")
    told = capsys.readouterr().out
    assert "20 cases, second degree" in told
    assert "cold open" in told


def test_engines_that_disagree_stop_the_run():
    def answer(engine: str, minutes: int) -> Timed:
        return Timed(engine, "20 cases", 600, (0.1,), 3, minutes, "a", 0.1)

    compare([answer("one", 90), answer("another", 90)])
    with pytest.raises(SystemExit, match="disagree"):
        compare([answer("one", 90), answer("another", 91)])
