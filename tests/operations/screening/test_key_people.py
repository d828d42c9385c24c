"""Key people: what a door needs to show, and nobody in a closed place forgotten."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.screening.services import KeyPersonGiven, name_carers
from tests.operations.rounds.conftest import TONGYINLI, XINWU


def name(
    screen, who: str, door: str, needs=("dialysis",), carers=(), place: str = TONGYINLI, actor=None
) -> None:
    given = KeyPersonGiven(place, door, who, tuple(needs), tuple(carers))
    name_carers(actor or screen.cast.street_worker, screen.clock, outbreak_id="tiny", given=given)


def people(screen, actor, **more) -> list[tuple]:
    from fangxian.operations.screening.key_people import list_key_people

    rows = list_key_people(actor.reach, "tiny", screen.clock.now(), **more)
    return [
        (one.person_id, one.needs, tuple(carer.name.en for carer in one.carers), one.alone) for one in rows
    ]


def close(screen, place: str, measure: str = "stay-home") -> None:
    """A measure over a place restricts its people, by decision of the authority; as a rule it shuts them in."""
    from fangxian.operations.areas.services import record_official_measure

    columns = {
        "id": f"m-{place}-{measure}",
        "outbreak_id": "tiny",
        "place_id": place,
        "measure": measure,
        "title_zh": "足不出户",
        "title_en": "Stay at home",
        "starts_at": screen.clock.now(),
        "rule": "official",
        "ends_at": screen.clock.now() + timedelta(days=14),
        "source": "a notice",
        "restricts": True,
    }
    record_official_measure(
        screen.cast.commander, screen.clock, columns=columns, effective_at=screen.clock.now()
    )


def test_a_door_shows_who_looks_after_whom_and_what_they_need(screen):
    name(screen, "ann", "door-1", carers=("grid-worker",))
    name(screen, "cem", "door-2", needs=("alone",))
    (key,) = screen.door("door-1").key_people
    assert (key.person_id, key.needs) == ("ann", ("dialysis",))
    assert [(one.name.en, one.serves) for one in key.carers] == [("Grid worker", True)]
    assert screen.door("door-2").key_people[0].carers == ()


def test_what_was_said_last_stands_and_without_needs_nobody_is_key(screen):
    name(screen, "ann", "door-1", carers=("grid-worker",))
    name(screen, "ann", "door-1", needs=("pregnancy",), carers=("community-worker",))
    assert people(screen, screen.cast.street_worker) == [
        ("ann", ("pregnancy",), ("Tongyinli community worker",), False)
    ]
    name(screen, "ann", "door-1", needs=())
    assert people(screen, screen.cast.street_worker) == []


def test_in_a_closed_place_who_has_no_carer_comes_first(screen):
    name(screen, "ann", "door-1", carers=("grid-worker",))
    name(screen, "cem", "door-2")
    name(screen, "dora", "door-3", place=XINWU)
    assert [one[3] for one in people(screen, screen.cast.street_worker)] == [False, False, False]
    close(screen, TONGYINLI)
    found = people(screen, screen.cast.street_worker)
    assert [(one[0], one[3]) for one in found] == [("cem", True), ("ann", False), ("dora", False)]


@pytest.mark.parametrize(
    "measure", ["cancel-gatherings", "leave-with-test", "close-scenic-places", "central-quarantine"]
)
def test_what_restricts_and_shuts_nobody_in_closes_no_place(screen, measure: str):
    name(screen, "ann", "door-1")
    close(screen, TONGYINLI, measure)
    assert [one[3] for one in people(screen, screen.cast.street_worker)] == [False]


def test_a_street_that_is_closed_closes_its_communities_for_whoever_serves_one(screen):
    name(screen, "cem", "door-2")
    close(screen, "430102003")
    assert [one[3] for one in people(screen, screen.cast.community_worker)] == [True]


def test_a_stranger_and_whoever_reads_no_register_see_nobody(screen):
    name(screen, "ann", "door-1")
    assert people(screen, screen.cast.stranger) == []
    assert people(screen, screen.cast.police_officer) == []
    with pytest.raises(Problem):
        people(screen, screen.cast.stranger, place_id=TONGYINLI)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"needs": ("a boat",)}, "not-a-need"),
        ({"carers": ("nobody",)}, "carer-not-here"),
        ({"carers": ("other-district-worker",)}, "carer-not-here"),
        ({"carers": tuple("abcdef")}, "too-many-carers"),
        ({"place": "430105001004"}, "not-found"),
    ],
)
def test_what_cannot_be_is_refused(screen, given, code):
    with pytest.raises(Problem) as raised:
        name(screen, "ann", "door-1", **given)
    assert raised.value.code == code
