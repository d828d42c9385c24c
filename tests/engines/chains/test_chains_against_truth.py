"""On simulated outbreaks whose truth is known: a small run of `python -m benchmarks.chains`."""

import polars as pl
import pytest

from benchmarks.chains.__main__ import ASKED, known_outbreak
from benchmarks.chains.scoring import Scores, calibration_error, score
from benchmarks.chains.town import DENSITIES

SEEDS = 2
Judged = dict[str, dict[str, list[Scores]]]


@pytest.fixture(scope="module")
def judged() -> Judged:
    """The sparsest and the most crowded town, two outbreaks each, everybody on the same files."""
    found: Judged = {}
    for density in (DENSITIES[0], DENSITIES[-1]):
        outbreaks = [known_outbreak(density, seed, 150) for seed in range(SEEDS)]
        found[density.name] = {
            name: [score(ask(known), known.truth) for known in outbreaks] for name, ask in ASKED.items()
        }
    return found


def mean(scores: list[Scores], field: str) -> float:
    return sum(getattr(one, field) for one in scores) / len(scores)


def test_the_first_named_is_right_oftener_than_by_exposure_or_by_serial_interval_alone(judged):
    for by in judged.values():
        assert (
            mean(by["engine"], "top_1") > mean(by["exposure"], "top_1") > mean(by["serial interval"], "top_1")
        )


def test_on_average_it_is_right_four_tenths_oftener_than_by_exposure_alone(judged):
    ours = sum(mean(by["engine"], "top_1") for by in judged.values())
    theirs = sum(mean(by["exposure"], "top_1") for by in judged.values())
    assert ours >= 1.4 * theirs


def test_the_truth_is_given_more_probability_than_by_either(judged):
    for by in judged.values():
        assert mean(by["engine"], "log_score") < mean(by["exposure"], "log_score")
        assert mean(by["engine"], "log_score") < mean(by["serial interval"], "log_score")


def test_what_is_said_to_be_likely_is_as_likely_as_said(judged):
    rows = pl.concat([one.judged for by in judged.values() for one in by["engine"]])
    assert calibration_error(rows) < 0.02
    assert calibration_error(rows.filter(rank=1)) < 0.12
