"""The tiny outbreak of the response tests, with a measure in force and a place that was visited."""

from datetime import timedelta

import pytest

from tests.operations.response.conftest import Desk, desk

__all__ = ["Desk", "desk"]


@pytest.fixture
def signed(desk, keep) -> Desk:
    """A case of Furong who was in the teahouse with three friends; both offices have signed."""
    from fangxian.operations.cases.reports import StayGiven

    def begin() -> None:
        now = desk.clock.now()
        tea = StayGiven(now - timedelta(hours=20), now - timedelta(hours=18), "exact", "v-teahouse")
        desk.report("one", friends=("friend",), stays=(tea,))
        desk.respond()
        desk.sign_all()

    keep(begin)
    return desk
