"""Lots and their movements: received = in stock + delivered + expired + written off, and what is coming is not there."""

from datetime import date, timedelta

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.supplies import services
from fangxian.operations.supplies.queries import list_expiring, list_running_out


def test_what_is_ordered_is_no_stock_until_it_comes(supply):
    lot = supply.lot("formula", 20, arrives=date(2021, 8, 2))
    assert supply.stock("formula") == {}
    services.lot_came(supply.cast.supplies_officer, supply.clock, lot_id=lot, quantity=18)
    assert supply.stock("formula") == {"received": 18, "in_stock": 18}
    with pytest.raises(Problem, match="come already"):
        services.lot_came(supply.cast.supplies_officer, supply.clock, lot_id=lot)


def test_what_has_expired_is_taken_out_and_counted_apart(supply):
    supply.lot("water", 40, expires=date(2021, 8, 3))
    officer = supply.cast.supplies_officer
    assert services.take_out_expired(officer, supply.clock, outbreak_id="tiny") == 0
    assert [one.item for one in list_expiring(officer.reach, "tiny", supply.clock.now())] == ["water"]
    supply.wait(24 * 5)
    assert services.take_out_expired(officer, supply.clock, outbreak_id="tiny") == 1
    assert supply.stock("water") == {"received": 40, "expired": 40}


def test_what_is_written_off_needs_a_reason(supply):
    lot = supply.lots()[0]
    for reason in ("", "x" * 201):
        with pytest.raises(Problem) as refused:
            services.write_off(
                supply.cast.supplies_officer, supply.clock, lot_id=lot, quantity=1, reason=reason
            )
        assert refused.value.code == "reason-for-writing-off"


def test_the_first_to_run_out_stands_first_with_its_day(supply):
    supply.lot("oil", 100, arrives=date(2021, 8, 2))
    rows = list_running_out(supply.cast.supplies_officer.reach, "tiny", supply.clock.now())
    by_item = {one.item: one for one in rows}
    assert by_item["oil"].coming == 100
    assert by_item["grain"].a_day == 2 * 300 + 75 + 250
    assert by_item["grain"].runs_out_on is None
    supply.ask("door-1", "formula", quantity=2)
    first = list_running_out(supply.cast.supplies_officer.reach, "tiny", supply.clock.now())[0]
    assert (first.item, first.runs_out_on, first.short) == ("formula", date(2021, 7, 31), 2)


@pytest.mark.parametrize("wrong", [{"item": "gold"}, {"quantity": 0}, {"quantity": 10**12}])
def test_a_lot_that_cannot_be_is_refused(supply, wrong):
    with pytest.raises(Problem):
        supply.lot(**{"item": "grain", "quantity": 5, **wrong})


def test_a_lot_of_another_district_is_not_there(supply):
    with pytest.raises(Problem) as refused:
        services.write_off(
            supply.cast.stranger, supply.clock, lot_id=supply.lots()[0], quantity=1, reason="x"
        )
    assert refused.value.code == "not-found"


def test_a_depot_that_cannot_be_is_refused(supply):
    with pytest.raises(Problem) as refused:
        supply.depot("The Gym!")
    assert refused.value.code == "not-a-depot"


def test_the_door_plates_go_when_their_time_has_come_and_what_was_brought_stays(supply):
    from fangxian.operations.accounts.queries import get_system_actor
    from fangxian.operations.retention import erase_due, summarise_due

    supply.plan()
    supply.hand("door-1")
    supply.clock.advance(timedelta(days=61))
    assert summarise_due(supply.clock).plates == {"tiny": 2}
    assert erase_due(get_system_actor("retention"), supply.clock).plates == {"tiny": 2}
    assert summarise_due(supply.clock).nothing
    assert supply.stock("grain")["delivered"] == 3 * (2 * 300 + 75)
    assert {one.household_id for one in supply.drops().values()} == {""}
