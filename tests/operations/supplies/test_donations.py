"""Donations: offered, received, acknowledged, published; an organisation by its name, a person by a number."""

from datetime import date

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.supplies import donations, services
from tests.operations.supplies.conftest import GYM

TEN_MILLION = 10_000_000


def offer(supply, actor=None, **given) -> object:
    told = {"kind": "money", "donor": "天门山旅游公司", "amount_yuan": TEN_MILLION, **given}
    who = actor or supply.cast.supplies_officer
    return services.offer_donation(who, supply.clock, outbreak_id="tiny", place_id="430102", **told)


def rice(supply, **given) -> object:
    return offer(supply, kind="goods", donor="商会", item="grain", quantity=9_000, amount_yuan=0, **given)


def one(supply):
    (row,) = donations.list_donations(supply.cast.supplies_officer.reach, "tiny", supply.clock.now())
    return row


def steps(supply, donation, *names: str) -> None:
    officer, commander = supply.cast.supplies_officer, supply.cast.commander
    acts = {"acknowledged": (services.acknowledge_donation, officer)}
    acts |= {
        "published": (services.publish_donation, commander),
        "declined": (services.decline_donation, officer),
    }
    for name in names:
        act, who = acts[name]
        act(who, supply.clock, donation_id=donation)


def test_money_is_received_acknowledged_and_published(empty):
    donation = offer(empty)
    assert one(empty).standing == "offered"
    services.receive_donation(empty.cast.supplies_officer, empty.clock, donation_id=donation)
    steps(empty, donation, "acknowledged")
    assert donations.list_published("tiny", empty.clock.now()) == ()
    steps(empty, donation, "published")
    (row,) = donations.list_published("tiny", empty.clock.now())
    assert (row.donor, row.received, row.standing) == ("天门山旅游公司", TEN_MILLION, "published")


def test_goods_become_a_lot_and_the_book_says_how_much_reached_households(supply):
    donation = rice(supply)
    officer = supply.cast.supplies_officer
    where = {"depot_id": GYM, "expires_on": date(2021, 9, 30)}
    services.receive_donation(officer, supply.clock, donation_id=donation, quantity=8_000, **where)
    assert supply.stock("grain")["received"] == 58_000
    supply.plan()
    supply.hand("door-2")
    # What expires first goes first: the rice that was given, before that without a date.
    assert (one(supply).received, one(supply).used) == (8_000, 750)


def test_steps_are_taken_in_their_order_and_once(empty):
    donation = offer(empty)
    with pytest.raises(Problem) as early:
        steps(empty, donation, "acknowledged")
    assert early.value.code == "not-the-next-step"
    services.receive_donation(empty.cast.supplies_officer, empty.clock, donation_id=donation)
    with pytest.raises(Problem) as late:
        steps(empty, donation, "declined")
    assert late.value.code == "not-the-next-step"


def test_only_who_publishes_puts_it_on_the_public_list(empty):
    donation = offer(empty)
    services.receive_donation(empty.cast.supplies_officer, empty.clock, donation_id=donation)
    steps(empty, donation, "acknowledged")
    with pytest.raises(Problem) as refused:
        services.publish_donation(empty.cast.supplies_officer, empty.clock, donation_id=donation)
    assert refused.value.code == "not-your-role"


def test_somebody_who_gives_as_a_person_has_a_number_and_no_name(empty):
    offer(empty, donor="")
    assert (one(empty).donor, len(one(empty).number)) == ("", 8)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "gold"},
        {"amount_yuan": 0},
        {"item": "grain"},
        {"kind": "goods", "amount_yuan": 5, "item": "grain", "quantity": 5},
        {"kind": "goods", "amount_yuan": 0, "item": "grain", "quantity": 0},
        {"kind": "goods", "amount_yuan": 0, "item": "", "quantity": 5},
    ],
)
def test_what_is_neither_goods_nor_money_is_refused(empty, wrong):
    with pytest.raises(Problem):
        offer(empty, **wrong)


def test_another_district_sees_and_receives_nothing(empty):
    donation = offer(empty)
    assert donations.list_donations(empty.cast.stranger.reach, "tiny", empty.clock.now()) == ()
    with pytest.raises(Problem) as refused:
        services.receive_donation(empty.cast.stranger, empty.clock, donation_id=donation)
    assert refused.value.code == "not-found"
