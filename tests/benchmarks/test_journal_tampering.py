"""Random acts of tampering are all found, and an untouched journal is never suspected (10,000 in the benchmark)."""

import pytest

from benchmarks.journal.finding import find_all
from benchmarks.journal.tampering import ACTS


@pytest.mark.django_db
def test_whatever_is_done_to_the_journal_is_found_and_nothing_else(home):
    result = find_all(120)
    assert result["found"] == result["acts"] == 120
    assert result["false"] == 0
    assert set(result["by_act"]) == set(ACTS)
