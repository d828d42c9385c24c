"""The tiny outbreak of the response tests, with a case of Furong and a friend."""

import pytest

from tests.operations.response.conftest import Desk, desk

__all__ = ["Desk", "desk"]


@pytest.fixture
def reported(desk) -> Desk:
    """A case of Furong with a friend; 430105 (Kaifu) is the neighbour, whose worker is the stranger."""
    desk.report("one", friends=("friend",))
    desk.respond()
    return desk
