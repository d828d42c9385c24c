"""Names are ciphertext from the first row on; erasing destroys the key and breaks no chain."""

import time
from dataclasses import astuple
from pathlib import Path

import pytest
from django.db import connection

from fangxian.engines.problems import Problem
from fangxian.operations.journal.models import Entry
from fangxian.operations.journal.queries import verify
from fangxian.operations.journal.services import seal
from fangxian.operations.people.models import ExternalId, Identity, Person, PersonKey, Stake
from fangxian.operations.people.queries import decrypt_for, get_identity, get_person
from fangxian.operations.people.services import (
    NewPerson,
    correct_identity,
    encrypt_for,
    erase_person,
    register_persons,
)
from fangxian.operations.places.reach import Reach

FURONG = "430102003001"
SECRETS = ("王小明", "430102199001010011", "13800000000")


@pytest.fixture
def wang(cast, clock) -> str:
    person = NewPerson("p-wang", *SECRETS, FURONG, external_ids=(("id-number", SECRETS[1]),))
    register_persons(cast.commander, clock, [person])
    return person.key


def everything_stored() -> str:
    """Every value of every table, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [
                bytes(value).decode("utf-8", "replace")
                if isinstance(value, bytes | memoryview)
                else str(value)
                for row in cursor.fetchall()
                for value in row
            ]
    return "\n".join(found)


def test_no_name_number_or_telephone_is_stored_in_clear(cast, clock, wang):
    correct_identity(cast.commander, clock, key=wang, phone="13911112222", reason="new telephone")
    stored = everything_stored()
    assert wang in stored
    assert not [secret for secret in (*SECRETS, "13911112222") if secret in stored]


def test_a_correction_keeps_what_was_known_and_shows_what_is(cast, clock, wang):
    correct_identity(cast.commander, clock, key=wang, full_name="王晓明", reason="misspelt")
    identity = get_identity(cast.commander.reach, wang, clock.now())
    assert (identity.full_name, identity.phone) == ("王晓明", SECRETS[2])
    assert Identity.objects.filter(person=wang).count() == 2


def test_the_same_name_twice_gives_two_different_ciphertexts(cast, clock, wang):
    register_persons(cast.commander, clock, [NewPerson("p-2", SECRETS[0], residence_place_id=FURONG)])
    first, second = Identity.objects.order_by("person_id").values_list("full_name", flat=True)
    assert first != second


def test_registering_again_adds_nobody(cast, clock, wang):
    again = register_persons(cast.commander, clock, [NewPerson(wang, "somebody else")])
    assert (again.added, again.known) == (0, 1)
    assert get_identity(cast.commander.reach, wang, clock.now()).full_name == SECRETS[0]


def test_somebody_on_record_without_a_home_gets_the_one_given(cast, clock):
    register_persons(cast.commander, clock, [NewPerson("p-9")])
    register_persons(cast.commander, clock, [NewPerson("p-9", residence_place_id=FURONG)])
    register_persons(cast.commander, clock, [NewPerson("p-9", residence_place_id="430105001004")])
    assert get_person(cast.commander.reach, "p-9", clock.now()).residence_place_id == FURONG


def test_a_number_of_somebody_else_is_refused_and_nobody_is_added(cast, clock, wang):
    thief = NewPerson("p-thief", external_ids=(("id-number", SECRETS[1]),))
    with pytest.raises(Problem) as raised:
        register_persons(cast.commander, clock, [NewPerson("p-3"), thief])
    assert raised.value.code == "external-id-taken"
    assert not Person.objects.filter(key__in=["p-3", "p-thief"]).exists()


def test_after_erasure_nothing_can_be_read_and_the_journal_still_verifies(cast, clock, wang):
    note = encrypt_for(wang, "lives with his mother")
    reach = cast.commander.reach
    assert decrypt_for(reach, wang, note, clock.now()) == "lives with his mother"
    erase_person(cast.commander, clock, key=wang, reason="retention ended")
    seal()
    assert astuple(get_identity(reach, wang, clock.now())) == ("", "", "", True)
    assert decrypt_for(reach, wang, note, clock.now()) is None
    assert get_person(reach, wang, clock.now()).erased
    assert not PersonKey.objects.filter(person=wang).exists()
    assert not ExternalId.objects.filter(person=wang).exists()
    assert verify().ok


@pytest.mark.parametrize("act", ["erase", "correct", "encrypt"])
def test_what_is_erased_stays_erased(cast, clock, wang, act):
    erase_person(cast.commander, clock, key=wang, reason="retention ended")
    acts = {
        "erase": lambda: erase_person(cast.commander, clock, key=wang, reason="again"),
        "correct": lambda: correct_identity(cast.commander, clock, key=wang, full_name="王", reason="x"),
        "encrypt": lambda: encrypt_for(wang, "anything"),
    }
    with pytest.raises(Problem) as raised:
        acts[act]()
    assert raised.value.code == "already-erased"


def test_only_who_manages_erases(cast, clock, wang):
    with pytest.raises(Problem) as raised:
        erase_person(cast.community_worker, clock, key=wang, reason="none")
    assert raised.value.code == "not-your-role"


def test_a_text_encrypted_for_a_person_is_for_who_may_see_them(cast, clock, wang):
    note = encrypt_for(wang, "works at the theatre")
    for reach in (cast.stranger.reach, cast.auditor.reach, Reach.nothing()):
        assert decrypt_for(reach, wang, note, clock.now()) is None


def test_the_master_key_can_be_read_by_its_owner_alone(cast, clock, wang, home: Path):
    key = home / "keys" / "people"
    assert key.stat().st_mode & 0o777 == 0o600
    assert key.parent.stat().st_mode & 0o777 == 0o700


def test_five_thousand_persons_are_registered_in_three_seconds_with_one_entry(cast, clock):
    many = [
        NewPerson(f"p-{n}", f"姓名{n}", phone=f"1{n:010d}", residence_place_id=FURONG) for n in range(5_000)
    ]
    before, began = Entry.objects.count(), time.process_time()
    assert register_persons(cast.commander, clock, many).added == 5_000
    assert time.process_time() - began < 3
    assert Entry.objects.count() == before + 1
    assert Stake.objects.filter(kind="residence").count() == 5_000
