"""One outbreak, and a watch that is moved forward by hand.

43 ── 4301 ── 430102 Furong ── 430102003 street ── 430102003001 桐荫里
      (city)   hospital, cdc    command office      command office: a community worker and a grid worker
"""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from fangxian.engines import tables
from fangxian.engines.problems import Text

COMMUNITY, STREET, DISTRICT, CITY, ROOT = "430102003001", "430102003", "430102", "4301", "43"


@dataclass
class Watchman:
    """What a test does, in the words of the work. Saturday 31 July 2021, 18:00 in Changsha, until it waits."""

    cast: object
    clock: object
    outbreak_id: str = "tea"

    @property
    def now(self):
        """This instant."""
        return self.clock.now()

    def wait(self, hours: float) -> "Watchman":
        """Let time pass."""
        self.clock.advance(timedelta(hours=hours))
        return self

    def report_case(self, key: str = "case", kind: str = "confirmed", **facts) -> str:
        """Report a case who lives in 桐荫里."""
        from fangxian.operations.cases.reports import CaseReport
        from fangxian.operations.cases.services import report_case
        from fangxian.operations.contacts.services import ContactGiven
        from fangxian.operations.people.services import NewPerson

        yesterday = self.now.date() - timedelta(days=1)
        named = tuple(
            ContactGiven(NewPerson(key=friend, residence_place_id=home), last_on=yesterday)
            for friend, home in facts.pop("friends", {}).items()
        )
        report = CaseReport(
            person=NewPerson(key=key, full_name="合成甲", residence_place_id=COMMUNITY),
            reported_on=facts.pop("reported_on", self.now.date()),
            kind=kind,
            case_id=f"c-{key}",
            facts=facts,
            contacts=named,
        )
        return report_case(self.cast.commander, self.clock, outbreak_id=self.outbreak_id, report=report)

    def respond(self):
        """Press the button; return when."""
        from fangxian.operations.respond import respond_now

        respond_now(self.cast.commander, self.clock, outbreak_id=self.outbreak_id)
        return self.now

    def order(self, measure: str, *offices: tuple[str, str], hours: float = 4.0) -> None:
        """Put an order to these offices, each below the one before it."""
        from django.db import transaction

        from fangxian.operations.orders.issuing import Grounds, issue

        basis = {"outbreak_id": self.outbreak_id, "rule": "by hand", "evidence": "", "digest": "-"}
        rows = [
            {
                "order_id": f"o-{measure}",
                "dispatch_id": f"d-{measure}-{place}-{department}",
                "parent_dispatch_id": "-".join(["d", measure, *offices[i - 1]]) if i else None,
                "place_id": place,
                "department": department,
                "measure": measure,
                "owner_role": "community_worker",
                "deadline_at": self.now + timedelta(hours=hours),
                "proof": "tap",
                "change": "new",
                "subject_place_id": offices[0][0],
                "measure_id": measure,
                **basis,
            }
            for i, (place, department) in enumerate(offices)
        ]
        title = Text(measure, measure)
        with transaction.atomic():
            issue(
                self.cast.commander,
                self.clock,
                outbreak_id=self.outbreak_id,
                plan="cn-covid19-8e-2021@8",
                orders=tables.ORDERS.rows(rows),
                grounds={measure: Grounds(None, title, title)},
            )

    def task(self, actor):
        """The first task of somebody's office."""
        from fangxian.operations.orders.queries import list_my_tasks

        return list_my_tasks(actor, self.now)[0]

    def acknowledge(self, actor, device_at=None) -> None:
        """Somebody says that the order arrived."""
        from fangxian.operations.orders.services import acknowledge

        acknowledge(actor, self.clock, dispatch_id=self.task(actor).dispatch_id, device_at=device_at)

    def take(self, actor) -> None:
        """Somebody makes the task one's own."""
        from fangxian.operations.orders.services import take_task

        take_task(actor, self.clock, task_id=self.task(actor).id)

    def complete(self, actor, device_at=None) -> None:
        """Somebody completes the task with one tap."""
        from fangxian.operations.orders.proofs import ProofGiven
        from fangxian.operations.orders.services import complete

        task = self.task(actor)
        proof = ProofGiven("tap", {})
        complete(actor, self.clock, task_id=task.id, proof=proof, device_at=device_at)

    def clocks(self, actor=None, **more) -> dict[str, object]:
        """The clocks somebody sees, by name."""
        from fangxian.operations.clocks.queries import list_clocks

        rows = list_clocks((actor or self.cast.commander).reach, self.outbreak_id, self.now, **more)
        return {row.clock: row for row in rows}

    def ring(self, actor=None):
        """Ring the bell."""
        from fangxian.operations.clocks.services import ring

        return ring(actor or self.cast.commander, self.clock, outbreak_id=self.outbreak_id)

    def told(self, actor) -> list[str]:
        """What somebody was told, the oldest first: kind, step, clock."""
        from fangxian.operations.clocks.queries import list_nudges

        rows = list_nudges(actor, self.now, outbreak_id=self.outbreak_id)
        return [f"{row.kind} {row.step}: {row.title.en}" for row in reversed(rows)]


@pytest.fixture
def watchman(cast, clock, keep) -> Watchman:
    """An open outbreak under the 8th edition."""
    from fangxian.operations.cases.reports import NewOutbreak
    from fangxian.operations.cases.services import open_outbreak

    def begin() -> None:
        plan = ("sars-cov-2-delta", "cn-covid19-8e-2021", "8")
        outbreak = NewOutbreak("tea", "茶馆疫情", "Teahouse outbreak", *plan, ROOT, "Asia/Shanghai")
        open_outbreak(cast.commander, clock, outbreak=outbreak)

    keep(begin)
    return Watchman(cast, clock)
