"""What a day may bring, each thing an act by its name; what cannot be done now is left."""

from datetime import date, timedelta

from django.db import transaction
from snapshot_offices import Offices

from fangxian.engines import tables
from fangxian.engines.problems import Problem, Text
from fangxian.operations.cases import services as cases
from fangxian.operations.cases.reports import StayGiven
from fangxian.operations.decisions.queries import get_proposal
from fangxian.operations.drawing import Drawn, change_level, propose_area
from fangxian.operations.follow_ups import services as follow_ups
from fangxian.operations.follow_ups.queries import draft_notice, list_attendances, list_flags, list_follow_ups
from fangxian.operations.follow_ups.services import CheckGiven
from fangxian.operations.imports.reading import read_content
from fangxian.operations.imports.services import Applied, Terms, import_rows
from fangxian.operations.lifting import end_area
from fangxian.operations.people.services import correct_identity
from fangxian.operations.people.stakes import move_person
from fangxian.operations.restrictions import services as restrictions
from fangxian.operations.restrictions.appeals import appeal, hear
from fangxian.operations.restrictions.offers import Answered, ToOffer, offer
from fangxian.operations.restrictions.offers import answer as answer_offer
from fangxian.operations.restrictions.queries import list_restrictions
from fangxian.operations.signals.services import record_capacity, record_pool
from fangxian.operations.signing import reject
from tests.operations.oversight.conftest import appoint

OUTBREAK, COMMUNITY, DISTRICT, NEIGHBOUR = "tiny", "430102003001", "430102", "430105"
HOMES = (COMMUNITY, "430102003002", "430105001004")
PROOFS = {
    "tap": {},
    "count": {"count": 12},
    "list": {"items": ["gate 1"]},
    "location": {"lat": 28.2, "lon": 113.0},
}
WORDS = Text("仓促所写", "Written in haste")
TERMS = Terms("case investigation", "Infectious Diseases Act, art. 12", "commander", date(2022, 1, 31))


class Work(Offices):
    """People at work. `done`: the names of what was done."""

    def __init__(self, desk) -> None:
        self.desk, self.cast, self.clock = desk, desk.cast, desk.clock
        self.deputy = appoint(desk.clock, "deputy", "commander", "43", "discipline")
        self.reported: list[str] = []
        self.people: list[str] = []
        self.made: dict[str, object] = {}
        self.done: set[str] = set()

    def do(self, name: str, step: int) -> None:
        """Do one thing, or nothing at all where it cannot be done."""
        try:
            with transaction.atomic():
                getattr(self, f"do_{name}")(step)
            self.done.add(name)
        except (Problem, IndexError, KeyError):
            pass

    @property
    def now(self):
        """This instant."""
        return self.clock.now()

    def do_report(self, step: int) -> None:
        began = self.now - timedelta(hours=9)
        stay = StayGiven(began, began + timedelta(hours=1), "exact", "v-teahouse")
        somewhere = StayGiven(began - timedelta(hours=9), place_text="河边那家茶馆")
        told = {"home": HOMES[step % 3], "friends": (f"f{step}",), "stays": (stay, somewhere)}
        self.reported.append(self.desk.report(f"p{step}", **told))
        self.people.append(f"f{step}")

    def do_correct(self, step: int) -> None:
        self._correct(self.reported[-1], onset_on=self.now.date() - timedelta(days=step % 5))

    def do_convert(self, step: int) -> None:
        self._correct(self.reported[0], kind="asymptomatic" if step % 2 else "confirmed")

    def do_discard(self, step: int) -> None:
        cases.discard_case(
            self.cast.commander, self.clock, case_id=self.reported.pop(), reason="mixed-up tubes"
        )

    def do_merge(self, step: int) -> None:
        two = {"from_id": self.reported.pop(), "into_id": self.reported[0]}
        cases.merge_cases(self.cast.commander, self.clock, **two, reason="one person")

    def do_rename(self, step: int) -> None:
        correct_identity(
            self.cast.commander, self.clock, key="p0", reason="misheard", full_name=f"合成丙{step}"
        )

    def do_move(self, step: int) -> None:
        where = {"to_place_id": HOMES[2], "moved_at": self.now, "reason": "stays with a daughter"}
        move_person(self.cast.commander, self.clock, key="f0", **where)

    def do_import(self, step: int) -> None:
        text = f"case_id,person_id,reported_on\nX-{step},x-{step},2021-07-29\n"
        reading = read_content("list.csv", text.encode(), tables.CASES, "Asia/Shanghai")
        told = {"kind": "cases", "source": "list.csv", "reading": reading, "terms": TERMS}
        import_rows(self.cast.commander, self.clock, apply=lambda frame, _: Applied(frame.height, 0), **told)

    def do_pool(self, step: int) -> None:
        told = {"pool_id": "t-1", "place_id": COMMUNITY, "result_at": self.now, "members": 10}
        record_pool(self.cast.community_worker, self.clock, outbreak_id=OUTBREAK, **told)
        tests = {"kind": "tests_per_day", "place_id": DISTRICT, "needed": 9_000 + step, "available": 4_000}
        record_capacity(self.cast.commander, self.clock, outbreak_id=OUTBREAK, **tests)

    def do_respond(self, step: int) -> None:
        self.desk.respond()

    def do_sign_one(self, step: int) -> None:
        self.desk.sign([row for row in self.desk.waiting() if row.can_sign][:1])

    def do_sign_alone(self, step: int) -> None:
        waiting = [row for row in self.desk.waiting("restriction") if row.can_sign][:1]
        self.desk.sign(waiting, alone=True, reason="nobody else is reachable")

    def do_sign_all(self, step: int) -> None:
        self.desk.sign([row for row in self.desk.waiting() if row.can_sign])
        self.desk.sign(self.desk.waiting(), actor=self.cast.city_cdc)

    def do_reject(self, step: int) -> None:
        waiting = self.desk.waiting()[step % 3 :][:1]
        reject(
            self.cast.commander, self.clock, proposal_ids=[row.id for row in waiting], reason="the experts"
        )

    def do_draw_area(self, step: int) -> None:
        drawn = Drawn({"kind": "places", "place_ids": [COMMUNITY]}, "high", ("c-p0",), "流调: 传播风险")
        made = propose_area(self.cast.city_cdc, self.clock, outbreak_id=OUTBREAK, drawn=drawn)
        self.made["area"] = get_proposal(self.cast.city_cdc, made)[1][0].key
        rows = [row for row in self.desk.waiting() if row.id == made]
        self.desk.sign(rows, reason="按专家意见")
        self.desk.sign(rows, actor=self.cast.city_cdc)

    def do_lower_area(self, step: int) -> None:
        change_level(
            self.cast.commander, self.clock, key=self.made["area"], level="medium", reason="看得更清楚"
        )

    def do_lift_area(self, step: int) -> None:
        end_area(self.cast.commander, self.clock, key=self.made["area"], reason="证据不足", despite=True)

    def do_serve(self, step: int) -> None:
        restrictions.serve(self.cast.commander, self.clock, key=self._bound()[0].key)

    def do_appeal(self, step: int) -> None:
        told = {"key": self._bound()[0].key, "text": "I was elsewhere"}
        self.made["appeal"] = appeal(self.cast.commander, self.clock, **told)

    def do_hear(self, step: int) -> None:
        told = {"appeal_id": self.made["appeal"], "outcome": "dismissed", "reason": "the list names them"}
        hear(self.cast.appeal_officer, self.clock, **told)

    def do_free(self, step: int) -> None:
        restrictions.release(self.cast.commander, self.clock, key=self._bound()[0].key, reason="wrong person")

    def do_offer(self, step: int) -> None:
        asked = [ToOffer("p0", COMMUNITY, self.now + timedelta(days=3))]
        told = {"measure": self._bound()[0].measure, "asked": asked, "channel": "call"}
        offer(self.cast.community_worker, self.clock, outbreak_id=OUTBREAK, **told)

    def do_agree(self, step: int) -> None:
        told = {"measure": self._bound()[0].measure, "answers": [Answered("p0", "agreed")]}
        answer_offer(self.cast.community_worker, self.clock, outbreak_id=OUTBREAK, **told)

    def do_follow(self, step: int) -> None:
        told = {"act": ("advise", "observe")[step % 2], "people": tuple(self.people), "measure": ""}
        follow_ups.decide(self.cast.commander, self.clock, outbreak_id=OUTBREAK, **told, reason="named")

    def do_check(self, step: int) -> None:
        found = CheckGiven(channel="call", result="symptoms", symptoms=("fever",))
        key = self._followed()[0].key
        follow_ups.check(self.cast.commander, self.clock, follow_up=key, given=found)

    def do_seek(self, step: int) -> None:
        asked = (self.cast.commander.reach, OUTBREAK, "v-teahouse", self.now)
        told = {"place_id": "v-teahouse", "notice": draft_notice(*asked)}
        follow_ups.publish_notice(self.cast.commander, self.clock, outbreak_id=OUTBREAK, **told)

    def do_attend(self, step: int) -> None:
        began = self.now - timedelta(hours=12)
        given = follow_ups.AttendanceGiven(
            "v-teahouse", began, began + timedelta(hours=1), "合成客", "000-0000-0001"
        )
        follow_ups.report_attendance(self.clock, outbreak_id=OUTBREAK, given=given)

    def do_confirm(self, step: int) -> None:
        found = list_attendances(self.cast.commander.reach, OUTBREAK, self.now, only="waiting")
        follow_ups.confirm_attendance(self.cast.commander, self.clock, attendance_id=found[0].id)

    def do_see_flag(self, step: int) -> None:
        follow_ups.acknowledge_flag(self.cast.commander, self.clock, flag_id=self._flags()[0].id)

    def do_settle(self, step: int) -> None:
        told = {"flag_id": self._flags()[0].id, "outcome": "well", "note": "measured again"}
        follow_ups.settle_flag(self.cast.commander, self.clock, **told)

    def do_let_go(self, step: int) -> None:
        told = {"follow_up": self._followed()[0].key, "reason": "moved away", "early": True}
        follow_ups.release(self.cast.commander, self.clock, **told)

    def _correct(self, case_id: str, **changes) -> None:
        told = {"case_id": case_id, "changes": changes, "reason": "the doctor"}
        cases.correct_case(self.cast.commander, self.clock, **told)

    def _bound(self):
        return list_restrictions(self.cast.commander.reach, OUTBREAK, self.now, self.now)

    def _followed(self):
        return list_follow_ups(self.cast.commander.reach, OUTBREAK, self.now).rows

    def _flags(self):
        return list_flags(self.cast.commander.reach, OUTBREAK, self.now)


ACTS = tuple(sorted(name.removeprefix("do_") for name in dir(Work) if name.startswith("do_")))
