"""Signals through the API: whoever works there records, the last word stands, a stranger sees nothing."""

import pytest

pytestmark = pytest.mark.django_db

HERE, DISTRICT = "430102003001", "430102"
POOL = {"pool_id": "t-17", "place_id": HERE, "result_at": "2021-07-31T08:00+08:00", "members": 10}
ROOMS = {"kind": "rooms", "place_id": DISTRICT, "needed": 120, "available": 90}
LAB = {"source": "lab", "place_id": HERE, "due_at": "2021-07-31T12:00+08:00"}
GIVEN = {"pools": POOL, "capacities": ROOMS, "feeds": LAB}


@pytest.fixture
def recorded(outbreak, program) -> str:
    """One of each, recorded by the district's CDC."""
    for kind, given in GIVEN.items():
        answer = program("district-cdc").post(f"/outbreaks/{outbreak}/signals/{kind}", given)
        assert answer.status_code == 204, answer.content.decode()
    return f"/outbreaks/{outbreak}/signals"


def keys(answer) -> list[str]:
    assert answer.status_code == 200, answer.content.decode()
    return sorted(row["key"] for row in answer.json())


@pytest.mark.parametrize(
    ("handle", "seen"),
    [
        ("commander", ["lab@430102003001", "rooms@430102", "t-17"]),
        ("auditor", ["lab@430102003001", "rooms@430102", "t-17"]),
        ("district-cdc", ["lab@430102003001", "rooms@430102", "t-17"]),
        ("community-worker", ["lab@430102003001", "t-17"]),
        ("street-worker", ["lab@430102003001", "t-17"]),
        ("other-district-worker", []),
    ],
)
def test_everybody_sees_the_signals_of_their_own_places(recorded, program, handle, seen) -> None:
    assert keys(program(handle).get(recorded)) == seen


@pytest.mark.parametrize("kind", list(GIVEN))
def test_a_stranger_records_nothing_there_and_cannot_tell_whether_the_place_exists(
    recorded, program, kind
) -> None:
    stranger = program("other-district-worker")
    here = stranger.post(f"{recorded}/{kind}", GIVEN[kind])
    nowhere = stranger.post(f"{recorded}/{kind}", {**GIVEN[kind], "place_id": "999"})
    assert here.status_code == nowhere.status_code == 404
    assert here.json()["code"] == nowhere.json()["code"] == "not-found"
    told = [{**answer.json(), "key": ""} for answer in (here, nowhere)]
    assert str(told[0]).replace(GIVEN[kind]["place_id"], "999") == str(told[1])


@pytest.mark.parametrize("handle", ["auditor", "appeal-officer"])
def test_who_only_looks_records_nothing(recorded, program, handle) -> None:
    assert program(handle).post(f"{recorded}/pools", POOL).json()["code"] == "not-your-role"


def test_without_a_token_nothing_is_answered(recorded, program) -> None:
    from tests.doors.api.programs import Program

    assert Program().get(recorded).status_code == 401
    assert Program().post(f"{recorded}/pools", POOL).status_code == 401


def test_the_last_word_stands_and_the_past_is_answered_as_it_was_known(recorded, program, clock) -> None:
    from datetime import timedelta

    then = clock.now().isoformat().replace("+00:00", "Z")
    clock.advance(timedelta(hours=2))
    worker = program("community-worker")
    assert worker.post(f"{recorded}/pools", {**POOL, "confirmed": False}).status_code == 204

    def confirmed(path: str) -> object:
        return next(row for row in worker.get(path).json() if row["kind"] == "pool")["facts"]["confirmed"]

    assert confirmed(recorded) is False
    assert confirmed(f"{recorded}?known_at={then}") is None


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("capacities", {"kind": "helicopters"}),
        ("pools", {"result_at": "2031-01-01T00:00+08:00"}),
        ("feeds", {"last_received_at": "2031-01-01T00:00+08:00"}),
    ],
)
def test_what_cannot_be_is_refused(recorded, program, kind, wrong) -> None:
    answer = program("district-cdc").post(f"{recorded}/{kind}", {**GIVEN[kind], **wrong})
    assert answer.json()["code"] == "signal-not-possible"
