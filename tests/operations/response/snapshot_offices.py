"""What offices do in a day: orders, reminders, letters, notices, inspections, sanctions."""

from datetime import date, timedelta

from fangxian.engines.problems import Text
from fangxian.operations.clocks.queries import list_nudges
from fangxian.operations.clocks.services import ring, see
from fangxian.operations.handovers import services as letters
from fangxian.operations.imports.services import Terms
from fangxian.operations.mobilising import issue_by_hand
from fangxian.operations.notices import drafting, outbox
from fangxian.operations.notices import services as notices
from fangxian.operations.notices.queries import list_to_play
from fangxian.operations.notices.rows import NoticeGiven
from fangxian.operations.orders.answering import answer_not_feasible, insist
from fangxian.operations.orders.changing import postpone, revoke
from fangxian.operations.orders.dividing import add_detail
from fangxian.operations.orders.proofs import ProofGiven
from fangxian.operations.orders.queries import list_my_tasks
from fangxian.operations.orders.services import acknowledge, complete, take_task, verify
from fangxian.operations.orders.superseding import supersede
from fangxian.operations.oversight import services as oversight
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


class Offices:
    """The part of `Work` that goes from office to office."""

    def do_order(self, step: int) -> None:
        told = {"measure": "duty-24h", "place_id": DISTRICT, "due_at": self.now + timedelta(hours=2)}
        made = issue_by_hand(self.cast.commander, self.clock, outbreak_id=OUTBREAK, instruction=None, **told)
        self.made["order"] = made.ids[0]

    def do_postpone(self, step: int) -> None:
        told = {"due_at": self.now + timedelta(hours=9), "reason": "the road is closed"}
        postpone(self.cast.commander, self.clock, order_id=self.made["order"], **told)

    def do_supersede(self, step: int) -> None:
        told = {"due_at": self.now + timedelta(hours=5), "reason": "the street is larger"}
        made = supersede(self.cast.commander, self.clock, order_id=self.made["order"], **told)
        self.made["order"] = made.ids[0]

    def do_revoke(self, step: int) -> None:
        revoke(self.cast.commander, self.clock, order_id=self.made["order"], reason="not needed")

    def do_acknowledge(self, step: int) -> None:
        acknowledge(self.cast.community_worker, self.clock, dispatch_id=self._task("issued").dispatch_id)

    def do_take(self, step: int) -> None:
        take_task(self.cast.community_worker, self.clock, task_id=self._task("acknowledged").id)

    def do_detail(self, step: int) -> None:
        told = {"dispatch_id": self._task("issued").dispatch_id, "words": "先做一号楼"}
        add_detail(self.cast.community_worker, self.clock, **told)

    def do_cannot(self, step: int) -> None:
        told = {"dispatch_id": self._task("issued").dispatch_id, "reason": "no hands left"}
        answer_not_feasible(self.cast.community_worker, self.clock, **told)

    def do_insist(self, step: int) -> None:
        told = {"dispatch_id": self._task("blocked").dispatch_id, "reason": "two more come at noon"}
        insist(self.cast.commander, self.clock, **told)

    def do_complete(self, step: int) -> None:
        task = self._task("acknowledged")
        proof = ProofGiven(task.proof, PROOFS[task.proof])
        complete(self.cast.community_worker, self.clock, task_id=task.id, proof=proof)
        self.made["task"] = task.id

    def do_verify(self, step: int) -> None:
        verify(self.cast.district_cdc, self.clock, task_id=self.made["task"])

    def do_ring(self, step: int) -> None:
        ring(self.cast.commander, self.clock, outbreak_id=OUTBREAK)

    def do_see(self, step: int) -> None:
        told = list_nudges(self.cast.community_worker, self.now, outbreak_id=OUTBREAK)
        see(self.cast.community_worker, self.clock, nudge_ids=[told[0].id])

    def do_letter(self, step: int) -> None:
        told = {"people": ["p0", "f0"], "asks": "请代为随访", "to_place_id": NEIGHBOUR}
        sent = letters.send_letter(self.cast.commander, self.clock, outbreak_id=OUTBREAK, **told)
        self.made["letter"] = sent.letter_id

    def do_letter_came(self, step: int) -> None:
        letters.acknowledge_letter(self._neighbour(), self.clock, letter_id=self.made["letter"])

    def do_answer(self, step: int) -> None:
        self._answer({"f0": ("found", "not-found")[step % 2]}, f"先复一人 {step}")

    def do_answer_again(self, step: int) -> None:
        self._answer({"f0": "elsewhere", "p0": "found"}, "两人均已核实")

    def do_withdraw_letter(self, step: int) -> None:
        told = {"letter_id": self.made["letter"], "reason": "another letter says it better"}
        letters.withdraw_letter(self.cast.commander, self.clock, **told)

    def do_open_outlet(self, step: int) -> None:
        told = {
            "place_id": COMMUNITY,
            "channel": ("webhook", "loudspeaker")[step % 2],
            "name": f"outlet {step}",
        }
        made, _ = outbox.open_outlet(self.cast.publicity_officer, self.clock, **told)
        self.made["outlet"] = made

    def do_close_outlet(self, step: int) -> None:
        outbox.close_outlet(self.cast.publicity_officer, self.clock, outlet_id=self.made["outlet"])

    def do_draft(self, step: int) -> None:
        drafted = drafting.Drafted("measure", "m-1", "43", NoticeGiven(WORDS, WORDS))
        told = {"outbreak_id": OUTBREAK, "drafted": drafted}
        self.made["edition"] = notices.draft(self.cast.city_cdc, self.clock, **told)

    def do_revise(self, step: int) -> None:
        words = NoticeGiven(WORDS, Text(f"第{step}稿", f"Draft {step}"))
        notices.revise(self.cast.city_cdc, self.clock, edition_id=self.made["edition"], given=words)

    def do_approve(self, step: int) -> None:
        notices.approve(self.cast.publicity_officer, self.clock, edition_id=self.made["edition"])

    def do_publish(self, step: int) -> None:
        notices.publish(self.cast.publicity_officer, self.clock, edition_id=self.made["edition"])

    def do_withdraw_notice(self, step: int) -> None:
        told = {"edition_id": self.made["edition"], "reason": WORDS}
        notices.withdraw(self.cast.publicity_officer, self.clock, **told)

    def do_send(self, step: int) -> None:
        outbox.send_waiting(self.clock, lambda *_: (503, 200)[step % 2])

    def do_play(self, step: int) -> None:
        waiting, _ = list_to_play(self.cast.community_worker.reach, self.now)[0]
        outbox.mark_played(self.cast.community_worker, self.clock, delivery_id=waiting.id, times=step)

    def do_inspect(self, step: int) -> None:
        told = {"place_id": DISTRICT, "purpose": "夜间值守"}
        made = oversight.draw_inspection(self.cast.inspector, self.clock, outbreak_id=OUTBREAK, **told)
        self.made["inspection"] = made

    def do_withdraw_inspection(self, step: int) -> None:
        told = {"inspection_id": self.made["inspection"], "reason": "drawn for the wrong week"}
        oversight.withdraw_inspection(self.cast.inspector, self.clock, **told)

    def do_find(self, step: int) -> None:
        given = oversight.FindingGiven(COMMUNITY, "台账少三户", "serious")
        made = oversight.record_finding(self.cast.inspector, self.clock, outbreak_id=OUTBREAK, given=given)
        self.made["finding"] = made

    def do_rectify(self, step: int) -> None:
        told = {"finding_id": self.made["finding"], "proof": "已补录三户"}
        oversight.rectify(self.cast.community_worker, self.clock, **told)

    def do_recheck(self, step: int) -> None:
        told = {"finding_id": self.made["finding"], "passed": bool(step % 2), "note": "看过台账"}
        oversight.recheck(self.cast.inspector, self.clock, **told)

    def do_accuse(self, step: int) -> None:
        facts = [oversight.FactGiven("finding", self.made["finding"])]
        told = {"office_id": self.cast.community_worker.office_id, "ground": "guards-not-supervised"}
        self.made["case"] = oversight.open_sanction(
            self.cast.commander, self.clock, outbreak_id=OUTBREAK, facts=facts, what="无人值守", **told
        )

    def do_defend(self, step: int) -> None:
        told = {"sanction_id": self.made["case"], "text": "两人轮值"}
        oversight.answer(self.cast.community_worker, self.clock, **told)

    def do_decide(self, step: int) -> None:
        told = {"sanction_id": self.made["case"], "steps": {"reminder": 1}, "reason": "情节较轻"}
        oversight.decide(self.deputy, self.clock, **told)

    def do_announce(self, step: int) -> None:
        told = {"place_id": "43", "sanction_ids": [self.made["case"]]}
        oversight.publish_sanctions(self.cast.commander, self.clock, outbreak_id=OUTBREAK, **told)

    def do_evaluate(self, step: int) -> None:
        oversight.evaluate(self.cast.commander, self.clock, outbreak_id=OUTBREAK, place_id="4301")

    def _neighbour(self):
        """Whoever answers at the place a letter goes to."""
        return appoint(self.clock, f"neighbour-{len(self.done)}", "district-cdc", NEIGHBOUR, "cdc")

    def _answer(self, outcomes: dict[str, str], words: str) -> None:
        told = {"letter_id": self.made["letter"], "outcomes": outcomes, "answer": words}
        letters.answer_letter(self._neighbour(), self.clock, **told)

    def _task(self, status: str):
        tasks = list_my_tasks(self.cast.community_worker, self.now)
        found = [task for task in tasks if task.status == status]
        return found[0]
