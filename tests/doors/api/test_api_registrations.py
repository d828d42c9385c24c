"""Registrations over the API: an answer for each record, seconds to wait when busy, codes, and who is let in."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from fangxian.operations.accounts.queries import get_system_actor
from fangxian.operations.registrations.admissions import FORGOTTEN_S
from fangxian.operations.registrations.applying import apply_spool
from fangxian.operations.registrations.desk import get_desk
from fangxian.operations.tokens.models import Token
from fangxian.operations.tokens.services import create_token, revoke_token
from fangxian.stores.codes import verify_code
from fangxian.stores.spool import Limits
from tests.doors.api.programs import Program

pytestmark = pytest.mark.django_db
HERE = "430102003001"


def make(**changes: Any) -> dict[str, Any]:
    told = {
        "event_id": str(uuid4()),
        "kind": "registration",
        "outbreak_id": "delta",
        "place_id": HERE,
        "person_key": "p-1",
        "event_at": "2021-07-31T17:59:00+08:00",
        "payload": {"tube": "t-17"},
    }
    return {**told, **changes}


def send(program: Program, *records: Any) -> Any:
    return program.post("/registrations", {"records": list(records)})


@pytest.fixture
def worker(program, outbreak) -> Program:
    return program("community-worker")


@pytest.fixture
def seconds(worker, monkeypatch) -> list[float]:
    """The seconds the desk's own clock shows; a test sets them."""
    shown, desk = [0.0], get_desk()
    for one in (desk.admissions, desk.ground._around, desk.ground._roots, desk):
        monkeypatch.setattr(one, "_elapsed_s", lambda: shown[0])
    desk.admissions._looked_at_s = desk.admissions._answered_s = 0.0
    return shown


def test_every_record_is_answered_for_and_what_was_accepted_comes_on_record(worker, clock) -> None:
    good, bad = make(), make(place_id="430105001004")
    answer = send(worker, good, bad, {"event_id": good["event_id"], "kind": "party"}, 7)
    assert answer.status_code == 202
    first, second, third, fourth = answer.json()["answers"]
    assert first == {"event_id": good["event_id"], "accepted": True}
    assert (second["accepted"], second["problem"]["code"]) == (False, "not-found")
    assert (third["event_id"], third["problem"]["code"]) == (good["event_id"], "registration-not-readable")
    assert (fourth["event_id"], fourth["accepted"]) == (None, False)
    assert worker.get("/registrations/lag").json() == {"records": 1, "seconds": 0.0, "damaged": []}
    assert apply_spool(get_system_actor("spool"), clock).records == 1
    assert worker.get("/registrations/lag").json()["records"] == 0


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"records": []}', b'{"records": 7}', b"\xff", b"[" * 5_000, b'{"records": [{}], "x": 1}'],
)  # fmt: skip
def test_what_is_no_list_of_records_is_refused_whole(worker, body) -> None:
    headers = {"Authorization": f"Bearer {worker.token}"}
    answer = Client().post("/api/registrations", body, "application/json", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "wrong-input")


def test_eleven_records_are_too_many(worker) -> None:
    answer = send(worker, *[make() for _ in range(11)])
    assert (answer.status_code, answer.json()["code"]) == (422, "wrong-input")


@pytest.mark.parametrize(
    "changes",
    [
        {"event_id": "7"},
        {"person_key": "a b"},
        {"person_key": "x" * 65},
        {"payload": {"a": "\0"}},
        {"payload": {"a": "\ud800"}},
        {"payload": {"\ud800": 1}},
        {"payload": {"a": [1]}},
        {"payload": {"a": 1.5}},
        {"payload": {"a": 2**60}},
        {"payload": {f"a{n}": n for n in range(21)}},
        {"event_at": "2021-07-31T12:00:00"},
        {"event_at": "0001-01-01T00:00:00+14:00"},
        {"event_at": "9999-12-31T23:59:00-14:00"},
        {"place_id": "\0"},
        {"name": "somebody"},
    ],
)  # fmt: skip
def test_a_strange_record_is_refused_in_peace(worker, changes) -> None:
    headers = {"Authorization": f"Bearer {worker.token}"}
    body = json.dumps({"records": [make(**changes), make()]})
    answer = Client().post("/api/registrations", body, "application/json", headers=headers)
    assert answer.status_code == 202
    assert [one["accepted"] for one in answer.json()["answers"]] == [False, True]


def test_when_busy_it_says_in_how_many_seconds_to_come_back(worker) -> None:
    get_desk().gate.limits = Limits(records=0)
    answer = send(worker, make())
    assert answer.status_code == 503
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert answer.json()["code"] == "busy"
    assert answer["Retry-After"] in answer.json()["remedy"]["zh"]


def test_a_revoked_token_is_out_within_a_second(worker, clock, seconds) -> None:
    assert send(worker, make()).status_code == 202
    token = Token.objects.latest("created_at")
    revoke_token(get_system_actor(), clock, token_id=token.id, reason="lost")
    seconds[0] = 0.7
    assert send(worker, make()).status_code == 202
    seconds[0] = 1.0
    assert send(worker, make()).status_code == 401


def test_an_expired_token_is_out_within_a_second(worker, clock, seconds) -> None:
    assert send(worker, make()).status_code == 202
    clock.advance(timedelta(days=7))
    seconds[0] = 1.0
    assert send(worker, make()).status_code == 401


def test_who_serves_elsewhere_now_writes_there_within_a_second(worker, cast, clock, seconds) -> None:
    from fangxian.operations.accounts.services import appoint, create_office

    assert send(worker, make()).json()["answers"][0]["accepted"]
    clock.advance(timedelta(hours=1))
    system = get_system_actor()
    office = create_office(system, clock, place_id="430105001004", department="command_office")
    user_id = cast.community_worker.user_id
    appoint(system, clock, user_id=user_id, office_id=office.office_id, role="community-worker")
    seconds[0] = 1.0
    here, there = send(worker, make(), make(place_id="430105001004")).json()["answers"]
    assert (here["accepted"], there["accepted"]) == (False, True)


def test_a_change_that_was_seen_once_makes_nobody_ask_again(
    worker, clock, cast, seconds, django_assert_num_queries
) -> None:
    from fangxian.operations.accounts.services import appoint, create_office

    system = get_system_actor()
    office = create_office(system, clock, place_id="430105001004", department="command_office")
    appoint(
        system,
        clock,
        user_id=cast.community_worker.user_id,
        office_id=office.office_id,
        role="community-worker",
    )
    send(worker, make())
    for second in (1.0, 2.0):
        seconds[0] = second
        send(worker, make())
    kept = dict(get_desk().admissions._admitted)
    seconds[0] = 3.0
    # What ended and what changed is asked; who the sender is was known.
    with django_assert_num_queries(2):
        get_desk().admissions.find(worker.token, clock)
    assert get_desk().admissions._admitted.keys() == kept.keys() != set()


def test_who_has_not_come_for_a_minute_is_not_remembered(worker, seconds) -> None:
    send(worker, make())
    assert len(get_desk().admissions._admitted) == 1
    seconds[0] = FORGOTTEN_S + 1
    Program("fangxian_wrong").post("/registrations")
    assert get_desk().admissions._admitted == {}


def test_while_the_database_does_not_answer_nobody_is_let_in(worker, seconds, monkeypatch) -> None:
    send(worker, make())

    def fail(*_: object) -> None:
        raise OSError("no database")

    monkeypatch.setattr("fangxian.operations.registrations.admissions.list_ended", fail)
    seconds[0] = 1.0
    with pytest.raises(OSError, match="no database"):
        send(worker, make())
    assert get_desk().admissions._admitted == {}


def test_many_requests_ask_the_database_once(worker, seconds, django_assert_num_queries) -> None:
    send(worker, make())
    with django_assert_num_queries(0):
        for _ in range(5):
            send(worker, make())


def test_a_browser_that_is_signed_in_needs_its_csrf_token(cast, outbreak) -> None:
    browser = Client(enforce_csrf_checks=True)
    session = browser.session
    session["user_id"] = cast.community_worker.user_id
    session.save()
    answer = browser.post("/api/registrations", {"records": [make()]}, "application/json")
    assert answer.status_code == 403


def test_who_may_not_work_is_told_so(program, outbreak) -> None:
    answer = send(program("auditor"), make())
    assert (answer.status_code, answer.json()["code"]) == (403, "not-your-role")


def test_a_code_made_here_is_checked_without_us(worker, clock) -> None:
    asked = {"place_id": HERE, "subject": "person", "key": "p-1", "purpose": "passage"}
    answer = worker.post("/codes", asked)
    assert answer.status_code == 200, answer.content
    public = bytes.fromhex(worker.get("/codes/key").json()["public_key"])
    code = verify_code(answer.json()["text"], [public], clock.now(), "passage")
    assert (code.key, code.not_after) == ("p-1", clock.now() + timedelta(minutes=15))


def test_no_code_is_made_for_a_place_of_others_nor_for_none(worker) -> None:
    asked = {"subject": "person", "key": "p-1", "purpose": "passage"}
    told = [worker.post("/codes", {**asked, "place_id": one}) for one in ("430105001004", "nowhere")]
    assert [one.status_code for one in told] == [404, 404]


def test_a_token_made_for_another_user_writes_as_that_user(program, outbreak, clock) -> None:
    from fangxian.operations.registrations.models import Registration

    token = create_token(
        get_system_actor(), clock, handle="street-worker", purpose="site", valid_for=timedelta(days=1)
    )
    assert send(Program(token), make()).json()["answers"][0]["accepted"]
    apply_spool(get_system_actor("spool"), clock)
    from fangxian.operations.accounts.queries import get_user

    assert Registration.objects.get().user_id == get_user("street-worker").user_id
