"""Files mangled at random, really imported: each ends in balance or in a problem, with nothing lost (10,000 in the benchmark)."""

import pytest

from benchmarks.testing.mangled.ground import lay_ground
from benchmarks.testing.mangled.judging import KINDS, Judge, make_file

FILES, SEED = 48, 8
STEP = 1 + len(KINDS)
"""From file to file another kind and another mangling."""


@pytest.fixture
def ground(cast, clock, home, keep):
    """An outbreak, a case, two people followed up, tubes and a laboratory."""
    return keep(lambda: lay_ground(cast.commander, cast.lab_worker, clock))


def test_no_row_of_a_mangled_file_is_lost(ground):
    judge = Judge(ground)
    made = [make_file(number * STEP, ground.tubes, SEED) for number in range(FILES)]
    verdicts = [(one, judge.judge(one)) for one in made]
    wrong = [
        (one.kind, one.name, one.done, found.told) for one, found in verdicts if found.outcome == "failure"
    ]
    assert wrong == []
    assert {found.outcome for _, found in verdicts} == {"balance", "problem"}
    assert {one.kind for one in made} == set(KINDS)
    assert sum(found.counted for _, found in verdicts) > FILES // 3
