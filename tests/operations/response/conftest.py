"""A tiny outbreak on the tiny tree: people of Furong, one teahouse.

case one (桐荫里) ── named friend (桐荫里)
case two (新屋)   ── teahouse, same evening
"""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from keeping import Keep


@dataclass
class Desk:
    """What a test does, in the words of the work."""

    cast: object
    clock: object
    keep: Keep
    outbreak_id: str = "tiny"

    def report(
        self, key: str, home: str = "430102003001", friends: tuple[str, ...] = (), stays=(), **facts
    ) -> str:
        """Report a case who lives at `home`; return its id."""
        from fangxian.operations.cases.reports import CaseReport
        from fangxian.operations.cases.services import report_case
        from fangxian.operations.contacts.services import ContactGiven
        from fangxian.operations.people.services import NewPerson

        today = self.clock.now().date()
        contacts = tuple(
            ContactGiven(NewPerson(key=friend, residence_place_id=home), last_on=today - timedelta(days=1))
            for friend in friends
        )
        kind = facts.pop("kind", "confirmed")
        report = CaseReport(
            person=NewPerson(key=key, full_name=f"合成{key}", residence_place_id=home),
            reported_on=facts.pop("reported_on", today),
            kind=kind,
            case_id=f"c-{key}",
            facts=facts,
            stays=tuple(stays),
            contacts=contacts,
        )
        return report_case(
            self.cast.community_worker, self.clock, outbreak_id=self.outbreak_id, report=report
        )

    def respond(self):
        """Press the button, a minute later."""
        from fangxian.operations.respond import respond_now

        self.clock.advance(timedelta(minutes=1))
        return respond_now(self.cast.commander, self.clock, outbreak_id=self.outbreak_id)

    def waiting(self, kind: str | None = None, what: str | None = None):
        """What waits for a signature."""
        from fangxian.operations.decisions.queries import list_waiting

        rows = list_waiting(self.cast.commander, self.outbreak_id)
        return [row for row in rows if kind in (None, row.kind) and what in (None, row.what)]

    def sign(self, rows, actor=None, **more):
        """Sign as the commander (or `actor`)."""
        from fangxian.operations.signing import sign

        self.clock.advance(timedelta(minutes=1))
        more.setdefault("unasked", "no time to ask")
        return sign(actor or self.cast.commander, self.clock, proposal_ids=[row.id for row in rows], **more)

    def sign_all(self) -> None:
        """Both offices sign everything that waits."""
        self.sign(self.waiting())
        rest = self.waiting()
        if rest:
            self.sign(rest, actor=self.cast.city_cdc)

    def report_one(self):
        """Case one is reported with a friend, and the plan has answered: how most tests begin."""

        def answer():
            self.report("one", friends=("friend",))
            return self.respond()

        return self.keep(answer)

    def sign_one(self) -> None:
        """Whatever the plan answered to case one has been signed by both offices."""
        self.report_one()
        self.keep(self.sign_all)

    def sign_case_at_tea(self) -> None:
        """A case of Furong, in the teahouse yesterday, with a friend; the plan has answered, both offices have signed."""
        from fangxian.operations.cases.reports import StayGiven

        now = self.clock.now()
        tea = StayGiven(now - timedelta(hours=20), now - timedelta(hours=18), "exact", "v-teahouse")
        self.report("one", friends=("friend",), stays=(tea,))
        self.respond()
        self.sign_all()


@pytest.fixture
def desk(cast, clock, keep) -> Desk:
    """An open outbreak under the 8th edition, and somebody to work at it."""
    from fangxian.operations.cases.reports import NewOutbreak
    from fangxian.operations.cases.services import open_outbreak

    def open_tiny() -> None:
        titles = ("小疫情", "Tiny outbreak")
        plan = ("sars-cov-2-delta", "cn-covid19-8e-2021", "8")
        outbreak = NewOutbreak("tiny", *titles, *plan, "43", "Asia/Shanghai")
        open_outbreak(cast.commander, clock, outbreak=outbreak)

    keep(open_tiny)
    return Desk(cast, clock, keep)


@pytest.fixture
def today(clock) -> date:
    """The day of the tests."""
    return clock.now().date()
