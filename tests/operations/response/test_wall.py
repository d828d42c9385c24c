"""The wall: the worker of another district gets nothing, and cannot tell it from what does not exist."""

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations import picture
from fangxian.operations.areas.queries import list_areas, list_measures
from fangxian.operations.cases import queries as cases
from fangxian.operations.cases.services import correct_case, discard_case
from fangxian.operations.contacts.queries import count_exposed, list_exposed_places, list_exposures
from fangxian.operations.decisions.queries import count_waiting, get_proposal, list_waiting
from fangxian.operations.ids import new_id
from fangxian.operations.orders.queries import count_orders, get_order, list_branch, list_late, list_orders
from fangxian.operations.places.reach import Reach
from fangxian.operations.respond import respond_now
from fangxian.operations.restrictions import appeals
from fangxian.operations.restrictions import services as restrictions
from fangxian.operations.restrictions.queries import get_restriction, get_slip, list_restrictions
from fangxian.operations.signing import reject, sign

FURONG = "430102003001"


@pytest.fixture
def behind_the_wall(desk, keep):
    """A case of Furong with a friend and a stay, answered and signed, and one proposal that waits."""

    def begin() -> None:
        desk.sign_case_at_tea()
        desk.report("two", home="430102003002")
        desk.respond()

    keep(begin)
    return desk


@pytest.fixture(params=["a stranger", "nobody"])
def outsider(request, behind_the_wall) -> Reach:
    """The reach of another district's worker, and that of somebody without a duty."""
    return behind_the_wall.cast.stranger.reach if request.param == "a stranger" else Reach.nothing()


def test_lists_are_empty_outside_the_reach(behind_the_wall, outsider):
    now = behind_the_wall.clock.now()
    lists = [
        cases.list_cases(outsider, "tiny", now),
        cases.list_unresolved_stays(outsider, "tiny", now),
        cases.count_by_day(outsider, "tiny", now),
        list_exposures(outsider, "tiny", now),
        list_exposed_places(outsider, "tiny", now),
        list_areas(outsider, "tiny", now, now),
        list_restrictions(outsider, "tiny", now, now),
    ]
    assert [len(found) for found in lists] == [0] * len(lists)
    assert count_exposed(outsider, "tiny", now) == {}
    assert count_waiting(outsider, "tiny") == 0
    assert cases.find_first_report(outsider, "tiny", now) is None


def test_the_same_lists_are_full_inside_it(behind_the_wall):
    """So that the test above cannot pass because nothing is there."""
    now, reach = behind_the_wall.clock.now(), behind_the_wall.cast.community_worker.reach
    assert cases.list_cases(reach, "tiny", now)
    assert cases.count_by_day(reach, "tiny", now)
    assert list_exposures(reach, "tiny", now)
    assert list_exposed_places(reach, "tiny", now)
    assert list_areas(reach, "tiny", now, now)
    assert list_restrictions(reach, "tiny", now, now)


def test_a_stranger_sees_only_the_orders_of_the_own_place(behind_the_wall):
    now, reach = behind_the_wall.clock.now(), behind_the_wall.cast.stranger.reach
    mine = {
        row.place_id
        for order in list_orders(reach, "tiny", now)
        for row in list_branch(reach, order.id, None, now)
    }
    assert mine == {behind_the_wall.cast.stranger.place_id}
    assert {row.place_id for row in list_late(reach, "tiny", now)} <= mine
    assert (
        count_orders(reach, "tiny", now).issued
        < count_orders(behind_the_wall.cast.commander.reach, "tiny", now).issued
    )
    assert list_measures(reach, "tiny", now, now) == ()


def test_what_is_outside_answers_exactly_like_what_does_not_exist(behind_the_wall, outsider):
    now, commander = behind_the_wall.clock.now(), behind_the_wall.cast.commander
    restriction = list_restrictions(commander.reach, "tiny", now, now)[0].key
    order = next(o.id for o in list_orders(commander.reach, "tiny", now) if o.place_id == FURONG)
    reads = [
        (lambda key: cases.get_case(outsider, key, now), "c-one", "c-nobody"),
        (lambda key: cases.list_stays(outsider, key, now), "c-one", "c-nobody"),
        (lambda key: cases.list_case_history(outsider, key, now), "c-one", "c-nobody"),
        (lambda key: get_restriction(outsider, key, now), restriction, "r-none"),
        (lambda key: get_slip(outsider, key), restriction, "r-none"),
        (lambda key: get_order(outsider, key, now), order, new_id()),
        (lambda key: picture.get_place_day(outsider, "tiny", key, now, now), FURONG, "no-such-place"),
    ]
    for read, real, unreal in reads:
        assert _answer(read, real) == _answer(read, unreal)


def test_nobody_writes_outside_the_reach(behind_the_wall):
    stranger, clock, commander = (
        behind_the_wall.cast.stranger,
        behind_the_wall.clock,
        behind_the_wall.cast.commander,
    )
    now = clock.now()
    restriction = list_restrictions(commander.reach, "tiny", now, now)[0].key
    writes = [
        lambda: correct_case(stranger, clock, case_id="c-one", changes={"age": 4}, reason="to see"),
        lambda: discard_case(stranger, clock, case_id="c-one", reason="to see"),
        lambda: restrictions.serve(stranger, clock, key=restriction),
        lambda: appeals.appeal(stranger, clock, key=restriction, text="to see"),
    ]
    for write in writes:
        with pytest.raises(Problem) as refused:
            write()
        assert (refused.value.code, refused.value.status) == ("not-found", 404)


def test_a_field_worker_neither_responds_nor_signs(behind_the_wall):
    worker, clock = behind_the_wall.cast.community_worker, behind_the_wall.clock
    waiting = behind_the_wall.waiting()[0]
    with pytest.raises(Problem) as refused:
        respond_now(worker, clock, outbreak_id="tiny")
    assert refused.value.code == "not-your-role"
    for act in (
        lambda: sign(worker, clock, proposal_ids=[waiting.id]),
        lambda: reject(worker, clock, proposal_ids=[waiting.id], reason="no"),
        lambda: get_proposal(worker, waiting.id),
    ):
        with pytest.raises(Problem) as refused:
            act()
        assert refused.value.code in {"not-found", "not-your-role"}


def test_the_auditor_sees_what_was_decided_and_not_about_whom(behind_the_wall):
    auditor, now = behind_the_wall.cast.auditor, behind_the_wall.clock.now()
    found = list_restrictions(auditor.reach, "tiny", now, now)
    assert found
    assert {row.name for row in found} == {""}
    assert {row.name for row in cases.list_cases(auditor.reach, "tiny", now)} == {""}
    assert list_waiting(auditor, "tiny")
    assert not any(row.can_sign for row in list_waiting(auditor, "tiny"))


def test_an_outbreak_elsewhere_does_not_exist_for_somebody_without_duty(behind_the_wall):
    assert cases.list_outbreaks(Reach.nothing()) == ()
    assert _answer(lambda key: cases.get_outbreak(Reach.nothing(), key), "tiny") == _answer(
        lambda key: cases.get_outbreak(Reach.nothing(), key), "none"
    )


def _answer(read, key):
    with pytest.raises(Problem) as refused:
        read(key)
    problem = refused.value
    return (
        problem.code,
        problem.status,
        problem.in_("en").replace(str(key), "…"),
        problem.in_("zh").replace(str(key), "…"),
    )
