"""Care of whoever is shut in, on the doors of tests/operations/rounds: nobody forgotten, nothing runs out unseen."""

from datetime import date, timedelta

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.care import services
from fangxian.operations.care.lacking import list_lacking
from fangxian.operations.care.queries import list_calls, list_care, list_rides
from fangxian.operations.care.services import Whom
from tests.operations.rounds.conftest import FUCHENG, TONGYINLI, XINWU
from tests.operations.screening.conftest import rounds, screen
from tests.operations.screening.test_key_people import close, name

__all__ = ["rounds", "screen"]
ANN, CEM = Whom(TONGYINLI, "door-1", "ann"), Whom(TONGYINLI, "door-2", "cem")
FIVE = ("grid-worker", "community-worker", "street-worker", "district-commander", "commander")


def refusal(do, *args, **more) -> str:
    """The code of the problem an act ends in."""
    with pytest.raises(Problem) as raised:
        do(*args, **more)
    return raised.value.code


def lacking(screen, actor=None, **more):
    """Which households lack a carer, as somebody sees it."""
    return list_lacking((actor or screen.cast.street_worker).reach, "tiny", screen.clock.now(), **more)


def care(screen, actor=None):
    """Who needs looking after, as somebody sees it."""
    return list_care((actor or screen.cast.street_worker).reach, "tiny", screen.clock.now())


def carers(screen, door: str, *handles: str, place: str = TONGYINLI, actor=None) -> None:
    services.name_household_carers(
        actor or screen.cast.street_worker,
        screen.clock,
        outbreak_id="tiny",
        place_id=place,
        household_id=door,
        carers=handles,
    )


def test_where_nothing_is_closed_nobody_can_lack_a_carer(screen):
    found = lacking(screen)
    assert (found.counted, found.closed, found.rows) == (0, 0, ())


def test_every_household_of_a_closed_place_is_on_the_list_until_a_carer_is_named(screen):
    close(screen, TONGYINLI)
    found = lacking(screen)
    assert (found.counted, found.nobody) == (2, 2)
    assert [(one.household_id, one.people, one.lacks) for one in found.rows] == [
        ("door-1", 2, 1),
        ("door-2", 1, 1),
    ]
    carers(screen, "door-1", "grid-worker")
    assert [one.household_id for one in lacking(screen).rows] == ["door-2"]
    name(screen, "cem", "door-2", carers=("grid-worker",))
    assert lacking(screen).rows == (), "who looks after one of its people looks after the household"


def test_a_street_that_is_closed_is_counted_by_whoever_serves_one_community(screen):
    close(screen, "430102003")
    assert lacking(screen).counted == 3
    assert lacking(screen, screen.cast.community_worker).counted == 2
    assert lacking(screen, place_id=XINWU).counted == 1


def test_in_a_sealed_community_a_household_has_five(screen, monkeypatch):
    """五包一: the pack says how many; a measure alone asks for one."""
    close(screen, TONGYINLI)
    monkeypatch.setattr("fangxian.operations.care.lacking.list_binding", lambda *_: {TONGYINLI: "sealed"})
    carers(screen, "door-1", *FIVE)
    carers(screen, "door-2", "grid-worker")
    assert [(one.household_id, one.wanted, one.lacks) for one in lacking(screen).rows] == [("door-2", 5, 4)]
    assert lacking(screen).nobody == 0


def test_without_a_register_it_is_said_that_nobody_can_be_counted(rounds, cast, clock):
    found = list_lacking(cast.street_worker.reach, "tiny", clock.now())
    assert not found.has_register


def test_visits_are_due_by_the_strictest_need_of_whoever_is_shut_in(screen):
    name(screen, "ann", "door-1", needs=("dialysis", "alone"), carers=("grid-worker",))
    assert care(screen)[0].due_at is None, "who may go out is not counted"
    close(screen, TONGYINLI)
    named_at = screen.clock.now()
    assert care(screen)[0].due_at == named_at + timedelta(hours=24)
    screen.wait(25)
    assert care(screen)[0].late
    note = {"outbreak_id": "tiny", "whom": ANN}
    services.note_visit(screen.cast.community_worker, screen.clock, **note, outcome="no-answer")
    assert care(screen)[0].late, "a door nobody opened was not visited"
    services.note_visit(screen.cast.community_worker, screen.clock, **note, outcome="seen")
    assert not care(screen)[0].late


def test_a_medicine_is_on_the_list_three_days_before_it_runs_out(screen):
    name(screen, "ann", "door-1", needs=("medicine",))
    today = screen.clock.now().date()
    note = {"outbreak_id": "tiny", "whom": ANN, "kind": "diabetes"}
    services.note_medicine(
        screen.cast.community_worker, screen.clock, **note, runs_out_on=today + timedelta(days=4)
    )
    assert not care(screen)[0].soon_out
    screen.wait(30)
    assert care(screen)[0].soon_out
    services.note_medicine(
        screen.cast.community_worker, screen.clock, **note, runs_out_on=today + timedelta(days=34)
    )
    assert [(one.kind, one.soon) for one in care(screen)[0].medicines] == [("diabetes", False)]


def test_an_ambulance_is_asked_for_late_and_arrives_once(screen):
    name(screen, "ann", "door-1")
    worker = screen.cast.community_worker
    ask = {"outbreak_id": "tiny", "whom": ANN}
    assert refusal(services.ask_ambulance, worker, screen.clock, **ask, hospital=" ") == "no-hospital"
    ride = services.ask_ambulance(worker, screen.clock, **ask, hospital="湘雅医院")
    assert care(screen)[0].ambulance
    screen.wait(2)
    (row,) = list_rides(worker.reach, "tiny", screen.clock.now())
    assert (row.late, row.state, row.hospital) == (True, "asked", "湘雅医院")
    services.end_ride(worker, screen.clock, ride_id=ride, step="arrived")
    assert refusal(services.end_ride, worker, screen.clock, ride_id=ride, step="arrived") == "ride-ended"
    assert list_rides(worker.reach, "tiny", screen.clock.now()) == ()


def test_a_call_to_the_line_names_nobody_and_the_gravest_is_answered_first(screen):
    worker = screen.cast.community_worker
    note = {"outbreak_id": "tiny", "place_id": TONGYINLI}
    services.note_call(worker, screen.clock, **note, topic="fear")
    grave = services.note_call(worker, screen.clock, **note, topic="harm")
    screen.wait(1)
    calls = list_calls(worker.reach, "tiny", screen.clock.now())
    assert [(one.topic, one.late) for one in calls] == [("harm", True), ("fear", False)]
    services.answer_call(worker, screen.clock, call_id=grave)
    services.answer_call(worker, screen.clock, call_id=grave)
    assert [one.topic for one in list_calls(worker.reach, "tiny", screen.clock.now())] == ["fear"]
    assert not hasattr(calls[0], "person_id")


def test_a_stranger_and_whoever_reads_no_register_see_nothing_and_write_nothing(screen):
    close(screen, TONGYINLI)
    name(screen, "ann", "door-1")
    worker = screen.cast.community_worker
    ride = services.ask_ambulance(worker, screen.clock, outbreak_id="tiny", whom=ANN, hospital="湘雅医院")
    for role in ("stranger", "police_officer"):
        actor = getattr(screen.cast, role)
        assert care(screen, actor) == ()
        assert lacking(screen, actor).rows == ()
        assert list_rides(actor.reach, "tiny", screen.clock.now()) == ()
        assert refusal(services.end_ride, actor, screen.clock, ride_id=ride, step="arrived") == "not-found"
    assert refusal(carers, screen, "door-9", "grid-worker", place=FUCHENG) == "not-found"
    with pytest.raises(Problem):
        lacking(screen, screen.cast.stranger, place_id=TONGYINLI)


@pytest.mark.parametrize(
    ("do", "given", "code"),
    [
        (services.note_visit, {"whom": ANN, "outcome": "away"}, "not-a-care-outcome"),
        (
            services.note_medicine,
            {"whom": ANN, "kind": "aspirin", "runs_out_on": date(2021, 8, 9)},
            "not-a-kind-of-medicine",
        ),
        (services.note_call, {"place_id": TONGYINLI, "topic": "weather"}, "not-a-topic"),
        (
            services.name_household_carers,
            {"place_id": TONGYINLI, "household_id": "door-1", "carers": tuple("abcdef")},
            "too-many-for-a-household",
        ),
        (
            services.name_household_carers,
            {"place_id": TONGYINLI, "household_id": "door-1", "carers": ("other-district-worker",)},
            "carer-not-here",
        ),
    ],
)
def test_what_cannot_be_is_refused(screen, do, given, code):
    assert refusal(do, screen.cast.street_worker, screen.clock, outbreak_id="tiny", **given) == code


def test_the_journal_vouches_for_every_row(screen):
    from fangxian.operations.care.models import CareVisit
    from fangxian.operations.journal.queries import verify
    from fangxian.operations.journal.services import seal

    services.note_visit(
        screen.cast.community_worker, screen.clock, outbreak_id="tiny", whom=CEM, outcome="seen"
    )
    seal()
    assert verify().ok
    CareVisit.objects.update(outcome="no-answer")
    assert not verify().ok
