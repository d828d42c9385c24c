"""Two sisters behind one door of 桐荫里, a cousin without a household, a teahouse, and orders for all of them.

桐荫里 ─┬─ household h-1: guest-1, guest-2      v-teahouse: two orders at one venue
        └─ cousin, no household on record      guest-3: 福城 (Kaifu), a stranger's
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from tests.operations.follow_ups.conftest import Desk, desk  # noqa: F401

TONGYINLI = "430102003001"
MORNING = datetime(2021, 8, 1, 1, tzinfo=UTC)
"""Nine in the morning of 1 August in Changsha: the first day on which checks are due."""

HOMES = {
    "guest-1": (TONGYINLI, "h-1"),
    "guest-2": (TONGYINLI, "h-1"),
    "cousin": (TONGYINLI, None),
    "guest-3": ("430105001004", "h-9"),
}


@dataclass
class Walk:
    """What somebody at doors does, in the words of the work."""

    desk: Desk

    @property
    def cast(self):
        """Who is there."""
        return self.desk.cast

    @property
    def clock(self):
        """The hour of the test."""
        return self.desk.clock

    def order(self, measure, place_id=TONGYINLI, hours=12, **more):
        """Give an order by hand to the offices of a place; return its id."""
        from fangxian.operations.mobilising import issue_by_hand

        due_at = self.clock.now() + timedelta(hours=hours)
        given = {"outbreak_id": "tea", "measure": measure, "place_id": place_id, "instruction": None}
        made = issue_by_hand(self.cast.commander, self.clock, **{**given, "due_at": due_at, **more})
        return made.ids[0]

    def round(self, actor=None, place_id=None, at=None, then=None):
        """The round of somebody's place."""
        from fangxian.operations.visits.queries import list_round

        actor = actor or self.cast.community_worker
        return list_round(
            actor.reach,
            place_id=place_id or actor.place_id,
            department=actor.department,
            at=at or self.clock.now(),
            then=then,
        )

    def visit_of(self, person, actor=None):
        """The visit somebody is in."""
        found = [
            visit for visit in self.round(actor).visits if person in {one.person_id for one in visit.people}
        ]
        assert len(found) == 1
        return found[0]

    def status(self, order_id, place_id):
        """How far the office of a place has come with an order."""
        return self._dispatch(order_id, place_id).status

    def proofs(self, order_id, place_id):
        """How many proofs the office of a place has shown."""
        from fangxian.operations.orders.queries import list_events

        dispatch = self._dispatch(order_id, place_id)
        events = list_events(self.cast.commander.reach, dispatch.id)
        return sum(event.kind in ("done", "part-done") for event in events)

    def _dispatch(self, order_id, place_id, above=None):
        from fangxian.operations.orders.queries import list_branch

        reach, now = self.cast.commander.reach, self.clock.now()
        for node in list_branch(reach, order_id, above, now):
            found = node if node.place_id == place_id else self._dispatch(order_id, place_id, node.id)
            if found is not None:
                return found
        return None

    def give(self, visit, result="well", event_id=None, actor=None, only=None, **more):
        """Record a visit: everybody seen `result`, every slip handed over, every wide task asked."""
        from fangxian.operations.follow_ups.services import CheckGiven
        from fangxian.operations.ids import new_id
        from fangxian.operations.visits.rows import VisitGiven
        from fangxian.operations.visits.services import make_visit

        checks = {part.subject: CheckGiven("visit", result, **more) for part in visit.of_kind("check")}
        given = VisitGiven(
            door_id=visit.door_id,
            event_id=event_id or new_id(),
            checks=checks if only in (None, "check") else {},
            slips=frozenset(part.subject for part in visit.of_kind("slip") if only in (None, "slip")),
            proofs={_id(part): _proof(part) for part in visit.of_kind("task") if only in (None, "task")},
            asked=frozenset(_id(part) for part in visit.of_kind("along")),
        )
        return make_visit(actor or self.cast.community_worker, self.clock, given=given)


def bind(walk, *people):
    """Decide quarantine for people; two offices sign."""
    from fangxian.operations.signing import sign

    done = walk.desk.decide("quarantine", *people, measure="central-quarantine")
    for actor in (walk.cast.commander, walk.cast.city_cdc):
        sign(actor, walk.clock, proposal_ids=done.proposals, unasked="no time to ask")


def _id(part):
    from uuid import UUID

    return UUID(part.subject)


def _proof(part):
    from fangxian.operations.orders.proofs import ProofGiven

    content = {
        "tap": {},
        "count": {"count": 4},
        "list": {"items": ["a"]},
        "location": {"lat": 28.2, "lon": 113.0},
    }
    return ProofGiven(part.proof, content[part.proof])


@pytest.fixture
def walk(desk, keep) -> Walk:  # noqa: F811
    """The case is reported, the guests are found and followed; it is the morning of 1 August."""
    from fangxian.engines import tables
    from fangxian.operations.people.services import NewPerson, register_persons
    from fangxian.operations.registers import presence_folder
    from fangxian.stores.presence import build_store
    from tests.operations.follow_ups.conftest import TEA

    def begin() -> None:
        people = [
            NewPerson(
                key=key,
                full_name=f"合成{key}",
                phone="13800000000",
                residence_place_id=home,
                household_key=household,
            )
            for key, (home, household) in HOMES.items()
        ]
        register_persons(desk.cast.commander, desk.clock, people)
        stays = [
            {
                "person_id": key,
                "place_id": "v-teahouse",
                "arrive_at": TEA,
                "leave_at": TEA + timedelta(hours=2),
            }
            for key in HOMES
        ]
        rows = tables.PRESENCES.rows([{**stay, "precision": "exact", "source": "list"} for stay in stays])
        build_store(rows, presence_folder("tea"), timezone="Asia/Shanghai", recorded_at=desk.now)
        desk.report_case()
        desk.respond()
        desk.decide("advise", *HOMES)
        desk.clock.at = MORNING

    keep(begin)
    return Walk(desk)
