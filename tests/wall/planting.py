"""Plants the canaries of one area through the services, as its people would write them."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from fangxian.engines import tables
from fangxian.engines.problems import Problem, Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.services import create_sign_in_link
from fangxian.operations.cases.queries import list_stays
from fangxian.operations.cases.reports import CaseReport, NewOutbreak, StayGiven
from fangxian.operations.cases.services import correct_case, open_outbreak, report_case
from fangxian.operations.clock import FixedClock
from fangxian.operations.contacts.services import ContactGiven
from fangxian.operations.decisions.queries import list_waiting
from fangxian.operations.follow_ups import services as follow_ups
from fangxian.operations.follow_ups.queries import list_attendances, list_flags, list_follow_ups
from fangxian.operations.follow_ups.venue_rows import Notice
from fangxian.operations.importing import import_list
from fangxian.operations.imports.services import Terms
from fangxian.operations.lookups.services import look
from fangxian.operations.orders.proofs import ProofGiven
from fangxian.operations.orders.queries import list_branch, list_my_tasks, list_orders
from fangxian.operations.orders.services import acknowledge, complete, revoke
from fangxian.operations.people.services import NewPerson, register_persons
from fangxian.operations.registers import presence_folder
from fangxian.operations.respond import respond_now
from fangxian.operations.restraining import PersonAsked, request_restrictions
from fangxian.operations.restrictions.appeals import appeal
from fangxian.operations.restrictions.models import BlockedList
from fangxian.operations.restrictions.queries import list_restrictions
from fangxian.operations.signing import reject, sign
from fangxian.operations.visits.queries import list_round
from fangxian.stores.presence import build_store
from tests.wall.canaries import APPEAL, IDENTITY, PERSON, PLACE, Canaries
from tests.wall.ground import Area

PLAN = ("sars-cov-2-delta", "cn-covid19-8e-2021", "8")
CONTENT: dict[str, dict[str, Any]] = {
    "count": {"count": 7},
    "location": {"lat": 28.2, "lon": 113.0},
    "tap": {},
}


@dataclass
class Planted:
    """What stands in an area now: the kind of an id -> the ids, to ask for."""

    area: Area
    ids: dict[str, list[str]] = field(default_factory=dict)

    def add(self, kind: str, *ids: object) -> None:
        """Keep ids of one kind."""
        self.ids.setdefault(kind, []).extend(str(one) for one in ids)


@dataclass
class Planter:
    """Somebody of the area, those who sign for it, and the outbreak it all belongs to."""

    area: Area
    canaries: Canaries
    clock: FixedClock
    worker: Actor
    signers: tuple[Actor, Actor]
    inspector: Actor
    outbreak_id: str
    planted: Planted = field(init=False)

    def __post_init__(self) -> None:
        self.planted = Planted(self.area)

    def say(self, kind: str, what: str) -> str:
        """Return a fresh canary of this area."""
        return self.canaries.make(self.area.name, kind, what)

    @property
    def now(self) -> datetime:
        """This instant."""
        return self.clock.now()

    def person(self, what: str) -> NewPerson:
        """Return somebody who lives here, whose every value is a canary."""
        key = self.say(PERSON, f"{what}key")
        self.planted.add("person_id", key)
        return NewPerson(
            key=key,
            full_name=self.say(IDENTITY, "name"),
            id_number=self.say(IDENTITY, "number"),
            phone=self.say(IDENTITY, "phone"),
            residence_place_id=self.area.place_id,
        )


def open_local(planter: Planter) -> str:
    """Open an outbreak of the area's own, whose very name is nobody else's business."""
    title = planter.say(PLACE, "title")
    key = f"local-{planter.area.name}"
    new = NewOutbreak(key, title, title, *PLAN, planter.area.place_id, "Asia/Shanghai")
    planter.planted.add("outbreak_id", open_outbreak(planter.signers[0], planter.clock, outbreak=new))
    return key


def report(planter: Planter, number: int) -> str:
    """Report a case who took tea here, with a stay in words and a contact."""
    tea = planter.now - timedelta(hours=40)
    stays = (
        StayGiven(
            tea,
            tea + timedelta(hours=2),
            place_id=planter.area.venue_id,
            session=planter.say(PERSON, "session")[:60],
            zone=planter.say(PERSON, "zone")[:60],
            seat=planter.say(PERSON, "seat")[:60],
        ),
        StayGiven(tea - timedelta(hours=9), None, "day", place_text=planter.say(PERSON, "stay")),
    )
    friend = ContactGiven(
        planter.person("friend"), planter.now.date(), setting=planter.say(PERSON, "setting")
    )
    case_id = report_case(
        planter.worker,
        planter.clock,
        outbreak_id=planter.outbreak_id,
        report=CaseReport(
            person=planter.person("case"),
            reported_on=planter.now.date(),
            residence_place_id=planter.area.place_id,
            case_id=f"case-{planter.area.name}-{number}",
            facts={"age": 41, "onset_on": planter.now.date() - timedelta(days=1)},
            stays=stays,
            contacts=(friend,),
        ),
    )
    planter.planted.add("case_id", case_id)
    stays_kept = list_stays(planter.worker.reach, case_id, planter.now)
    planter.planted.add("stay_key", *(stay.id for stay in stays_kept if not stay.place_id))
    correct_case(
        planter.worker, planter.clock, case_id=case_id, changes={"age": 42}, reason=planter.say(PERSON, "why")
    )
    return case_id


def seat_guests(planters: Sequence[Planter]) -> None:
    """Put two guests into each venue, in one list of presences per outbreak."""
    rows: list[dict[str, Any]] = []
    for planter in planters:
        guests = [planter.person("guest"), planter.person("guest")]
        register_persons(planter.worker, planter.clock, guests)
        tea = planter.now - timedelta(hours=40)
        rows += [
            {
                "person_id": guest.key,
                "place_id": planter.area.venue_id,
                "arrive_at": tea,
                "leave_at": tea + timedelta(hours=2),
                "precision": "exact",
                "source": "list",
            }
            for guest in guests
        ]
    first = planters[0]
    folder = presence_folder(first.outbreak_id)
    build_store(tables.PRESENCES.rows(rows), folder, timezone="Asia/Shanghai", recorded_at=first.now)


def respond_and_sign(planters: Sequence[Planter], city: Area) -> None:
    """Run the plan and sign what it proposes: for an area with its own reason, for the city with the city's."""
    first = planters[0]
    respond_now(first.signers[0], first.clock, outbreak_id=first.outbreak_id)
    _reject_one(first, city)
    for planter in planters:
        own = _waiting(planter, first.signers[0], planter.area.place_id)
        planter.planted.add("proposal_id", *(row.id for row in own))
    for signer in first.signers:
        for place_id in (city.place_id, *(planter.area.place_id for planter in planters)):
            # Why the city signed goes with what it signed, to every office below that carries it out.
            own = (p.area.name for p in planters if p.area.place_id == place_id)
            name = next(own, f"{city.name}-all")
            _sign(first, signer, place_id, name)


def _waiting(planter: Planter, signer: Actor, place_id: str) -> list[Any]:
    rows = list_waiting(signer, planter.outbreak_id)
    return [row for row in rows if row.place_id == place_id]


def _sign(planter: Planter, signer: Actor, place_id: str, name: str) -> None:
    chosen = [row.id for row in _waiting(planter, signer, place_id) if row.can_sign]
    if chosen:
        reason = planter.canaries.make(name, PLACE, "signed")
        sign(signer, planter.clock, proposal_ids=chosen, reason=reason, unasked="no time to ask")


def _reject_one(planter: Planter, city: Area) -> None:
    measures = [r.id for r in _waiting(planter, planter.signers[0], city.place_id) if r.what == "broadcast"]
    reason = planter.canaries.make(city.name, PLACE, "rejected")
    reject(planter.signers[0], planter.clock, proposal_ids=measures, reason=reason)


def follow(planter: Planter) -> None:
    """Decide on the exposed of the area, check on them, raise and settle a flag, give a link."""
    actor, clock, people = planter.signers[0], planter.clock, planter.planted.ids["person_id"]
    follow_ups.decide(
        actor,
        clock,
        outbreak_id=planter.outbreak_id,
        act="advise",
        people=people,
        reason=planter.say(PERSON, "followed"),
    )
    rows = list_follow_ups(planter.worker.reach, planter.outbreak_id, planter.now).rows
    assert rows, f"nobody is followed in {planter.area.name}"
    planter.planted.add("follow-ups/key", *(row.key for row in rows))
    for row, result in zip(rows, ("well", "symptoms"), strict=False):
        given = follow_ups.CheckGiven(
            "call",
            result,
            symptoms=("cough",) if result == "symptoms" else (),
            note=planter.say(IDENTITY, "note"),
        )
        follow_ups.check(planter.worker, clock, follow_up=row.key, given=given)
    (flag, *_) = list_flags(planter.worker.reach, planter.outbreak_id, planter.now)
    planter.planted.add("flag_id", flag.id)
    planter.planted.add("r/token", follow_ups.make_link(planter.worker, clock, follow_up=rows[0].key))
    note = planter.say(IDENTITY, "flagnote")
    follow_ups.settle_flag(actor, clock, flag_id=flag.id, outcome="tested", note=note)


def search(planter: Planter) -> None:
    """Estimate the venue, publish its notice, take the word of somebody who was there."""
    actor, clock, where = planter.signers[0], planter.clock, {"outbreak_id": planter.outbreak_id}
    venue = planter.area.venue_id
    follow_ups.estimate(
        actor, clock, **where, place_id=venue, expected=40, told_by=planter.say(PERSON, "told")
    )
    word = Text("请报告", "Were you there?")
    follow_ups.publish_notice(actor, clock, **where, place_id=venue, notice=Notice(word, word))
    tea = planter.now - timedelta(hours=40)
    given = follow_ups.AttendanceGiven(
        venue,
        tea,
        tea + timedelta(hours=1),
        full_name=planter.say(IDENTITY, "visitor"),
        phone=planter.say(IDENTITY, "visitphone")[:40],
    )
    follow_ups.report_attendance(clock, **where, given=given)
    rows = list_attendances(planter.worker.reach, planter.outbreak_id, planter.now)
    planter.planted.add("attendance_id", *(row.id for row in rows))


def restrain(planter: Planter) -> None:
    """Note what binds people in the area; somebody looks one of them up, who appeals."""
    rows = list_restrictions(planter.worker.reach, planter.outbreak_id, planter.now, planter.now)
    assert rows, f"nobody is restricted in {planter.area.name}"
    planter.planted.add("restrictions/key", *(row.key for row in rows))
    words = planter.say(PERSON, "looked")
    key = {"record": "restriction", "record_id": rows[0].key}
    look(planter.signers[0], planter.clock, **key, why="asked", reason=words)
    text = planter.say(APPEAL, "appeal")
    planter.planted.add("appeal_id", appeal(planter.worker, planter.clock, key=rows[0].key, text=text))


def block_a_list(planter: Planter) -> None:
    """Ask to bind somebody who never met a case: the list is blocked and the auditor hears of it."""
    nobody = PersonAsked(planter.say(PERSON, "unmet"))
    asked = {"outbreak_id": planter.outbreak_id, "measure": "central-quarantine", "people": [nobody]}
    with suppress(Problem):
        request_restrictions(planter.signers[0], planter.clock, **asked, reason=planter.say(PERSON, "bind"))
    blocked = BlockedList.objects.filter(outbreak_id=planter.outbreak_id).order_by("-first_at", "-id")
    planter.planted.add("blocked_id", blocked[0].id)
    planter.planted.add("signals/kind", "pool")


def stand_at_doors(planter: Planter) -> None:
    """Note the doors of the area at which something is due."""
    round_ = list_round(
        planter.worker.reach,
        place_id=planter.area.place_id,
        department=planter.worker.department,
        at=planter.now,
    )
    assert round_.visits, f"nothing is due at any door of {planter.area.name}"
    planter.planted.add("visits/door_id", *(visit.door_id for visit in round_.visits))


def work(planter: Planter) -> None:
    """Acknowledge and prove the tasks of the area; one order is taken back."""
    worker, clock = planter.worker, planter.clock
    tasks = list_my_tasks(worker, planter.now)
    assert tasks, f"no tasks in {planter.area.name}"
    for task in tasks:
        acknowledge(worker, clock, dispatch_id=task.dispatch_id)
        content = CONTENT.get(task.proof) or {"items": [planter.say(IDENTITY, "proof")]}
        complete(worker, clock, task_id=task.id, proof=ProofGiven(task.proof, content))
    planter.planted.add("task_id", *(task.id for task in tasks))
    planter.planted.add("dispatch_id", *(task.dispatch_id for task in tasks))
    own = [
        row for row in list_orders(worker.reach, planter.outbreak_id, planter.now) if _is_whole(planter, row)
    ]
    planter.planted.add("order_id", *(row.id for row in own))
    revoke(planter.signers[0], clock, order_id=own[-1].id, reason=planter.say(PLACE, "revoked"))


def _is_whole(planter: Planter, order: Any) -> bool:
    """An order of this area alone: one for the whole province is seen by every office that got it."""
    nodes = list_branch(planter.signers[0].reach, order.id, None, planter.now)
    return {node.place_id for node in nodes} <= {planter.area.place_id, planter.area.venue_id}


def invite(planter: Planter) -> None:
    """Make a sign-in link for the area's worker."""
    link = create_sign_in_link(planter.signers[0], planter.clock, handle=planter.worker.handle)
    planter.planted.add("sign-in/token", link)


def import_badly(planter: Planter) -> None:
    """Import a list whose second line is refused: the refused value is kept, and is personal."""
    value = planter.say(IDENTITY, "refused")
    text = f"病例编号,人员编号,报告日期\nc-x-{planter.area.name},{planter.say(PERSON, 'importkey')},{value}\n"
    batch = import_list(
        planter.worker,
        planter.clock,
        kind="cases",
        outbreak_id=planter.outbreak_id,
        name=f"{planter.say(PLACE, 'file')}.csv",
        content=text.encode(),
        terms=Terms(planter.say(PLACE, "purpose"), "law", planter.say(PLACE, "approver"), date(2031, 1, 1)),
    )
    planter.planted.add("batch_id", batch.id)
