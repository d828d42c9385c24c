"""Contacts and presences come into an outbreak: taken in, there already, or refused with a reason; then used."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from fangxian.engines import tables
from fangxian.engines.problems import Problem
from fangxian.engines.tracing import InMemoryPresences
from fangxian.operations import registers
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.reports import CaseReport, NewOutbreak, StayGiven
from fangxian.operations.cases.services import open_outbreak, report_case
from fangxian.operations.contacts.queries import contact_table, list_exposures
from fangxian.operations.importing import KINDS, import_list, presence_lists
from fangxian.operations.imports.models import Batch
from fangxian.operations.imports.queries import list_rejected
from fangxian.operations.imports.rows import Terms
from fangxian.operations.people.services import NewPerson, register_persons
from fangxian.operations.registers import imported_presences, presence_folder
from fangxian.operations.respond import respond_now

TERMS = Terms("case investigation", "Infectious Diseases Act, art. 12", "commander", date(2031, 1, 31))
HEADERS = {
    "checks": "person_id,checked_at,result",
    "cases": "case_id,person_id,reported_on",
    "contacts": "source_case_id,person_id,last_on,setting",
    "presences": "person_id,place_id,arrive_at,leave_at",
}
TEA = "p-guest,v-teahouse,2021-07-29 19:00,2021-07-29 20:00"
HOME = "430102003001"


@pytest.fixture
def take_in(cast, clock, home):
    """One case, an evening in the teahouse; import rows of a kind; return the batch."""
    for outbreak_id in ("tiny", "other"):
        outbreak = NewOutbreak(
            outbreak_id,
            "小疫情",
            "Tiny",
            "sars-cov-2-delta",
            "cn-covid19-8e-2021",
            "8",
            "43",
            "Asia/Shanghai",
        )
        open_outbreak(cast.commander, clock, outbreak=outbreak)
    evening = datetime(2021, 7, 29, 11, tzinfo=UTC)
    report = CaseReport(
        person=NewPerson(key="p-case", residence_place_id=HOME),
        reported_on=date(2021, 7, 30),
        kind="confirmed",
        case_id="A",
        facts={"onset_on": date(2021, 7, 29)},
        stays=(StayGiven(evening, evening + timedelta(hours=1), place_id="v-teahouse"),),
    )
    report_case(cast.commander, clock, outbreak_id="tiny", report=report)

    def run(kind: str, *rows: str, name: str = "list.csv", terms: Terms | None = TERMS, outbreak_id="tiny"):
        content = (HEADERS.get(kind, "place_id") + "\n" + "\n".join(rows)).encode()
        return import_list(
            cast.commander,
            clock,
            kind=kind,
            outbreak_id=outbreak_id,
            name=name,
            content=content,
            terms=terms,
        )

    return run


def balance(batch):
    return batch.read, batch.accepted, batch.duplicate, batch.rejected


def refusals(cast, batch):
    return [(row.line, row.column, row.value) for row in list_rejected(cast.commander, batch.id)]


def rows_held(clock) -> int:
    store = imported_presences("tiny", clock.now())
    return store.rows if store else 0


def test_a_contact_of_a_known_case_is_named_by_it(take_in, cast, clock):
    batch = take_in("contacts", "A,p-friend,2021-07-29,office", "A,p-sister,2021-07-28,")
    assert balance(batch) == (2, 2, 0, 0)
    named = contact_table(cast.commander.reach, "tiny", "43", clock.now())
    assert sorted(named["person_id"]) == ["p-friend", "p-sister"]


def test_a_contact_of_a_case_nobody_reported_is_refused_by_its_line(take_in, cast):
    batch = take_in("contacts", "A,p-friend,2021-07-29,", "Z,p-other,2021-07-29,")
    assert balance(batch) == (2, 1, 0, 1)
    assert refusals(cast, batch) == [(3, "source_case_id", "Z")]


def test_a_case_of_another_outbreak_names_nobody_here(take_in, cast):
    batch = take_in("contacts", "A,p-friend,2021-07-29,", outbreak_id="other")
    assert refusals(cast, batch) == [(2, "source_case_id", "A")]


def test_a_case_is_no_contact_of_their_own(take_in, cast):
    assert refusals(cast, take_in("contacts", "A,p-case,2021-07-29,")) == [(2, "person_id", "p-case")]


def test_a_contact_on_record_is_a_duplicate_in_the_next_file(take_in, cast, clock):
    take_in("contacts", "A,p-friend,2021-07-29,office")
    again = take_in("contacts", "A,p-friend,2021-07-29,office", "A,p-sister,2021-07-28,", name="next.csv")
    assert balance(again) == (2, 1, 1, 0)
    assert contact_table(cast.commander.reach, "tiny", "43", clock.now()).height == 2


def test_the_next_response_finds_who_was_in_the_teahouse_with_the_case(take_in, cast, clock):
    respond_now(cast.commander, clock, outbreak_id="tiny")
    clock.advance(timedelta(minutes=1))
    take_in("presences", TEA)
    clock.advance(timedelta(minutes=1))
    respond_now(cast.commander, clock, outbreak_id="tiny")
    found = list_exposures(cast.commander.reach, "tiny", clock.now())
    assert [(row.person_id, row.place_id) for row in found] == [("p-guest", "v-teahouse")]


def test_whoever_lives_with_somebody_found_in_a_list_is_a_contact_of_a_contact(take_in, cast, clock):
    """No register of households is loaded: the guest's sister is only on record with the same door."""
    both = [
        NewPerson(key=key, residence_place_id=HOME, household_key="h-guest")
        for key in ("p-guest", "p-sister")
    ]
    register_persons(cast.commander, clock, persons=both, reason="census")
    afternoon = "v-teahouse,2021-07-29 12:00,2021-07-29 18:00"
    take_in("presences", f"p-case,{afternoon}", f"p-guest,{afternoon}")
    clock.advance(timedelta(days=3))
    respond_now(cast.commander, clock, outbreak_id="tiny")
    found = list_exposures(cast.commander.reach, "tiny", clock.now())
    assert {(row.person_id, row.degree) for row in found} == {("p-guest", 1), ("p-sister", 2)}


def test_presences_are_known_from_the_hour_they_were_imported(take_in, clock):
    before = clock.now()
    clock.advance(timedelta(minutes=1))
    take_in("presences", TEA)
    assert imported_presences("tiny", before) is None
    assert rows_held(clock) == 1


def test_a_stay_at_a_place_nobody_knows_or_that_ends_before_it_begins_is_refused(take_in, cast, clock):
    backwards = "p-2,v-teahouse,2021-07-29 20:00,2021-07-29 19:00"
    batch = take_in("presences", TEA, "p-1,v-nowhere,2021-07-29 19:00,", backwards)
    assert balance(batch) == (3, 1, 0, 2)
    assert [found[:2] for found in refusals(cast, batch)] == [(3, "place_id"), (4, "leave_at")]
    assert rows_held(clock) == 1


def test_a_stay_the_store_holds_is_a_duplicate_in_the_next_file(take_in, clock):
    check_in = "p-3,v-teahouse,2021-07-29 19:30,"
    take_in("presences", TEA, check_in)
    again = take_in("presences", TEA, check_in, "p-4,v-teahouse,2021-07-29 19:00,", name="next.csv")
    assert balance(again) == (3, 1, 2, 0)
    assert rows_held(clock) == 3


@pytest.mark.parametrize(("kind", "row"), [("contacts", "A,p-friend,2021-07-29,"), ("presences", TEA)])
def test_the_same_list_twice_adds_nothing(take_in, cast, clock, kind, row):
    first, again = take_in(kind, row), take_in(kind, row)
    assert again.repeated
    assert again.id == first.id
    assert rows_held(clock) == (kind == "presences")
    assert contact_table(cast.commander.reach, "tiny", "43", clock.now()).height == (kind == "contacts")


# Results name tubes and nobody.
@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"results"}))
def test_no_kind_of_list_loads_without_its_terms(take_in, kind, clock):
    with pytest.raises(Problem) as raised:
        take_in(kind, "A,p-1,2021-07-29," if kind != "presences" else TEA, terms=None)
    assert raised.value.code == "terms-needed"
    assert not Batch.objects.exists()
    assert not presence_folder("tiny").exists()


def test_a_store_that_cannot_be_written_leaves_no_batch_behind(take_in, monkeypatch):
    def full(*_, **__):
        raise OSError("no space left on device")

    monkeypatch.setattr(presence_lists.Adding, "append", full)
    with pytest.raises(OSError, match="no space"):
        take_in("presences", TEA)
    assert not Batch.objects.exists()


def test_a_kind_of_list_nobody_knows_is_refused_with_those_there_are(take_in):
    with pytest.raises(Problem) as raised:
        take_in("horoscopes", "x")
    assert raised.value.code == "no-such-list"
    assert all(kind in raised.value.expected.en for kind in KINDS)


def test_a_demonstration_reads_its_city_and_what_was_imported_together(take_in, cast, clock, monkeypatch):
    stay = {
        "person_id": "p-city",
        "place_id": "v-teahouse",
        "arrive_at": datetime(2021, 7, 29, 11, tzinfo=UTC),
    }
    city = SimpleNamespace(
        scale="1:50",
        households=tables.HOUSEHOLDS.empty(),
        persons=tables.PERSONS.empty(),
        presences=InMemoryPresences(tables.PRESENCES.rows([stay]), "Asia/Shanghai"),
    )
    monkeypatch.setattr(registers, "_city", lambda *_: city)
    demonstration = replace(get_outbreak(cast.commander.reach, "tiny"), pack="hunan-2021", pack_scale="1:50")
    alone = registers.read_register(demonstration, clock.now())
    take_in("presences", TEA)
    both = registers.read_register(demonstration, clock.now())
    day = datetime(2021, 7, 29, tzinfo=UTC)
    found = both.presences.stays_of(["p-city", "p-guest"], day, day + timedelta(days=1))
    assert sorted(found["person_id"]) == ["p-city", "p-guest"]
    assert both.snapshot != alone.snapshot
