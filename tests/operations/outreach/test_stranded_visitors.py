"""Stranded visitors: counted where they are housed, tested where a measure asks, handed to their home city, let go."""

from datetime import timedelta
from uuid import UUID

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.handovers import services as letters
from fangxian.operations.outreach import services
from fangxian.operations.outreach.services import GroupGiven
from fangxian.operations.outreach.stranded import count_by_home, list_groups
from fangxian.operations.retention import erase_due, summarise_due
from tests.operations.outreach.conftest import FUCHENG, TONGYINLI, marked

ONE, TWO = marked("group one"), marked("group two")


def group(group_id: UUID = ONE, size: int = 16, home: str = "大连市", **more) -> GroupGiven:
    told = {"leader": "合成导游", "phone": "13800000001", "place_id": TONGYINLI, "operator": "合成旅行社"}
    return GroupGiven(id=group_id, size=size, home=home, **{**told, **more})


def register(street, *groups, actor=None):
    actor = actor or street.cast.street_worker
    return services.register_groups(actor, street.clock, outbreak_id="tiny", groups=groups)


def rows(street, actor=None, **more):
    return list_groups((actor or street.cast.city_cdc).reach, "tiny", street.clock.now(), **more)


def plan(street, group_id: UUID = ONE, hours: float = 24) -> None:
    leaves_at = street.clock.now() + timedelta(hours=hours)
    services.plan_onward(
        street.cast.street_worker, street.clock, group_id=group_id, leaves_at=leaves_at, leaves_by="train"
    )


def sample(street, people: int = 16, word: str = "test", **more):
    return services.record_group_test(
        street.cast.street_worker,
        street.clock,
        test_id=marked(word),
        group_id=more.pop("group_id", ONE),
        taken_at=more.pop("taken_at", street.clock.now()),
        people=people,
        **more,
    )


def hand(street, home: str = "大连市", **more):
    return services.hand_over(street.cast.city_cdc, street.clock, outbreak_id="tiny", home=home, **more)


def refused(act) -> str:
    with pytest.raises(Problem) as found:
        act()
    return found.value.code


@pytest.fixture
def housed(street, keep):
    """Two groups of one home city in 桐荫里."""
    keep(lambda: register(street, group(), group(TWO, 9)))
    return street


def test_groups_are_registered_once_however_often_they_are_sent(street):
    first = register(street, group(), group(TWO, 9))
    assert (first.added, first.people, first.known) == (2, 25, 0)
    assert register(street, group()).known == 1
    assert [(one.number, one.size, one.state) for one in rows(street)] == [
        (1, 16, "housed"),
        (2, 9, "housed"),
    ]


def test_who_leads_a_group_is_seen_by_those_who_serve_there_alone(housed):
    (one, _) = rows(housed, housed.cast.community_worker)
    assert (one.leader, one.phone) == ("合成导游", "13800000001")
    assert rows(housed, housed.cast.stranger) == ()
    assert rows(housed, housed.cast.police_officer) == ()
    assert {one.phone for one in rows(housed, housed.cast.auditor)} == {""}


def test_a_group_that_moves_is_seen_where_it_is_and_no_longer_where_it_was(housed):
    services.move_group(housed.cast.commander, housed.clock, group_id=ONE, place_id=FUCHENG)
    assert [one.number for one in rows(housed, housed.cast.community_worker)] == [2]
    (moved,) = rows(housed, housed.cast.stranger)
    assert (moved.number, moved.leader) == (1, "合成导游")


def test_a_test_is_asked_for_only_where_a_measure_in_force_asks_for_one(housed):
    assert {one.test for one in rows(housed)} == {"not-needed"}
    housed.measure("leave-with-test", "4301", "restrict-movement")
    assert {one.test for one in rows(housed)} == {"due"}
    sample(housed, 10, "ten")
    assert rows(housed, home="大连市")[0].test == "due", "six are missing"
    sample(housed, 6, "six", positives=0)
    assert rows(housed)[0].test == "fresh"


def test_a_test_grows_old_before_they_leave(housed):
    housed.measure("leave-with-test", "4301", "restrict-movement")
    sample(housed)
    plan(housed, hours=72)
    assert next(one for one in rows(housed) if one.number == 1).test == "due"
    plan(housed, hours=40)
    assert next(one for one in rows(housed) if one.number == 1).test == "fresh"


def test_a_positive_is_shown_and_restricts_nobody(housed):
    from fangxian.operations.restrictions.queries import find_bound_anywhere

    sample(housed, positives=1)
    one = rows(housed)[0]
    assert one.test == "positive"
    assert find_bound_anywhere([f"stranded-{ONE.hex}"], housed.clock.now()) == set()
    services.record_left(housed.cast.street_worker, housed.clock, group_id=ONE)
    assert next(row for row in rows(housed) if row.number == 1).left_at == housed.clock.now()


def test_one_letter_hands_over_all_groups_of_a_city_and_it_acknowledges_by_its_code(housed):
    plan(housed)
    told = hand(housed)
    assert (told.groups, told.people) == (2, 25)
    assert {one.state for one in rows(housed)} == {"handed"}
    letters.acknowledge_outside(housed.clock, code=told.code, who="duty desk")
    assert {one.state for one in rows(housed)} == {"acknowledged"}
    assert refused(lambda: hand(housed)) == "no-group-to-hand"


def test_a_city_that_does_not_answer_in_time_is_late_even_when_the_group_has_left(housed):
    hand(housed)
    housed.wait(5)
    services.record_left(housed.cast.street_worker, housed.clock, group_id=ONE)
    assert {one.state for one in rows(housed)} == {"left", "handed"}
    housed.wait(2)
    assert {one.state for one in rows(housed)} == {"late"}


def test_a_letter_that_was_withdrawn_is_sent_again(housed):
    told = hand(housed)
    letters.withdraw_letter(housed.cast.city_cdc, housed.clock, letter_id=told.letter_id, reason="wrong city")
    assert {one.state for one in rows(housed)} == {"housed"}
    assert hand(housed).groups == 2


def test_a_home_city_inside_the_tree_sees_who_comes(housed):
    hand(housed, to_place_id=FUCHENG)
    from fangxian.operations.handovers.queries import list_letters
    from fangxian.operations.people.queries import find_person

    stranger = housed.cast.stranger
    (letter,) = list_letters(stranger.reach, "tiny", housed.clock.now())
    assert (letter.people, letter.received) == (2, True)
    assert find_person(stranger.reach, f"stranded-{ONE.hex}", housed.clock.now()) is not None


def test_what_is_owed_to_each_city_is_counted(housed):
    register(housed, group(marked("three"), 30, home="南京市"))
    plan(housed)
    hand(housed)
    by_home = {row.home: row for row in count_by_home(rows(housed))}
    dalian = by_home["大连市"]
    assert (dalian.groups, dalian.people, dalian.planned, dalian.handed) == (2, 25, 1, 2)
    assert (by_home["南京市"].people, by_home["南京市"].handed) == (30, 0)


def test_who_leads_a_group_is_forgotten_a_month_after_it_left(housed):
    for one in (ONE, TWO):
        services.record_left(housed.cast.street_worker, housed.clock, group_id=one)
    assert summarise_due(housed.clock).nothing
    housed.wait(24 * 31)
    assert summarise_due(housed.clock).leaders == 2
    assert erase_due(housed.cast.commander, housed.clock).leaders == 2
    assert {(one.leader, one.phone, one.size) for one in rows(housed)} == {("", "", 16), ("", "", 9)}
    assert summarise_due(housed.clock).nothing


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"size": 0}, "group-unclear"),
        ({"home": " "}, "group-unclear"),
        ({"leader": "", "phone": ""}, "group-unclear"),
        ({"needs": ("a boat",)}, "group-unclear"),
        ({"place_id": FUCHENG}, "not-found"),
        ({"operator": "call 13800000001"}, "personal-number"),
    ],
)
def test_a_group_that_is_not_clear_is_refused_with_all_that_came_with_it(street, given, code):
    assert refused(lambda: register(street, group(TWO), group(**given))) == code
    assert rows(street) == ()


def test_what_cannot_be_is_refused(housed):
    assert refused(lambda: sample(housed, 17)) == "group-test-unclear"
    assert refused(lambda: sample(housed, positives=17)) == "group-test-unclear"
    assert refused(lambda: plan(housed, hours=-1)) == "group-unclear"
    assert refused(lambda: plan(housed, marked("nobody"))) == "not-found"
    services.record_left(housed.cast.street_worker, housed.clock, group_id=ONE)
    assert refused(lambda: plan(housed)) == "group-left"


def test_a_sampling_sent_twice_counts_once(housed):
    assert sample(housed)
    assert not sample(housed)
    assert rows(housed)[0].tested == 16
