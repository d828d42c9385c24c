"""Plants a checkpoint of an area with whoever was handed on there, its crew, a roster, a swap, a note and an absence."""

from datetime import timedelta
from uuid import UUID

from fangxian.engines.problems import Problem, Text
from fangxian.operations.checkpoints import services as checkpoints
from fangxian.operations.checkpoints.handing import list_handed
from fangxian.operations.checkpoints.rows import CheckpointGiven, PassageGiven
from fangxian.operations.ids import new_id
from fangxian.operations.rosters import services as rosters
from fangxian.operations.rosters.queries import get_mine
from fangxian.operations.teams.rows import MemberGiven, PostGiven
from fangxian.operations.teams.services import add_members, assign_member, set_posts
from tests.wall.canaries import IDENTITY, PLACE
from tests.wall.planting import Planter


def keep_watch(planter: Planter) -> None:
    """Somebody came in at the gate from a risk area; the worker of the area is on its roster and asks for a swap."""
    _pass_a_gate(planter)
    _make_a_roster(planter)


def _pass_a_gate(planter: Planter) -> None:
    key = f"gate-{planter.area.name}"
    signer, worker, clock = planter.signers[0], planter.worker, planter.clock
    name = planter.say(PLACE, "gate")
    given = CheckpointGiven(key, "road", planter.area.place_id, name, name)
    checkpoints.open_checkpoints(signer, clock, outbreak_id=planter.outbreak_id, given=[given])
    passed = PassageGiven(
        new_id(),
        "in",
        clock.now(),
        origin_risk="high",
        full_name=planter.say(IDENTITY, "passer"),
        phone=planter.say(IDENTITY, "phone"),
    )
    where = {"outbreak_id": planter.outbreak_id, "key": key}
    checkpoints.record_passages(worker, clock, **where, device_id="gate", given=[passed])
    checkpoints.report_queue(worker, clock, **where, waiting=7)
    ours = list_handed(worker.reach, planter.outbreak_id, clock.now())
    planter.planted.add("checkpoint_id", key)
    planter.planted.add("handed_id", *(one.id for one in ours if one.checkpoint_id == key))


def _make_a_roster(planter: Planter) -> None:
    signer, worker, clock, place = planter.signers[0], planter.worker, planter.clock, planter.area.place_id
    given = [
        MemberGiven(
            number=f"watch-{n}",
            full_name=planter.say(IDENTITY, "watcher"),
            place_id=place,
            employer=planter.area.name,
            **({} if n else {"user_id": worker.user_id}),
        )
        for n in range(8)
    ]
    people = add_members(signer, clock, given)
    name = planter.say(PLACE, "watch")
    post = PostGiven("community", place, 2, Text(name, name))
    [where] = set_posts(signer, clock, outbreak_id=planter.outbreak_id, given=[post])
    for who in people:
        assign_member(signer, clock, member_id=who, post_id=where)
    told = {"outbreak_id": planter.outbreak_id, "place_id": place}
    tomorrow = clock.now().date() + timedelta(days=1)
    roster = rosters.propose_roster(signer, clock, **told, from_on=tomorrow, days=3)
    rosters.answer_roster(signer, clock, roster_id=roster, take=True)
    waiting = rosters.propose_roster(signer, clock, **told, from_on=tomorrow + timedelta(days=3), days=1)
    planter.planted.add("roster_id", waiting, roster)
    _swap(planter, people)
    away = {"from_at": clock.now(), "to_at": clock.now() + timedelta(hours=8)}
    rosters.report_absence(
        signer, clock, outbreak_id=planter.outbreak_id, member_id=people[1], **away, kind="wish"
    )


def _swap(planter: Planter, people: tuple[UUID, ...]) -> None:
    """Ask the first colleague whose rest allows it."""
    worker, clock = planter.worker, planter.clock
    mine = get_mine(worker.reach, worker.user_id, planter.outbreak_id, clock.now())
    turn = mine.turns[0]
    planter.planted.add("turn_id", turn.id)
    rosters.hand_over(worker, clock, turn_id=turn.id, said=planter.say(PLACE, "note"))
    for colleague in people[1:]:
        try:
            swap = rosters.ask_swap(worker, clock, turn_id=turn.id, member_id=colleague)
        except Problem:
            continue
        planter.planted.add("swap_id", swap)
        return
