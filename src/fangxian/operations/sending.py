"""Who goes where, with what everybody served of late: the rested go first, as far as the rosters know."""

from datetime import datetime, timedelta
from uuid import UUID

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.places.reach import Reach
from fangxian.operations.rosters.serving import turns_of_members
from fangxian.operations.teams import services
from fangxian.operations.teams.queries import list_members
from fangxian.operations.teams.runs import Worked

WEEK = timedelta(days=7)


def propose_assignment(actor: Actor, clock: Clock, *, outbreak_id: str, keep_teams: bool = False) -> UUID:
    """Work out who should go where; hours and nights of the last seven days count. Raises as `teams.services` does."""
    actor.require("command")
    worked = find_worked(actor.reach, clock.now())
    return services.propose_assignment(
        actor, clock, outbreak_id=outbreak_id, keep_teams=keep_teams, worked=worked
    )


def find_worked(reach: Reach, at: datetime) -> dict[UUID, Worked]:
    """Return member within reach -> what they served in the seven days before `at`, by the rosters that stand."""
    members = [row.id for row in list_members(reach, at, named=False)]
    found: dict[UUID, Worked] = {}
    for turn in turns_of_members(members, at, at - WEEK, at):
        before = found.get(turn.member_id, Worked())
        hours = (min(turn.ends_at, at) - turn.starts_at) / timedelta(hours=1)
        found[turn.member_id] = Worked(before.hours + hours, before.nights + turn.night)
    return found
