"""The demonstration's testing day: half answered, one box short, one laboratory late, one tube positive; all of it balances."""

import pytest

from fangxian.engines.testing.custody import find_imbalances
from fangxian.operations.at_sites.board import list_states
from fangxian.operations.custody.backlogs import list_backlogs
from fangxian.operations.custody.positives import list_positives
from fangxian.operations.custody.queries import custody_of
from fangxian.operations.custody.watching import list_alarms
from fangxian.operations.journal.queries import verify
from fangxian.operations.journal.services import seal
from fangxian.operations.loading import load_outbreak
from fangxian.operations.loading.testing_day import load_testing
from fangxian.operations.rounds.queries import list_rounds
from fangxian.stores.city import ensure_city


def silent(step, done, total):
    """No bar."""


@pytest.fixture
def small(db, home):
    """The four cities at a small scale, loaded."""
    city = ensure_city("hunan-2021", scale="1:5000", home=home)
    load_outbreak(city, silent)
    return city


@pytest.fixture
def day(small, cast):
    """The testing day; the round."""
    assert load_testing(small, cast.commander) > 0
    [row] = list_rounds(cast.commander.reach, small.outbreak.id, kind="testing")
    return row


def test_it_balances_shows_what_is_late_adds_nothing_twice_and_is_vouched_for(day, small, cast):
    at = small.outbreak.demo_as_of
    balance, breaks = custody_of(cast.commander.reach, day.id, day.place_id, at)
    assert find_imbalances(balance).is_empty()
    kinds = {one.kind for one in breaks}
    assert {"not-sent", "no-result", "not-resampled"} <= kinds
    [positive] = list_positives(cast.commander.reach, day.id, day.place_id)
    assert positive.outcome == "positive"
    [alarm] = list_alarms(small.outbreak.id, at, list_backlogs(cast.commander.reach, small.outbreak.id, at))
    assert (alarm.laboratory_id, alarm.over) == ("third-party", False)
    states = list_states(cast.commander.reach, small.outbreak.id, at)
    sampled = balance.filter(place_id=day.place_id)["sampled"].item()
    assert sampled - 25 <= sum(one.sampled for one in states) <= sampled
    assert [one.alarm.kind for state in states for one in state.standing] == ["crowded"]
    assert load_testing(small, cast.commander) == 0
    seal()
    assert verify().ok
