"""The tiny outbreak of the response tests, with a case of Furong and a friend."""

import pytest

from tests.operations.response.conftest import Desk, desk

__all__ = ["Desk", "desk"]


@pytest.fixture
def reported(desk, keep) -> Desk:
    """A case of Furong with a friend; 430105 (Kaifu) is the neighbour, whose worker is the stranger."""

    def begin() -> None:
        desk.report("one", friends=("friend",))
        desk.respond()

    keep(begin)
    return desk
