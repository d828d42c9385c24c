"""What the files speak of: an outbreak, a case, two people followed up, tubes given out and their laboratory."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from fangxian.engines import tables
from fangxian.operations.imports.rows import Terms

OUTBREAK, CASE, LAB = "mangled", "A-1", "city-lab"
HOMES = ("430102003001", "430102003002", "430105001004")
VENUE = "v-teahouse"
FOLLOWED = ("guest-1", "guest-2")
TERMS = Terms("case investigation", "Infectious Diseases Act, art. 12", "commander", date(2031, 1, 31))


@dataclass(frozen=True)
class Ground:
    """Who imports, at which hour, and the tubes there are."""

    commander: Any
    laboratory_worker: Any
    clock: Any
    tubes: tuple[str, ...]


def lay_ground(commander: Any, laboratory_worker: Any, clock: Any) -> Ground:
    """Open the outbreak on a tree with the `HOMES` and the `VENUE`, and record what the files speak of."""
    from fangxian.operations.cases.reports import NewOutbreak
    from fangxian.operations.cases.services import open_outbreak

    plan = ("sars-cov-2-delta", "cn-covid19-8e-2021", "8")
    new = NewOutbreak(OUTBREAK, "导入疫情", "Imports", *plan, "43", "Asia/Shanghai")
    open_outbreak(commander, clock, outbreak=new)
    _report_case(commander, clock)
    _follow_up(commander, clock)
    return Ground(commander, laboratory_worker, clock, _give_tubes(commander, clock))


def _report_case(commander: Any, clock: Any) -> None:
    from fangxian.operations.cases.reports import CaseReport, StayGiven
    from fangxian.operations.cases.services import report_case
    from fangxian.operations.people.services import NewPerson

    at = clock.now() - timedelta(hours=48)
    report = CaseReport(
        person=NewPerson(key="p-case", residence_place_id=HOMES[0]),
        reported_on=date(2021, 7, 30),
        case_id=CASE,
        stays=(StayGiven(at, at + timedelta(hours=2), place_id=VENUE),),
    )
    report_case(commander, clock, outbreak_id=OUTBREAK, report=report)


def _follow_up(commander: Any, clock: Any) -> None:
    from fangxian.operations.follow_ups.services import decide
    from fangxian.operations.people.services import NewPerson, register_persons
    from fangxian.operations.registers import presence_folder
    from fangxian.operations.respond import respond_now
    from fangxian.stores.presence import build_store

    register_persons(commander, clock, [NewPerson(key, residence_place_id=HOMES[1]) for key in FOLLOWED])
    at = clock.now() - timedelta(hours=48)
    stay = {"place_id": VENUE, "arrive_at": at, "leave_at": at + timedelta(hours=2), "precision": "exact"}
    stays = tables.PRESENCES.rows([{**stay, "person_id": key} for key in FOLLOWED])
    build_store(stays, presence_folder(OUTBREAK), timezone="Asia/Shanghai", recorded_at=clock.now())
    clock.advance(timedelta(minutes=1))
    respond_now(commander, clock, outbreak_id=OUTBREAK)
    decide(commander, clock, outbreak_id=OUTBREAK, act="advise", people=FOLLOWED, measure="", reason="tea")


def _give_tubes(commander: Any, clock: Any) -> tuple[str, ...]:
    from fangxian.operations.custody.services import give_tubes, register_laboratory
    from fangxian.operations.rounds.services import open_round

    people = [{"person_id": key, "household_id": "door-1", "place_id": HOMES[0]} for key in FOLLOWED]
    row = open_round(
        commander,
        clock,
        outbreak_id=OUTBREAK,
        kind="testing",
        place_id="43",
        due_at=clock.now() + timedelta(days=2),
        lists={"household-register": tables.LISTINGS.rows(people)},
    )
    laboratory = {"key": LAB, "name": "市疾控实验室", "place_id": "4301", "tubes_a_day": 20_000}
    register_laboratory(commander, clock, outbreak_id=OUTBREAK, **laboratory)
    return tuple(give_tubes(commander, clock, round_id=row.id, place_id=HOMES[0], size=10, count=12))


def draw_tree() -> pl.DataFrame:
    """The few places the files speak of, and those above them."""
    above = (
        ("43", "湖南省", "province", None),
        ("4301", "长沙市", "city", "43"),
        ("430102", "芙蓉区", "district", "4301"),
        ("430102003", "文艺路街道", "street", "430102"),
        ("430102003001", "桐荫里社区", "community", "430102003"),
        ("430102003002", "新屋社区", "community", "430102003"),
        ("430105", "开福区", "district", "4301"),
        ("430105001", "芙蓉北路街道", "street", "430105"),
        ("430105001004", "福城社区", "community", "430105001"),
        ("4302", "株洲市", "city", "43"),
    )
    names = ("place_id", "name", "level", "parent_id")
    rows = [{**dict(zip(names, row, strict=True)), "population": 9_000} for row in above]
    venue = {"place_id": VENUE, "name": "茶馆", "level": "venue", "parent_id": HOMES[0]}
    return tables.PLACES.rows([*rows, {**venue, "venue_kind": "restaurant", "has_list": True}])
