"""R29 of the report, walked whole: people active in eight listed places between 17 and 27 July 2021.

"isolate, disperse, control": those with a stay on record are found; those nobody knows by name are counted, and found
by notice, operator or their own word; quarantine is signed by two offices; everybody is followed to the last day.

4307 Changde ─┬─ 430702 Wuling ──── boat no. 3, Hejie Street, Shuixie Huacheng East estate
              ├─ 430703 Dingcheng ─ Taohuayuan Airport (has a list)
              └─ 430725 Taoyuan ─── Wuliu courtyard, Wuliu Hall show
4308 Zhangjiajie ── its scenic places          (the province) ── Fenghuang County
"""

import csv
from datetime import UTC, date, datetime, timedelta

import pytest

from fangxian.engines import tables
from fangxian.operations.accounts.queries import get_actor, get_system_actor
from fangxian.operations.accounts.services import appoint, create_office, create_user
from fangxian.operations.cases.reports import CaseReport, StayGiven
from fangxian.operations.cases.services import report_case
from fangxian.operations.contacts.queries import list_exposures
from fangxian.operations.follow_ups import queries, services
from fangxian.operations.orders.proofs import ProofGiven
from fangxian.operations.orders.queries import list_my_tasks
from fangxian.operations.orders.services import complete
from fangxian.operations.people.services import NewPerson, register_persons
from fangxian.operations.places.services import load_places
from fangxian.operations.registers import presence_folder
from fangxian.operations.restrictions.queries import list_restrictions
from fangxian.operations.signing import sign
from fangxian.stores.packs import find_pack
from fangxian.stores.presence import build_store

LISTED = (
    "v-zjj-scenic-places", "v-fenghuang-county", "v-hejie-street", "v-chuanzihe-boat-3", "v-shuixie-huacheng-east",
    "v-taohuayuan-airport", "v-wuliu-courtyard", "v-wuliu-hall-show",
)  # fmt: skip
BOAT, AIRPORT = "v-chuanzihe-boat-3", "v-taohuayuan-airport"
TREE = (
    ("4307", "常德市", "city", "43"),
    ("430702", "武陵区", "district", "4307"),
    ("430702014", "河洑镇一带", "street", "430702"),
    ("430702014001", "河街社区", "community", "430702014"),
    ("430703", "鼎城区", "district", "4307"),
    ("430703004", "斗姆湖街道", "street", "430703"),
    ("430725", "桃源县", "district", "4307"),
    ("430725114", "桃花源镇", "street", "430725"),
    ("4308", "张家界市", "city", "43"),
)
HOME = "430702014001"


def evening(day: int, hour: int = 19) -> datetime:
    """That July evening in Changde."""
    return datetime(2021, 7, day, hour - 8, tzinfo=UTC)


def listed_places() -> list[dict[str, object]]:
    """The eight places as the outbreak pack has them."""
    with (find_pack("outbreaks", "hunan-2021") / "exposure_places.csv").open(encoding="utf-8") as file:
        rows = {row["place_id"]: row for row in csv.DictReader(file) if row["place_id"] in LISTED}
    return [
        {
            "place_id": key,
            "name": row["name"],
            "name_en": row["name_en"],
            "level": "venue",
            "parent_id": row["parent"] or "43",
            "venue_kind": row["venue_kind"],
            "has_list": row["has_list"] == "true",
        }
        for key, row in rows.items()
    ]


@pytest.fixture
def changde(desk, tree):
    """Changde and its neighbours with the eight places; nine days of a visitor who fell ill on 19 July."""
    named = [
        {"place_id": key, "name": name, "level": level, "parent_id": parent}
        for key, name, level, parent in TREE
    ]
    load_places(
        get_system_actor("tests"),
        desk.clock,
        tables.PLACES.rows([*tree.to_dicts(), *named, *listed_places()]),
    )
    desk.clock.at = datetime(2021, 7, 28, 2, tzinfo=UTC)
    stays = tuple(
        StayGiven(evening(day), evening(day, 21), place_id=place)
        for day, place in zip((17, 18, 20, 22, 23, 24, 26, 27), LISTED, strict=True)
    )
    report = CaseReport(
        person=NewPerson(key="visitor", full_name="合成游客", residence_place_id=HOME),
        reported_on=date(2021, 7, 28),
        case_id="visitor-1",
        facts={"onset_on": date(2021, 7, 19), "isolated_at": evening(28, 9)},
        stays=stays,
    )
    report_case(desk.cast.commander, desk.clock, outbreak_id="tea", report=report)
    return desk


def on_record(desk, place: str, day: int, *people: str) -> None:
    """A list names people who were there that evening."""
    new = [NewPerson(key=key, full_name=f"合成{key}", residence_place_id=HOME) for key in people]
    register_persons(desk.cast.commander, desk.clock, new)
    stays = [
        {"person_id": key, "place_id": place, "arrive_at": evening(day), "leave_at": evening(day, 20)}
        for key in people
    ]
    rows = tables.PRESENCES.rows([{**stay, "precision": "exact", "source": "list"} for stay in stays])
    build_store(rows, presence_folder("tea"), timezone="Asia/Shanghai", recorded_at=desk.now)


def venues(desk):
    return {row.place_id: row for row in queries.list_venues(desk.cast.commander.reach, "tea", desk.now)}


def doctor_of(desk, place: str):
    """Somebody on duty at the hospital of a district."""
    system = get_system_actor("tests")
    office = create_office(system, desk.clock, place_id=place, department="hospital")
    user = create_user(system, desk.clock, handle="wuling-doctor", name=office.name)
    appoint(system, desk.clock, user_id=user.user_id, office_id=office.office_id, role="street-worker")
    return get_actor(user.user_id, desk.now)


def operator_of(desk):
    """The boat's operator, at its own desk."""
    system = get_system_actor("tests")
    office = create_office(system, desk.clock, place_id=BOAT, department="venue_operator")
    user = create_user(system, desk.clock, handle="boatman", name=office.name)
    appoint(
        system,
        desk.clock,
        user_id=user.user_id,
        office_id=office.office_id,
        role="community-worker",
    )
    return get_actor(user.user_id, desk.now)


def find_those_with_a_stay_on_record(desk) -> None:
    on_record(desk, AIRPORT, 24, "pilot", "cleaner", "steward")
    on_record(desk, BOAT, 22, "guide", "pilot")
    desk.respond()
    found = venues(desk)
    assert set(LISTED) == found.keys()
    assert (found[AIRPORT].found, found[BOAT].found) == (3, 2)
    # Seven of the eight keep no list: whoever was there is not found, and it is said so.
    assert {place for place, row in found.items() if row.unknown_attendees} == set(LISTED) - {AIRPORT}
    assert all(found[place].unknown is None for place in set(LISTED) - {AIRPORT})


def find_the_others(desk) -> None:
    commander, boat = desk.cast.commander, {"outbreak_id": "tea", "place_id": BOAT}
    services.estimate(commander, desk.clock, expected=12, told_by="boat company", **boat)
    assert (venues(desk)[BOAT].found, venues(desk)[BOAT].unknown) == (2, 10)
    for place in LISTED:
        notice = queries.draft_notice(commander.reach, "tea", place, desk.now)
        services.publish_notice(commander, desk.clock, outbreak_id="tea", place_id=place, notice=notice)
    let_the_operator_answer(desk, services.call_operator(commander, desk.clock, **boat))
    told = services.AttendanceGiven(BOAT, evening(22), evening(22, 20), "王某", "13900000000")
    services.report_attendance(desk.clock, outbreak_id="tea", given=told)
    (word,) = queries.list_attendances(commander.reach, "tea", desk.now)
    services.confirm_attendance(commander, desk.clock, attendance_id=word.id)
    desk.respond()
    # Two on record, two by the operator, one by their own word; seven are still counted as not found.
    assert (venues(desk)[BOAT].found, venues(desk)[BOAT].unknown) == (5, 7)


def let_the_operator_answer(desk, order_id) -> None:
    boatman = operator_of(desk)
    (task,) = [task for task in list_my_tasks(boatman, desk.now) if task.order_id == order_id]
    complete(boatman, desk.clock, task_id=task.id, proof=ProofGiven("list", {"items": ["singer", "cook"]}))
    assert venues(desk)[BOAT].task_status == "done"
    on_record(desk, BOAT, 22, "singer", "cook")


def isolate(desk) -> set[str]:
    """Quarantine for everybody found: the pilot agreed to it, the others are bound by two offices; return whom."""
    commander = desk.cast.commander
    rows = contacts_of(desk)
    done = desk.decide("quarantine", *rows, measure="central-quarantine", reason="R29", agreed=["pilot"])
    assert done.opened == len(rows) == 7
    assert bound(desk) == set()
    sign(commander, desk.clock, proposal_ids=done.proposals, unasked="on their way home")
    assert bound(desk) == set()
    sign(desk.cast.city_cdc, desk.clock, proposal_ids=done.proposals)
    assert bound(desk) == set(rows) - {"pilot"}
    return set(rows)


def contacts_of(desk) -> list[str]:
    rows = list_exposures(desk.cast.commander.reach, "tea", desk.now)
    return sorted({row.person_id for row in rows if row.degree == 1})


def bound(desk) -> set[str]:
    rows = list_restrictions(desk.cast.commander.reach, "tea", desk.now, desk.now)
    return {row.person_id for row in rows if row.measure == "central-quarantine"}


def follow_day_by_day(desk, people: set[str]) -> None:
    """A check a day; the singer falls ill on 30 July and becomes a case, the cook is missed once."""
    doctor = doctor_of(desk, "430702")
    for day in range(28, 28 + 13):
        desk.clock.at = evening(28, 20) + timedelta(days=day - 28)
        for person in sorted(people & set(open_people(desk))):
            if (person, day) == ("singer", 30):
                desk.check(person, "symptoms", act="quarantine", symptoms=["fever"], temperature_c=38.2)
                answer_the_flag(desk, doctor)
            elif (person, day) != ("cook", 31):
                desk.check(person, act="quarantine")
    missed = queries.list_missed_days(desk.cast.commander.reach, "tea", desk.now)
    assert [(row.person_id, row.on) for row in missed] == [("cook", date(2021, 7, 31))]
    assert missed[0].office.zh == "河街社区指挥部"


def open_people(desk) -> list[str]:
    return [row.person_id for row in desk.rows(per_page=500).values() if row.act == "quarantine"]


def answer_the_flag(desk, doctor) -> None:
    (flag,) = queries.list_flags(doctor.reach, "tea", desk.now)
    assert flag.office.zh == "武陵区医院"
    services.acknowledge_flag(doctor, desk.clock, flag_id=flag.id)
    services.settle_flag(doctor, desk.clock, flag_id=flag.id, outcome="sent-to-hospital")
    case = services.become_case(desk.cast.commander, desk.clock, follow_up=desk.key("singer", "quarantine"))
    assert desk.rows(only="closed")["singer", "quarantine"].case_id == case


def release_on_the_last_day(desk) -> None:
    commander = desk.cast.commander
    ends = {row.ends_at for row in desk.rows().values() if row.act == "quarantine"}
    desk.clock.at = max(ends)
    keys = [row.key for row in desk.rows(per_page=500).values() if row.act == "quarantine"]
    early = services.release_due(commander, desk.clock, follow_ups=keys, reason="day 14")
    assert (early.released, early.not_yet) == (0, 6)
    for key in keys:
        for _ in range(2):
            services.record_finding(commander, desk.clock, follow_up=key, result="negative")
    done = services.release_due(commander, desk.clock, follow_ups=keys, reason="day 14, two negative samples")
    assert (done.released, done.not_yet) == (6, 0)
    assert open_people(desk) == []
    assert bound(desk) == set()


def test_r29_from_the_list_of_places_to_the_last_day(changde):
    find_those_with_a_stay_on_record(changde)
    find_the_others(changde)
    people = isolate(changde)
    follow_day_by_day(changde, people)
    release_on_the_last_day(changde)
    # Nobody forgot the seven of the boat whom nobody found.
    assert venues(changde)[BOAT].unknown == 7
