"""Who has no stake within your reach does not exist for you."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.people.queries import (
    find_by_external_id,
    find_merged,
    find_person,
    get_identity,
    get_person,
    households_frame,
    list_identities,
    names_of,
    visible_keys,
)
from fangxian.operations.people.services import (
    NewPerson,
    NewStake,
    add_stakes,
    end_stakes,
    merge_persons,
    move_person,
    register_persons,
    undo_merge,
)
from fangxian.operations.places.reach import Reach

FURONG, KAIFU = "430102003001", "430105001004"


@pytest.fixture
def wang(cast, clock) -> str:
    """A synthetic person of Furong, with a household of two."""
    wang = NewPerson(
        "p-wang", "王小明", "430102199001010011", "13800000000", FURONG, "h-1", (("id-number", "43010219A"),)
    )
    li = NewPerson("p-li", "李小红", residence_place_id=FURONG, household_key="h-1")
    register_persons(cast.commander, clock, [wang, li], reason="case reported")
    return "p-wang"


def refusal(reach: Reach, key: str, clock) -> Problem:
    with pytest.raises(Problem) as raised:
        get_person(reach, key, clock.now())
    return raised.value


def test_the_community_worker_sees_who_lives_there(cast, clock, wang):
    row = get_person(cast.community_worker.reach, wang, clock.now())
    assert (row.residence_place_id, row.household_id, row.erased) == (FURONG, "h-1", False)
    assert get_identity(cast.community_worker.reach, wang, clock.now()).full_name == "王小明"


def test_to_a_stranger_a_person_elsewhere_and_nobody_at_all_look_the_same(cast, clock, wang):
    reach = cast.stranger.reach
    elsewhere, nobody = refusal(reach, wang, clock), refusal(reach, "p-nobody", clock)
    assert (elsewhere.code, elsewhere.status) == (nobody.code, nobody.status)
    assert elsewhere.in_("en").replace(wang, "?") == nobody.in_("en").replace("p-nobody", "?")
    assert find_person(reach, wang, clock.now()) is None
    assert find_by_external_id(reach, "id-number", "43010219A", clock.now()) is None
    assert names_of(reach, [wang], clock.now()) == {}


def test_an_empty_reach_sees_nobody(cast, clock, wang):
    assert visible_keys(Reach.nothing(), [wang], clock.now()) == set()


def test_the_auditor_sees_that_there_is_somebody_but_not_who(cast, clock, wang):
    assert get_person(cast.auditor.reach, wang, clock.now()).person_id == wang
    assert list_identities(cast.auditor.reach, [wang], clock.now()) == {}
    with pytest.raises(Problem) as raised:
        get_identity(cast.auditor.reach, wang, clock.now())
    assert raised.value.code == "not-found"


def test_an_exposure_lets_the_place_of_exposure_see_the_person_while_it_lasts(cast, clock, wang):
    now = clock.now()
    add_stakes(cast.commander, clock, [NewStake(wang, KAIFU, "exposure", now, now + timedelta(days=14))])
    assert find_person(cast.stranger.reach, wang, now)
    assert find_person(cast.stranger.reach, wang, now + timedelta(days=15)) is None


def test_who_moves_is_seen_by_the_new_community_and_no_longer_by_the_old(cast, clock, wang):
    clock.advance(timedelta(hours=1))
    move_person(
        cast.commander,
        clock,
        key=wang,
        to_place_id=KAIFU,
        moved_at=clock.now(),
        reason="moved in with family",
    )
    assert find_person(cast.stranger.reach, wang, clock.now())
    assert find_person(cast.community_worker.reach, wang, clock.now()) is None
    assert find_person(cast.community_worker.reach, wang, clock.now() - timedelta(minutes=30))


def test_an_outsider_cannot_move_somebody_into_reach(cast, clock, wang):
    with pytest.raises(Problem) as raised:
        move_person(
            cast.stranger, clock, key=wang, to_place_id=KAIFU, moved_at=clock.now(), reason="curiosity"
        )
    assert raised.value.code == "not-found"


def test_moving_somebody_needs_a_reason(cast, clock, wang):
    with pytest.raises(Problem) as raised:
        move_person(cast.commander, clock, key=wang, to_place_id=KAIFU, moved_at=clock.now(), reason=" ")
    assert raised.value.code == "reason-needed"


def test_a_tie_that_stands_is_not_doubled_and_ends_once(cast, clock, wang):
    tie = NewStake(wang, KAIFU, "isolation", clock.now())
    assert add_stakes(cast.commander, clock, [tie, tie]) == 1
    assert add_stakes(cast.commander, clock, [tie]) == 0
    clock.advance(timedelta(hours=2))
    once = {"person_key": wang, "kind": "isolation", "ended_at": clock.now(), "reason": "released"}
    assert end_stakes(cast.commander, clock, **once) == 1
    assert end_stakes(cast.commander, clock, **once) == 0
    assert find_person(cast.stranger.reach, wang, clock.now()) is None


def test_a_number_another_system_uses_finds_the_person(cast, clock, wang):
    found = find_by_external_id(cast.commander.reach, "id-number", " 43010219a ", clock.now())
    assert found is not None
    assert found.person_id == wang


def test_a_household_is_read_with_everybody_in_it(cast, clock, wang):
    rows = households_frame([wang], clock.now()).sort("person_id").rows()
    assert rows == [("p-li", "h-1"), ("p-wang", "h-1")]


def test_two_who_are_one_are_merged_and_parted_again(cast, clock, wang):
    merge_persons(cast.commander, clock, from_key="p-li", into_key=wang, reason="same telephone")
    assert find_merged(["p-li", wang]) == {"p-li": wang}
    with pytest.raises(Problem) as raised:
        merge_persons(cast.commander, clock, from_key="p-li", into_key=wang, reason="again")
    assert raised.value.code == "already-merged"
    undo_merge(cast.commander, clock, from_key="p-li", reason="two sisters with one telephone")
    assert find_merged(["p-li"]) == {}
