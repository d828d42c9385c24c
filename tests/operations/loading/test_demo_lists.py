"""The demonstration's two lists: invented people, the same every time, and enough of them on both."""

from types import SimpleNamespace

import polars as pl
import pytest

from fangxian.operations.loading.lists import NEWCOMERS, SHARES, load_lists
from fangxian.operations.rounds.listed import find_rows
from fangxian.operations.rounds.lists import list_lists
from tests.operations.rounds.conftest import TONGYINLI, XINWU, rounds

__all__ = ["rounds"]


@pytest.fixture
def city():
    """Two hundred people of a community and one elsewhere."""
    homes = [TONGYINLI] * 200 + [XINWU]
    people = pl.DataFrame({"person_id": [f"p{at}" for at in range(201)], "residence_place_id": homes})
    return SimpleNamespace(persons=people, outbreak=SimpleNamespace(id="tiny"))


def test_each_list_has_its_share_and_newcomers_are_on_no_household_register(rounds, city, home, cast, clock):
    taken = load_lists(city, cast.commander, clock, [TONGYINLI])
    rows = {name: find_rows("tiny", name, clock.now()) for name in SHARES}
    assert taken == sum(frame.height for frame in rows.values())
    for name, share in SHARES.items():
        assert 0.8 * share * 200 < rows[name]["person_id"].count() < 1.2 * share * 200
        assert 0 < rows[name]["person_id"].null_count() <= 200 * NEWCOMERS
        assert set(rows[name]["place_id"]) == {TONGYINLI}
    on = {row.list_id for row in list_lists(cast.commander.reach, "tiny", clock.now()) if row.on_now}
    assert on == {"household-register", *SHARES}
