"""A city of 6,000 people stands for Furong; twelve futures are enough to see how plans differ."""

import pytest

from fangxian.operations.rehearsals.rows import Wish
from tests.operations.rehearsals.small import FURONG, settle_small


@pytest.fixture
def small(monkeypatch):
    """Whatever place is rehearsed, it is the small city."""
    settle_small(monkeypatch)


@pytest.fixture
def wish() -> Wish:
    """The plan of 2021 against nothing at all, in a place where three people are infected."""
    return Wish(FURONG, ("cn-covid19-8e-2021", "nothing"), futures=12, days=21, seed_cases=3)
