"""Recording a visit: every part it serves, each where it belongs, in one transaction."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from fangxian.engines.problems import Problem
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.follow_ups.problems import FOLLOW_UP_CLOSED
from fangxian.operations.follow_ups.queries import get_follow_up
from fangxian.operations.follow_ups.rows import FollowUpRow
from fangxian.operations.follow_ups.services import CheckGiven, check
from fangxian.operations.orders.at_doors import ALREADY, ELSEWHERE, REPEATED, note_door, settle_at_door
from fangxian.operations.orders.problems import ORDER_REVOKED
from fangxian.operations.orders.proofs import ProofGiven
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.restrictions.problems import ALREADY_SERVED
from fangxian.operations.restrictions.queries import get_restriction
from fangxian.operations.restrictions.services import serve
from fangxian.operations.visits.doors import doors_of_people
from fangxian.operations.visits.due import along_id, places_around
from fangxian.operations.visits.problems import NOTHING_AT_THE_DOOR
from fangxian.operations.visits.rows import ALONG, CHECK, SLIP, TASK, Outcome, VisitDone, VisitGiven

DONE, SHARED, OVER, GONE = "done", "shared", "over", "gone"

_MEANWHILE = {
    FOLLOW_UP_CLOSED.code: OVER,
    ORDER_REVOKED.code: OVER,
    ALREADY_SERVED.code: ALREADY,
    NOT_FOUND.code: GONE,
}
"""What may have happened to one part since the round was read: it is told, and keeps nothing else from being kept."""


@transaction.atomic
def make_visit(actor: Actor, clock: Clock, *, given: VisitGiven) -> VisitDone:
    """Record a visit: each check with its follow-up, each slip with its restriction, each proof with its task.

    All or nothing where something given is wrong; what a colleague did meanwhile or what is over is told part by part
    and the rest is kept. Sent again under the same `event_id` it changes nothing.

    Raises:
        Problem: `not-your-role`, `nothing-at-the-door`, `not-found` (no part is within reach), and what the parts
            raise: `not-a-check-result`, `temperature-unlikely`, `symptoms-told-well`, `proof-not-enough` ...
    """
    actor.require("work")
    if not (given.checks or given.slips or given.proofs):
        raise NOTHING_AT_THE_DOOR()
    visit = _Visit(actor, clock, given)
    visit.check_people()
    visit.hand_over_slips()
    visit.settle_tasks()
    if all(one.outcome == GONE for one in visit.outcomes):
        raise NOT_FOUND(what="visit due today", what_zh="今日上门", key=given.door_id)
    visit.note_wide_tasks()
    return VisitDone(tuple(visit.outcomes), visit.red)


class _Visit:
    """One visit being recorded, part by part, inside the caller's transaction."""

    def __init__(self, actor: Actor, clock: Clock, given: VisitGiven) -> None:
        self.actor, self.clock, self.given = actor, clock, given
        self.now: datetime = clock.now()
        self.outcomes: list[Outcome] = []
        self.people: dict[str, str] = {}
        """Who was seen to be within reach -> the place in charge of them."""
        self.red = False

    def check_people(self) -> None:
        """One check a person, however many follow-ups they have: it serves all of them."""
        checked: set[tuple[str, str]] = set()
        for key, found in sorted(self.given.checks.items()):
            row = self._find_followed(key)
            if row is None:
                self._tell(CHECK, key, GONE)
            elif (row.outbreak_id, row.person_id) in checked:
                self._tell(CHECK, key, SHARED)
            else:
                checked.add((row.outbreak_id, row.person_id))
                self._tell(CHECK, key, self._as_it_came(self._check, key, found))

    def hand_over_slips(self) -> None:
        """Each slip to its restriction."""
        for key in sorted(self.given.slips):
            self._tell(SLIP, key, self._as_it_came(self._serve, key))

    def settle_tasks(self) -> None:
        """Each proof to its task."""
        for task_id, proof in sorted(self.given.proofs.items()):
            self._tell(TASK, str(task_id), self._as_it_came(self._settle, task_id, proof))

    def note_wide_tasks(self) -> None:
        """Each wide task at this door: once, whoever sends it, and only where somebody was seen to live here."""
        within = self._places_of_the_door() if self.given.asked else frozenset()
        for task_id in sorted(self.given.asked):
            self._tell(ALONG, str(task_id), self._as_it_came(self._note, task_id, within))

    def _check(self, key: str, found: CheckGiven) -> str:
        marked = replace(found, event_id=uuid5(self.given.event_id, f"{CHECK}:{key}"))
        done = check(self.actor, self.clock, follow_up=key, given=marked)
        self.red = self.red or (done.red and not done.repeated)
        return REPEATED if done.repeated else DONE

    def _serve(self, key: str) -> str:
        row = get_restriction(self.actor.reach, key, self.now)
        self.people.setdefault(row.person_id, row.place_id or "")
        if row.released_at is not None or row.lapses_at <= self.now:
            return OVER
        serve(self.actor, self.clock, key=key)
        return DONE

    def _settle(self, task_id: UUID, proof: ProofGiven) -> str:
        event_id = uuid5(self.given.event_id, f"{TASK}:{task_id}")
        return settle_at_door(self.actor, self.clock, task_id=task_id, proof=proof, event_id=event_id)

    def _note(self, task_id: UUID, within: frozenset[str]) -> str:
        if not within:
            return ELSEWHERE
        event_id = along_id(task_id, self.given.door_id)
        return note_door(self.actor, self.clock, task_id=task_id, event_id=event_id, within=within)

    def _find_followed(self, key: str) -> FollowUpRow | None:
        try:
            row = get_follow_up(self.actor.reach, key, self.now).row
        except Problem as problem:
            if problem.code != NOT_FOUND.code:
                raise
            return None
        self.people[row.person_id] = row.place_id
        return row

    def _places_of_the_door(self) -> frozenset[str]:
        """The place of this door and all around it, if anybody of this visit lives behind it; else none."""
        doors = doors_of_people(self.actor.reach, self.people, self.now, self.people)
        here = next((door for door in doors.values() if door.id == self.given.door_id), None)
        return places_around(here.place_id) if here is not None else frozenset()

    def _as_it_came(self, act: Callable[..., str], *given: object) -> str:
        try:
            return act(*given)
        except Problem as problem:
            if problem.code not in _MEANWHILE:
                raise
            return _MEANWHILE[problem.code]

    def _tell(self, kind: str, subject: str, outcome: str) -> None:
        self.outcomes.append(Outcome(f"{kind}:{subject}", outcome))
