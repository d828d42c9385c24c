"""From the count to the door: households = served + on the way + unserved, and each of the last with its reason."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem
from tests.operations.rounds.conftest import TONGYINLI, XINWU, event_id
from tests.operations.supplies.conftest import GYM


def refused(act, *args, **more) -> str:
    with pytest.raises(Problem) as found:
        act(*args, **more)
    return found.value.code


def test_who_is_counted_is_unserved_until_a_plan_takes_them_and_served_once_it_is_handed(supply):
    assert supply.bar() == (0, 0, 2)
    assert supply.board().why == {"not-planned": 2}
    made = supply.plan()
    assert (made.planned, made.left, made.rounds) == (2, {}, 1)
    assert supply.bar() == (0, 2, 0)
    supply.hand("door-1")
    assert supply.bar() == (1, 1, 0)


def test_a_household_is_due_again_when_what_was_brought_is_eaten(supply):
    supply.plan()
    supply.hand("door-1")
    supply.hand("door-2")
    supply.wait(73)
    assert supply.bar() == (0, 0, 2)
    assert supply.plan().planned == 2


def test_what_is_promised_is_free_for_nobody_else_and_leaves_the_lot_when_it_is_handed(supply):
    supply.plan()
    promised = 3 * (2 * 300 + 75 + 250)
    assert supply.stock("grain") == {"received": 50_000, "in_stock": 50_000, "reserved": promised}
    assert refused(write_off, supply, 50_000 - promised + 1) == "more-than-is-free"
    supply.hand("door-1")
    supply.hand("door-2")
    assert supply.stock("grain") == {"received": 50_000, "in_stock": 50_000 - promised, "delivered": promised}


def write_off(supply, quantity: int) -> None:
    from fangxian.operations.supplies.balances import list_lots
    from fangxian.operations.supplies.services import write_off

    rows = list_lots(supply.cast.supplies_officer.reach, "tiny", supply.clock.now())
    grain = next(one.id for one in rows if one.item == "grain")
    write_off(supply.cast.supplies_officer, supply.clock, lot_id=grain, quantity=quantity, reason="wet")


def test_nothing_is_planned_twice_for_one_household(supply):
    supply.plan()
    assert refused(supply.plan) == "nothing-to-deliver"


def test_what_goes_back_is_free_again_and_says_why(supply):
    supply.plan()
    supply.hand("door-2", "not-handed", why="nobody")
    assert supply.stock("grain")["reserved"] == 3 * (2 * 300 + 75)
    assert supply.bar() == (0, 1, 1)
    assert supply.board().why == {"nobody": 1}


def test_who_the_plan_could_not_serve_is_named_with_the_reason_and_what_is_missing(supply):
    from fangxian.operations.supplies.queries import list_unserved

    supply.count("door-4", adults=1, lat=31.0, lon=113.0, gate_id="far")
    supply.plan()
    supply.hand("door-1")
    supply.ask("door-1", "diapers")
    supply.wait(1)
    supply.count("door-5", adults=1)
    reach = supply.cast.community_worker.reach
    rows = list_unserved(reach, "tiny", supply.clock.now())
    assert [(one.household_id, one.why) for one in rows] == [
        ("door-1", "not-planned"),
        ("door-4", "no-time"),
        ("door-5", "not-planned"),
    ]
    assert supply.plan().left == {"no-time": 1, "short": 1}
    assert list_unserved(reach, "tiny", supply.clock.now())[0].short_of == ("diapers",)


def test_who_got_a_part_waits_for_the_rest_and_it_is_said_for_what(supply):
    from fangxian.operations.supplies.queries import list_unserved

    supply.ask("door-1", "formula")
    supply.plan()
    supply.hand("door-1")
    rows = list_unserved(supply.cast.community_worker.reach, "tiny", supply.clock.now())
    assert [(one.household_id, one.why, one.short_of) for one in rows] == [("door-1", "short", ("formula",))]


def test_a_request_is_met_once_and_an_urgent_one_counts_though_there_is_food(supply):
    supply.lot("formula", 2)
    supply.plan()
    supply.hand("door-1")
    assert supply.ask("door-1", "formula") == 1
    assert supply.ask("door-1", "formula") == 0
    assert supply.bar() == (0, 1, 1)
    supply.plan()
    portions = supply.drops()["door-1"].portions
    assert [(one.item, one.quantity) for one in portions] == [("formula", 1)]
    supply.hand("door-1")
    assert supply.bar() == (1, 1, 0)


def test_what_was_told_at_a_door_is_asked_for_by_itself(supply):
    """The screening of a door notes a need of things for an infant; nobody types it again."""
    from fangxian.operations.screening.rows import ScreeningGiven
    from fangxian.operations.screening.services import screen_door
    from tests.operations.rounds.conftest import Rounds

    opened = Rounds(supply.cast, supply.clock).open("screening")
    form = ScreeningGiven(
        event_id("form"),
        "430102003001",
        "door-1",
        "answered",
        supply.clock.now(),
        ("ann",),
        needs=("infant",),
    )
    screen_door(supply.cast.community_worker, supply.clock, round_id=opened.id, given=form)
    supply.lot("formula", 1)
    supply.plan()
    assert "formula" in {one.item for one in supply.drops()["door-1"].portions}


def test_the_register_of_a_round_counts_a_place_at_once_and_leaves_what_was_said(supply):
    from fangxian.operations.supplies.services import count_from_round
    from tests.operations.rounds.conftest import Rounds

    opened = Rounds(supply.cast, supply.clock).open("screening")
    where = {"outbreak_id": "tiny", "round_id": opened.id}
    assert count_from_round(supply.cast.street_worker, supply.clock, place_id=XINWU, **where) == 1
    assert count_from_round(supply.cast.street_worker, supply.clock, place_id="430102003001", **where) == 0


def test_a_closed_place_in_which_nobody_was_counted_is_named(supply):
    supply.close(XINWU)
    assert [(key, people) for key, _, people in supply.board().uncounted] == [(XINWU, 3_000)]


def test_a_place_that_is_open_is_not_supplied(supply):
    supply.count("door-3", place=XINWU, actor=supply.cast.street_worker, adults=3)
    assert supply.board().households == 2


def test_the_word_of_the_household_proves_it_and_a_wrong_one_does_not(supply):
    supply.plan()
    wrong = f"{(int(supply.word('door-1')) + 1) % 10_000:04}"
    assert refused(supply.hand, "door-1", "word", wrong) == "wrong-delivery-word"
    assert supply.bar() == (0, 2, 0)
    supply.hand("door-1", "word", supply.word("door-1"))
    assert supply.drops()["door-1"].outcome == "word"


def test_sent_again_it_changes_nothing_and_a_second_answer_is_refused(supply):
    from fangxian.operations.supplies.services import hand_over

    supply.plan()
    given = supply.hand("door-1")
    before = supply.stock("grain")
    hand_over(supply.cast.grid_worker, supply.clock, given=given)
    assert supply.stock("grain") == before
    assert refused(supply.hand, "door-1", "not-handed", why="nobody") == "already-handed"


def test_what_a_phone_kept_without_a_signal_is_answered_one_by_one(supply):
    from fangxian.operations.supplies.rows import HandedGiven
    from fangxian.operations.supplies.services import hand_over_many

    supply.plan()
    drops, now = supply.drops(), supply.clock.now()
    hour = now - timedelta(hours=2)
    good = HandedGiven(event_id("good"), drops["door-1"].id, "doorstep", hour, device_at=hour)
    lost = HandedGiven(event_id("lost"), event_id("no such drop"), "doorstep", hour)
    unclear = HandedGiven(event_id("unclear"), drops["door-2"].id, "not-handed", hour)
    answers = hand_over_many(supply.cast.grid_worker, supply.clock, given=[lost, good, unclear])
    assert [one.problem and one.problem.code for one in answers] == ["not-found", None, "handed-unclear"]
    assert supply.bar() == (1, 1, 0)


def test_a_plan_says_what_it_comes_to_without_writing_anything(supply):
    from fangxian.operations.supplies.deliveries import propose_deliveries

    found = propose_deliveries(
        supply.cast.supplies_officer.reach,
        supply.clock,
        outbreak_id="tiny",
        fleet=supply.fleet(("v", GYM, 500)),
    )
    assert (found.planned, found.rounds) == (2, 1)
    assert found.bound_km <= found.km
    assert supply.bar() == (0, 0, 2)


@pytest.mark.parametrize(
    ("vans", "hours"), [((("v", GYM, 0),), 4), ((("v", GYM, 9), ("v", GYM, 9)), 4), ((), 0.1), ((), 30)]
)
def test_hours_and_vehicles_that_cannot_be_are_refused(supply, vans, hours):
    from fangxian.operations.supplies.services import accept_deliveries

    given = {"outbreak_id": "tiny", "fleet": supply.fleet(*vans, hours=hours)}
    assert (
        refused(accept_deliveries, supply.cast.supplies_officer, supply.clock, **given)
        == "not-delivery-hours"
    )


@pytest.mark.parametrize(
    "wrong", [{"adults": -1}, {"adults": 201}, {"lat": 95.0}, {"from_hour": 9, "to_hour": 8}]
)
def test_a_household_that_cannot_be_is_not_counted(supply, wrong):
    assert refused(supply.count, "door-9", **wrong) == "not-a-household"


def test_an_earlier_hour_shows_what_was_known_then(supply):
    before = supply.clock.now()
    supply.wait(1)
    supply.plan()
    supply.hand("door-1")
    found = supply.board(at=before)
    assert (found.served, found.on_the_way, found.unserved) == (0, 0, 2)


def test_another_district_sees_no_household_and_answers_at_no_door(supply):
    from fangxian.operations.supplies.rows import HandedGiven
    from fangxian.operations.supplies.services import hand_over

    supply.plan()
    assert supply.board(supply.cast.stranger).households == 0
    assert supply.drops(supply.cast.stranger) == {}
    drop = supply.drops()["door-1"]
    given = HandedGiven(event_id("strange"), drop.id, "doorstep", supply.clock.now())
    assert refused(hand_over, supply.cast.stranger, supply.clock, given=given) == "not-found"


def test_the_supplies_officer_plans_for_all_and_reads_no_door(supply):
    from fangxian.operations.supplies.queries import get_delivery_round, list_rounds, list_unserved

    reach, now = supply.cast.supplies_officer.reach, supply.clock.now()
    assert list_unserved(reach, "tiny", now) == ()
    supply.plan()
    now = supply.clock.now()
    (row,) = list_rounds(reach, "tiny", now)
    _, drops = get_delivery_round(reach, row.id, now)
    assert [(one.household_id, one.gate_id, one.portions) for one in drops] == [("", "east-gate", ())] * 2
    assert refused(supply.count, "door-5", actor=supply.cast.supplies_officer, adults=1) == "not-your-role"


def test_the_journal_vouches_for_every_row_and_hears_of_one_that_was_changed(supply):
    from fangxian.operations.journal.queries import verify
    from fangxian.operations.supplies.models import Movement

    supply.plan()
    supply.hand("door-1")
    assert verify().ok
    Movement.objects.filter(kind="delivered").update(quantity=1)
    assert not verify().ok


def _tell(supply, door: str, *codes: str):
    """A household tells at its door what it needs; it lies on the desk of the street."""
    from uuid import UUID

    from django.db import transaction

    from fangxian.engines.visiting.doorway import Told
    from fangxian.operations.screening.items import raise_items

    where = {"outbreak_id": "tiny", "place_id": TONGYINLI, "household_id": door}
    told, at = [Told("supplies", None, codes)], supply.clock.now()
    form = UUID(int=sum(map(ord, door + "".join(codes))))
    with transaction.atomic():
        raise_items(supply.cast.grid_worker, supply.clock, form_id=form, **where, told=told, raised_at=at)


def _open_items(supply) -> list[str]:
    from fangxian.operations.screening.told_needs import list_told_needs

    rows = list_told_needs(supply.cast.street_worker.reach, "tiny", supply.clock.now())
    return [one.household_id for one in rows]


def test_what_a_household_told_at_its_door_is_settled_by_the_proof_that_all_of_it_came(supply):
    supply.lot("grain", 5_000)
    _tell(supply, "door-1", "food")
    _tell(supply, "door-2", "food")
    supply.plan()
    assert _open_items(supply) == ["door-1", "door-2"]
    supply.hand("door-1", "not-handed", why="nobody")
    supply.hand("door-2")
    assert _open_items(supply) == ["door-1"], "what went back is settled by nobody"
    supply.plan()
    supply.hand("door-1", name="again")
    assert _open_items(supply) == []


def test_what_the_desk_settled_itself_and_what_no_goods_answer_stay_as_they_are(supply):
    _tell(supply, "door-2", "food", "distress")
    supply.plan()
    supply.hand("door-2")
    assert _open_items(supply) == ["door-2"], "somebody to talk to is for the desk"
