"""A case who took tea with three others on the evening of 29 July, one of whom lives in another district.

case (桐荫里) ── teahouse, 18:00-20:00 ─┬─ guest-1 (桐荫里)
                                        ├─ guest-2 (新屋)
                                        └─ guest-3 (福城, Kaifu)
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from fangxian.engines import tables
from fangxian.engines.problems import Text

TEA = datetime(2021, 7, 29, 10, tzinfo=UTC)
GUESTS = {"guest-1": "430102003001", "guest-2": "430102003002", "guest-3": "430105001004"}


@dataclass
class Desk:
    """What a test does, in the words of the work."""

    cast: object
    clock: object
    outbreak_id: str = "tea"

    @property
    def now(self) -> datetime:
        """This instant."""
        return self.clock.now()

    def report_case(self, key: str = "case", **facts) -> str:
        """Report a case who was at the teahouse; return the case's id."""
        from fangxian.operations.cases.reports import CaseReport, StayGiven
        from fangxian.operations.cases.services import report_case
        from fangxian.operations.people.services import NewPerson

        stay = StayGiven(TEA, TEA + timedelta(hours=2), place_id="v-teahouse", session="evening")
        report = CaseReport(
            person=NewPerson(key=key, full_name="合成病例", residence_place_id="430102003001"),
            reported_on=self.now.date(),
            case_id=f"c-{key}",
            facts=facts,
            stays=(stay,),
        )
        return report_case(self.cast.commander, self.clock, outbreak_id=self.outbreak_id, report=report)

    def seat_guests(self, guests=GUESTS, at: datetime = TEA) -> None:
        """Import the guest list of the teahouse; the guests' names and homes are on record."""
        from fangxian.operations.people.services import NewPerson, register_persons
        from fangxian.operations.registers import presence_folder
        from fangxian.stores.presence import build_store

        people = [
            NewPerson(key=key, full_name=f"合成{key}", phone="13800000000", residence_place_id=home)
            for key, home in guests.items()
        ]
        register_persons(self.cast.commander, self.clock, people)
        rows = [
            {"person_id": key, "place_id": "v-teahouse", "arrive_at": at, "leave_at": at + timedelta(hours=2)}
            for key in guests
        ]
        stays = tables.PRESENCES.rows([{**row, "precision": "exact", "source": "list"} for row in rows])
        folder = presence_folder(self.outbreak_id)
        build_store(stays, folder, timezone="Asia/Shanghai", recorded_at=self.now)

    def respond(self):
        """Press the button, a minute later."""
        from fangxian.operations.respond import respond_now

        self.clock.advance(timedelta(minutes=1))
        return respond_now(self.cast.commander, self.clock, outbreak_id=self.outbreak_id)

    def decide(
        self, act: str, *people: str, actor=None, measure: str = "", reason: str = "tea together", **more
    ):
        """Decide for these people."""
        from fangxian.operations.follow_ups.services import decide

        return decide(
            actor or self.cast.commander,
            self.clock,
            outbreak_id=self.outbreak_id,
            act=act,
            people=people or tuple(GUESTS),
            measure=measure,
            reason=reason,
            **more,
        )

    def rows(self, reach=None, **more):
        """The follow-ups somebody sees."""
        from fangxian.operations.follow_ups.queries import list_follow_ups

        page = list_follow_ups(reach or self.cast.commander.reach, self.outbreak_id, self.now, **more)
        return {(row.person_id, row.act): row for row in page.rows}

    def key(self, person: str, act: str = "advise") -> str:
        """The follow-up of a person."""
        return self.rows(only="")[person, act].key

    def check(self, person: str, result: str = "well", act: str = "advise", actor=None, **more):
        """Call somebody."""
        from fangxian.operations.follow_ups.services import CheckGiven, check

        given = CheckGiven(channel=more.pop("channel", "call"), result=result, **more)
        return check(actor or self.cast.commander, self.clock, follow_up=self.key(person, act), given=given)


@pytest.fixture
def desk(cast, clock, keep) -> Desk:
    """An open outbreak under the 8th edition."""
    from fangxian.operations.cases.reports import NewOutbreak
    from fangxian.operations.cases.services import open_outbreak

    def begin() -> None:
        plan = ("sars-cov-2-delta", "cn-covid19-8e-2021", "8")
        outbreak = NewOutbreak("tea", "茶馆疫情", "Teahouse outbreak", *plan, "43", "Asia/Shanghai")
        open_outbreak(cast.commander, clock, outbreak=outbreak)

    keep(begin)
    return Desk(cast, clock)


@pytest.fixture
def exposed(desk, keep) -> Desk:
    """The case is reported, the guests are found."""

    def begin() -> None:
        desk.seat_guests()
        desk.report_case()
        desk.respond()

    keep(begin)
    return desk


@pytest.fixture
def clinician(cast, clock):
    """A doctor on duty at the hospital of Furong."""
    from fangxian.operations.accounts.queries import get_actor, get_system_actor
    from fangxian.operations.accounts.services import appoint, create_office, create_user

    system = get_system_actor("tests")
    office = create_office(system, clock, place_id="430102", department="hospital")
    user = create_user(system, clock, handle="doctor", name=Text("值班医生", "Doctor on duty"))
    appoint(system, clock, user_id=user.user_id, office_id=office.office_id, role="street-worker")
    return get_actor(user.user_id, clock.now())
