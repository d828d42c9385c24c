"""The exposed by place and session, drawn:

10:00 ├─ case one ──────┤ 11:00   teahouse, 28 July
      ├─ anna ──────────┤         60 min, lives in 桐荫里
         ├─ bo (sometime) ─┤      a window, up to 30 min, lives in 桐荫里
            ├─ dai ─┤             20 min, lives in 福城 of another district
anna ── lives with ── chen        degree 2
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from fangxian.engines import tables
from fangxian.engines.problems import Problem

HOME, FAR = "430102003001", "430105001004"
TEN = datetime(2021, 7, 28, 2, tzinfo=UTC)


def _met(person: str, minutes: float, precision: str = "exact", **more: object) -> dict[str, object]:
    met = {
        "person_id": person,
        "degree": 1,
        "via_person_id": "p-one",
        "place_id": "v-teahouse",
        "first_exposed_at": TEN,
        "last_exposed_at": TEN + timedelta(minutes=minutes),
        "minutes": minutes,
        "score": minutes,
        "earliest_infectious_at": TEN,
        "kind": "presence",
        "case_id": "c-one",
        "precision": precision,
    }
    return {**met, **more}


AT_HOME = {"place_id": None, "minutes": None, "kind": "household", "score": 9}
DRAWN = (
    _met("anna", 60),
    _met("bo", 30, "window"),
    _met("dai", 20),
    {**_met("chen", 0, "day", degree=2, via_person_id="anna"), **AT_HOME},
)


@pytest.fixture
def traced(cast, clock):
    """The drawing, as a run of the tracer keeps it."""
    from fangxian.operations.cases.reports import CaseReport, NewOutbreak
    from fangxian.operations.cases.services import open_outbreak, report_case
    from fangxian.operations.contacts.services import Traced, keep_run
    from fangxian.operations.people.services import NewPerson, register_persons

    named = NewOutbreak(
        "tiny", "小", "Tiny", "sars-cov-2-delta", "cn-covid19-8e-2021", "1", "43", "Asia/Shanghai"
    )
    open_outbreak(cast.commander, clock, outbreak=named)
    one = NewPerson(key="p-one", full_name="One", residence_place_id=HOME)
    report = CaseReport(person=one, reported_on=TEN.date(), case_id="c-one", residence_place_id=HOME)
    report_case(cast.commander, clock, outbreak_id="tiny", report=report)
    homes = {"anna": HOME, "bo": HOME, "chen": HOME, "dai": FAR}
    visit = {"case_id": "c-one", "place_id": "v-teahouse", "from_at": TEN, "to_at": TEN + timedelta(hours=1)}
    with transaction.atomic():
        known = [
            NewPerson(key=key, full_name=key.title(), residence_place_id=home) for key, home in homes.items()
        ]
        register_persons(cast.commander, clock, known, reason="drawn")
        keep_run(
            cast.commander,
            clock,
            Traced(
                outbreak_id="tiny",
                as_of=clock.now(),
                known_at=clock.now(),
                snapshot="",
                plan="cn-covid19-8e-2021@1",
                exposures=tables.EXPOSURES.rows([dict(row) for row in DRAWN]),
                venues=tables.VENUE_EXPOSURES.rows([{**visit, "found": 3, "unknown_attendees": True}]),
                residence=homes,
                timezone="Asia/Shanghai",
            ),
        )


@pytest.fixture
def ask(traced, clock):
    """Ask as an actor, narrowed as given; bo is the one something was decided for."""
    from fangxian.operations.contacts.groups import Asked
    from fangxian.operations.contacts.models import Exposure

    decided = Exposure.objects.filter(person_id="bo").values("person_id")

    def asked(actor: object, **narrowed: object) -> Asked:
        return Asked(actor.reach, "tiny", clock.now(), decided, **narrowed)

    return asked


def _names(asked, key: str) -> list[str]:
    from fangxian.operations.contacts.groups import list_people

    return [person.person_id for person in list_people(asked, key, 0, 50)]


def test_the_group_with_most_contacts_comes_first_and_counts_each_person_once(ask, cast):
    from fangxian.operations.contacts.groups import count_groups, list_groups

    teahouse, home = list_groups(ask(cast.commander), 0, 40)
    assert (teahouse.place_id, teahouse.people, teahouse.contacts, teahouse.decided) == (
        "v-teahouse",
        3,
        3,
        1,
    )
    assert (home.kind, home.people, home.contacts) == ("household", 1, 0)
    totals = count_groups(ask(cast.commander))
    assert (totals.groups, totals.people, totals.contacts, totals.decided) == (2, 4, 3, 1)


def test_a_group_says_when_the_case_was_there_and_that_not_everybody_is_found(ask, cast):
    from fangxian.operations.contacts.groups import list_groups

    teahouse, home = list_groups(ask(cast.commander), 0, 40)
    assert (teahouse.infectious_from_at, teahouse.infectious_to_at) == (TEN, TEN + timedelta(hours=1))
    assert teahouse.unknown_attendees
    assert home.infectious_from_at is None


def test_a_group_is_no_more_exact_than_the_vaguest_of_its_exposures(ask, cast):
    from fangxian.operations.contacts.groups import list_groups

    teahouse, home = list_groups(ask(cast.commander), 0, 40)
    assert (teahouse.precision, home.precision) == ("window", "day")


def test_each_person_has_the_path_from_the_case_on_and_the_strongest_come_first(ask, cast):
    from fangxian.operations.contacts.groups import list_groups, list_people

    teahouse, home = list_groups(ask(cast.commander), 0, 40)
    assert _names(ask(cast.commander), teahouse.key) == ["anna", "bo", "dai"]
    (chen,) = list_people(ask(cast.commander), home.key, 0, 50)
    first, second = chen.path
    assert (first.with_case, first.place.zh, first.minutes) == ("c-one", "茶馆", 60)
    assert (second.with_case, second.with_person, second.kind) == ("", "Anna", "household")


@pytest.mark.parametrize(
    ("narrowed", "people"),
    [
        ({"degree": 2}, {"chen"}),
        ({"kind": "presence"}, {"anna", "bo", "dai"}),
        ({"place_id": "430102"}, {"anna", "bo", "dai"}),
        ({"place_id": "430105"}, set()),
        ({"case_id": "c-one"}, {"anna", "bo", "chen", "dai"}),
        ({"case_id": "c-two"}, set()),
        ({"undecided": True}, {"anna", "chen", "dai"}),
    ],
)
def test_the_exposed_are_narrowed(ask, cast, narrowed, people):
    from fangxian.operations.contacts.groups import list_groups

    asked = ask(cast.commander, **narrowed)
    groups = list_groups(asked, 0, 40)
    assert {name for group in groups for name in _names(asked, group.key)} == people
    assert sum(group.people for group in groups) == len(people)


def test_a_worker_of_another_district_sees_only_who_lives_there(ask, cast):
    from fangxian.operations.contacts.groups import find_group, list_groups, list_keys

    (own,) = list_groups(ask(cast.stranger), 0, 40)
    assert own.people == 1
    assert list_keys(ask(cast.stranger), own.key) == ("dai",)
    home = list_groups(ask(cast.commander), 0, 40)[1]
    assert find_group(ask(cast.stranger), home.key) is None


def test_the_auditor_sees_that_they_were_exposed_and_not_who(ask, cast):
    from fangxian.operations.contacts.groups import list_groups, list_people

    teahouse, home = list_groups(ask(cast.auditor), 0, 40)
    assert [person.name for person in list_people(ask(cast.auditor), teahouse.key, 0, 9)] == ["", "", ""]
    assert list_people(ask(cast.auditor), home.key, 0, 9)[0].path[1].with_person == ""


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_pages_put_together_are_the_whole_whatever_their_size(ask, cast, size):
    from fangxian.operations.contacts.groups import list_groups, list_people

    asked = ask(cast.commander)
    whole = list_groups(asked, 0, 40)
    assert sum((list_groups(asked, start, size) for start in range(0, 2, size)), ()) == whole
    people = list_people(asked, whole[0].key, 0, 50)
    assert sum((list_people(asked, whole[0].key, start, size) for start in range(0, 3, size)), ()) == people


def test_an_export_is_written_down_with_its_reason_before_it_leaves(ask, cast, clock):
    from fangxian.operations.follow_ups.exports import export_exposures
    from fangxian.operations.journal.models import Entry

    terms = {"asked": ask(cast.community_worker), "filters": {}}
    with pytest.raises(Problem) as refused:
        export_exposures(cast.community_worker, clock, reason=" ", **terms)
    assert refused.value.code == "reason-needed"
    assert not Entry.objects.filter(verb="exported").exists()
    rows = list(export_exposures(cast.community_worker, clock, reason="for the hospital", **terms))
    assert {row.person_id for row in rows} == {"anna", "bo", "chen", "dai"}
    entry = Entry.objects.get(verb="exported")
    assert "for the hospital" in str(entry.__dict__)


def test_the_auditor_exports_nothing(ask, cast, clock):
    from fangxian.operations.follow_ups.exports import export_exposures

    with pytest.raises(Problem) as refused:
        export_exposures(cast.auditor, clock, asked=ask(cast.auditor), reason="curious", filters={})
    assert refused.value.code == "not-your-role"


def test_times_leave_the_house_as_local_times_with_their_offset(ask, cast, clock):
    from fangxian.operations.follow_ups.exports import export_exposures

    rows = export_exposures(
        cast.commander, clock, asked=ask(cast.commander), reason="for the hospital", filters={}
    )
    assert {row.first_exposed_at for row in rows} == {"2021-07-28T10:00+08:00"}
