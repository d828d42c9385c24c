"""Four cases in two communities of Furong; a few thousand futures of the small city are enough to fit them."""

from datetime import timedelta

import pytest

from tests.operations.race.small import settle_small
from tests.operations.response.conftest import Desk, desk  # noqa: F401

FUTURES = 2_000


@pytest.fixture
def small(monkeypatch):
    """Whatever place is run, it is the small city."""
    settle_small(monkeypatch)


@pytest.fixture
def reported(desk: Desk, small) -> Desk:  # noqa: F811
    """Four cases in four days, the third infected by the first."""
    today = desk.clock.now().date()
    for key, days_ago, home in (("one", 3, "430102003001"), ("two", 2, "430102003002"), ("three", 1, "430102003001"),
                                ("four", 0, "430102003001")):  # fmt: skip
        on = today - timedelta(days=days_ago)
        desk.report(key, home=home, reported_on=on, onset_on=on - timedelta(days=1))
    return desk


def fit_to_the_end(actor, clock, key, seconds: float = 60.0):
    """Fit piece by piece."""
    from fangxian.operations.fits.services import compute_on

    found = compute_on(actor, clock, fit_id=key, seconds=seconds)
    return found if found.has_ended else fit_to_the_end(actor, clock, key, seconds)


@pytest.fixture
def fitted(reported: Desk, clock):
    """The commander's fit, which has ended."""
    from fangxian.operations.fits.services import ask

    key = ask(reported.cast.commander, clock, outbreak_id="tiny", futures=FUTURES)
    return fit_to_the_end(reported.cast.commander, clock, key)
