"""Donated money: received = spent + left, never below nothing; every purchase has its receipt and is goods in a depot."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fangxian.engines.problems import Problem
from fangxian.operations.supplies import services, spending
from fangxian.operations.supplies.rows import PurchaseGiven
from tests.operations.supplies.conftest import GYM
from tests.operations.supplies.test_donations import offer, steps

PLACE = "430102"


def receive(supply, yuan: int, publish: bool = False) -> None:
    officer = supply.cast.supplies_officer
    donation = offer(supply, amount_yuan=yuan)
    services.receive_donation(officer, supply.clock, donation_id=donation)
    if publish:
        steps(supply, donation, "acknowledged", "published")


def buy(supply, yuan: int, receipt: str = "No. 1", actor=None, **more):
    told = {"item": "grain", "quantity": 2_000, "seller": "粮油公司"}
    bought = PurchaseGiven(depot_id=GYM, amount_yuan=yuan, receipt=receipt, **(told | more))
    who = actor or supply.cast.supplies_officer
    return services.spend(who, supply.clock, outbreak_id="tiny", place_id=PLACE, given=bought)


def purse(supply, actor=None) -> tuple[int, int, int]:
    reach = (actor or supply.cast.supplies_officer).reach
    found = spending.count_purse(reach, "tiny", supply.clock.now())
    return found.received, found.spent, found.left


def refused(act) -> str:
    with pytest.raises(Problem) as caught:
        act()
    return caught.value.code


def test_money_is_spent_on_goods_that_are_in_the_depot_at_once(supply):
    receive(supply, 10_000)
    buy(supply, 6_000)
    assert purse(supply) == (10_000, 6_000, 4_000)
    assert supply.stock("grain")["in_stock"] == 52_000
    [row] = spending.list_purchases(supply.cast.supplies_officer.reach, "tiny", supply.clock.now())
    assert (row.item, row.quantity, row.amount_yuan, row.receipt) == ("grain", 2_000, 6_000, "No. 1")


def test_what_was_only_offered_or_is_spent_already_cannot_be_spent(supply):
    offer(supply, amount_yuan=50_000)
    assert refused(lambda: buy(supply, 1)) == "money-short"
    receive(supply, 10_000)
    buy(supply, 6_000)
    assert refused(lambda: buy(supply, 4_001, "No. 2")) == "money-short"
    buy(supply, 4_000, "No. 2")
    assert purse(supply) == (10_000, 10_000, 0)


@pytest.mark.parametrize(
    "wrong",
    [{"seller": " "}, {"receipt": ""}, {"yuan": 0}, {"item": "gold"}, {"quantity": 0}],
)
def test_a_line_without_its_receipt_is_no_purchase(supply, wrong):
    receive(supply, 10_000)
    refused(lambda: buy(supply, **({"yuan": 10} | wrong)))
    assert purse(supply) == (10_000, 0, 10_000)


def test_a_receipt_is_on_record_once_and_another_district_spends_nothing(supply):
    receive(supply, 10_000)
    buy(supply, 10)
    assert refused(lambda: buy(supply, 10)) == "purchase-unclear"
    stranger = supply.cast.stranger
    assert refused(lambda: buy(supply, 10, "No. 2", actor=stranger)) == "not-found"
    assert purse(supply, stranger) == (0, 0, 0)
    assert spending.list_purchases(stranger.reach, "tiny", supply.clock.now()) == ()


def test_everybody_reads_what_came_what_was_spent_and_what_is_left(supply):
    assert spending.find_published_spending("tiny", supply.clock.now()) is None
    receive(supply, 10_000)
    receive(supply, 5_000, publish=True)
    buy(supply, 9_000)
    found = spending.find_published_spending("tiny", supply.clock.now())
    assert (found[0].received, found[0].spent, found[0].left) == (15_000, 9_000, 6_000)
    assert [one.receipt for one in found[1]] == ["No. 1"]


@given(acts=st.lists(st.tuples(st.booleans(), st.integers(1, 900)), max_size=6))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_received_and_spent_what_is_left_is_never_below_nothing(supply, acts):
    received, spent, _ = purse(supply)
    for nth, (comes, yuan) in enumerate(acts):
        if comes:
            receive(supply, yuan)
            received += yuan
        elif yuan <= received - spent:
            buy(supply, yuan, f"{received} {spent} {nth}")
            spent += yuan
        else:
            assert refused(lambda: buy(supply, yuan, "too much")) == "money-short"  # noqa: B023
        assert purse(supply) == (received, spent, received - spent)
