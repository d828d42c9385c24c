"""Two cases in Furong whose measures are signed and ordered; a clock of the small city prices what is open."""

import pytest

from tests.operations.orders.conftest import Command, command  # noqa: F401
from tests.operations.race.small import settle_small
from tests.operations.response.conftest import Desk, desk  # noqa: F401


@pytest.fixture
def small(monkeypatch):
    """Whatever place is run, it is the small city."""
    settle_small(monkeypatch)


@pytest.fixture
def ordered(desk: Desk, small) -> Desk:  # noqa: F811
    """A case at tea with a friend; the plan has answered, both offices have signed, the orders are out."""
    desk.report("two", home="430102003002")
    desk.sign_case_at_tea()
    return desk


def run_to_the_end(actor, clock, key, seconds: float = 60.0):
    """Compute a clock piece by piece."""
    from fangxian.operations.race.services import compute_on

    found = compute_on(actor, clock, clock_id=key, seconds=seconds)
    return found if found.row.has_ended else run_to_the_end(actor, clock, key, seconds)
