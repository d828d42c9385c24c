"""The labelled texts and itineraries hold what was reached: a change that reads them worse does not pass."""

import pytest

from benchmarks.resolve.itineraries import FIELDS, judge_itineraries, read_labelled_itineraries
from benchmarks.resolve.labelled import judge, read_labelled
from benchmarks.resolve.resolvers import longest_name, ours

TEXTS = read_labelled()
ITINERARIES = read_labelled_itineraries()
HARD = {"repeated", "typo", "zone", "dated", "trap", "none", "english", "list"}
LEAST = 0.97
"""The floor of precision and recall of every level that has ten places or more."""

parts = pytest.mark.parametrize("part", ["tune", "held"])


def test_the_set_is_large_and_hard_enough() -> None:
    assert len(TEXTS) >= 300
    assert sum(one.style in HARD for one in TEXTS) >= 60
    assert sum(not one.expected for one in TEXTS) >= 30
    assert len(ITINERARIES) >= 60


@parts
def test_no_place_is_given_silently_wrong_and_every_question_due_is_asked(part: str) -> None:
    tally = judge((one for one in TEXTS if one.part == part), ours)
    assert tally.wrong.total() == 0
    assert tally.not_asked == 0


@parts
def test_precision_and_recall_per_level(part: str) -> None:
    tally = judge((one for one in TEXTS if one.part == part), ours)
    named = {level: tally.found[level] + tally.missed[level] for level in tally.levels}
    weak = {
        level: (tally.precision(level), tally.recall(level))
        for level, places in named.items()
        if places >= 10 and min(tally.precision(level), tally.recall(level)) < LEAST
    }
    assert len(named) >= 4
    assert weak == {}


def test_the_third_round_is_read_no_worse_than_documented() -> None:
    tally = judge((one for one in TEXTS if one.part == "third"), ours)
    assert tally.wrong.total() <= 2
    assert tally.not_asked == 0
    stays = judge_itineraries(one for one in ITINERARIES if one.part == "third")
    assert stays.silently_wrong == 0
    assert stays.precision("whole") >= 0.84
    assert stays.recall("whole") >= 0.81


def test_the_longest_bare_name_is_wrong_far_more_often() -> None:
    assert judge(TEXTS, longest_name).wrong.total() > 50 * (judge(TEXTS, ours).wrong.total() + 1)


@parts
def test_every_field_of_an_itinerary(part: str) -> None:
    tally = judge_itineraries(one for one in ITINERARIES if one.part == part)
    assert tally.silently_wrong == 0
    for name in FIELDS:
        assert (tally.precision(name) >= 0.95, tally.recall(name) >= 0.95) == (True, True), name
