"""The tiny outbreak of the response tests, with a measure in force and a place that was visited."""

import pytest

from tests.operations.response.conftest import Desk, desk

__all__ = ["Desk", "desk"]


@pytest.fixture
def signed(desk, keep) -> Desk:
    """A case of Furong who was in the teahouse; both offices have signed."""
    keep(desk.sign_case_at_tea)
    return desk
