"""An open outbreak, orders given by hand to single offices, inspectors who go and look, and a deputy who decides.

桐荫里 (430102003001) has two people on duty in its command office; 新屋 (430102003002) has nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from fangxian.engines import tables
from fangxian.engines.problems import Problem, Text

TONGYIN, XINWU, FURONG = "430102003001", "430102003002", "430102"


@dataclass
class Desk:
    """What a test does, in the words of the work."""

    cast: object
    clock: object
    deputy: object
    outbreak_id: str = "tiny"

    @property
    def now(self) -> datetime:
        """This instant."""
        return self.clock.now()

    def wait(self, hours: float) -> None:
        """Let time pass."""
        self.clock.advance(timedelta(hours=hours))

    def order(
        self,
        *places: str,
        measure: str = "broadcast",
        due_h: float = 6,
        department: str = "command_office",
        **more,
    ) -> list[UUID]:
        """Give one order to each of the places; return the dispatches."""
        return [self._order_one(place, measure, due_h, department, **more) for place in places]

    def _order_one(self, place: str, measure: str, due_h: float, department: str, **more) -> UUID:
        from fangxian.operations.orders.issuing import Grounds, issue
        from fangxian.operations.orders.queries import list_branch

        self.clock.advance(timedelta(seconds=1))
        key = f"{measure}-{place}-{self.now.timestamp():.0f}"
        row = {
            "order_id": key, "dispatch_id": key, "measure_id": key, "place_id": place, "subject_place_id": place,
            "department": department, "measure": measure, "owner_role": "community_worker",
            "deadline_at": self.now + timedelta(hours=due_h), "proof": "tap", "change": "new",
            "outbreak_id": self.outbreak_id, "rule": "chosen-by-a-person", "evidence": "", "digest": "", **more,
        }  # fmt: skip
        made = issue(
            self.cast.commander, self.clock, outbreak_id=self.outbreak_id, plan="by-hand@1",
            orders=tables.ORDERS.rows([row]),
            grounds={key: Grounds(None, Text("广播", "Broadcast"), Text("照做", "Do it"))},
        )  # fmt: skip
        return list_branch(self.cast.commander.reach, made.ids[0], None, self.now)[0].id

    def finish(self, dispatch_id: UUID, by=None) -> None:
        """Report a dispatch done with a tap."""
        from fangxian.operations.orders.proofs import ProofGiven
        from fangxian.operations.orders.queries import list_tasks_at
        from fangxian.operations.orders.services import complete
        from fangxian.operations.orders.workload import list_work

        (work,) = list_work(self.cast.commander.reach, [dispatch_id])
        asked = (self.cast.commander.reach, work.place_id, work.department, self.now)
        task = next(task for task in list_tasks_at(*asked) if task.dispatch_id == dispatch_id)
        complete(by or self.cast.community_worker, self.clock, task_id=task.id, proof=ProofGiven("tap"))

    def office(self, place: str = TONGYIN, department: str = "command_office") -> str:
        """The office of a department at a place."""
        from fangxian.operations.accounts.services import ensure_offices

        pair = (place, department)
        return ensure_offices(self.cast.commander, self.clock, [pair])[pair]

    def find(self, place: str = TONGYIN, severity: str = "serious", actor=None, **more) -> UUID:
        """Record a finding."""
        from fangxian.operations.oversight.services import FindingGiven, record_finding

        given = FindingGiven(place, more.pop("what", "台账少三户"), severity, **more)
        return record_finding(
            actor or self.cast.inspector, self.clock, outbreak_id=self.outbreak_id, given=given
        )

    def draw(self, place: str = FURONG, actor=None, **more) -> UUID:
        """Draw an inspection."""
        from fangxian.operations.oversight.services import draw_inspection

        return draw_inspection(
            actor or self.cast.inspector,
            self.clock,
            outbreak_id=self.outbreak_id,
            place_id=place,
            purpose=more.pop("purpose", "夜间值守"),
            **more,
        )

    def open(
        self, *facts: tuple[str, UUID], ground: str = "guards-not-supervised", actor=None, **more
    ) -> UUID:
        """Open a sanction against 桐荫里's command office."""
        from fangxian.operations.oversight.services import FactGiven, open_sanction

        return open_sanction(
            actor or self.cast.commander,
            self.clock,
            outbreak_id=self.outbreak_id,
            office_id=more.pop("office_id", None) or self.office(),
            ground=ground,
            facts=[FactGiven(kind, key) for kind, key in facts],
            what=more.pop("what", "卡口两夜无人值守"),
            **more,
        )

    def opened(self, **more) -> UUID:
        """A case that rests on a finding."""
        return self.open(("finding", self.find()), **more)

    def heard(self, **more) -> UUID:
        """A case in which the unit has answered."""
        from fangxian.operations.oversight.services import answer

        case = self.opened(**more)
        answer(self.cast.community_worker, self.clock, sanction_id=case, text="两人轮值，当晚一人送医")
        return case

    def decided(self, steps=None, **more) -> UUID:
        """A case the deputy has decided."""
        from fangxian.operations.oversight.services import decide

        case = self.heard(**more)
        decide(self.deputy, self.clock, sanction_id=case, steps=steps or {"reminder": 1}, reason="情节较轻")
        return case

    def stage(self, case: UUID, actor=None) -> str:
        """Where a case stands."""
        from fangxian.operations.oversight.queries import get_sanction

        return get_sanction(actor or self.cast.auditor, case).stage


@pytest.fixture
def deputy(cast):
    """The second person of the demonstration who may sanction: the head of the discipline office."""
    return cast.discipline_head


def appoint(clock, handle: str, role: str, place: str, department: str):
    """Appoint somebody new; return the actor."""
    from fangxian.operations.accounts.queries import find_office, get_actor, get_system_actor
    from fangxian.operations.accounts.services import appoint as appoint_to
    from fangxian.operations.accounts.services import create_office, create_user

    system = get_system_actor("tests")
    office = find_office(place, department) or create_office(
        system, clock, place_id=place, department=department
    )
    user = create_user(system, clock, handle=handle, name=Text(f"合成{handle}", handle))
    appoint_to(system, clock, user_id=user.user_id, office_id=office.office_id, role=role)
    return get_actor(user.user_id, clock.now())


@pytest.fixture
def desk(cast, clock, deputy, keep) -> Desk:
    """An open outbreak under the 8th edition, on the morning of 1 August."""
    from fangxian.operations.cases.reports import NewOutbreak
    from fangxian.operations.cases.services import open_outbreak

    def begin() -> None:
        plan = ("sars-cov-2-delta", "cn-covid19-8e-2021", "8")
        outbreak = NewOutbreak("tiny", "小疫情", "Tiny outbreak", *plan, "43", "Asia/Shanghai")
        open_outbreak(cast.commander, clock, outbreak=outbreak)
        clock.advance(timedelta(hours=14))

    keep(begin)
    return Desk(cast, clock, deputy)


def refusal(act) -> str:
    """The code with which an act is refused."""
    with pytest.raises(Problem) as refused:
        act()
    return refused.value.code


def codes(acts: Sequence) -> set[str]:
    """The codes with which acts are refused."""
    return {refusal(act) for act in acts}


def appealed(desk, **more):
    """A case the unit has appealed."""
    from fangxian.operations.oversight.services import appeal_sanction

    case = desk.decided(**more)
    appeal_sanction(desk.cast.community_worker, desk.clock, sanction_id=case, text="人手不足")
    return case
