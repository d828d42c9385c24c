"""Rosters on the tiny tree: a post of Furong (桐荫里) with ten members, one of them the community worker's own account."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest

from tests.operations.response.conftest import desk as desk  # noqa: PLC0414
from tests.operations.rounds.conftest import FUCHENG, TONGYINLI
from tests.operations.teams.conftest import OUTBREAK, member, post
from tests.operations.teams.conftest import teams as teams  # noqa: PLC0414


@dataclass
class Rosters:
    """What a test does, in the words of the work."""

    cast: object
    clock: object
    teams: object
    people: tuple[UUID, ...] = ()
    post: UUID | None = None

    def wait(self, hours: float) -> None:
        self.clock.advance(timedelta(hours=hours))

    @property
    def today(self) -> date:
        return (self.clock.now() + timedelta(hours=8)).date()

    def propose(self, actor=None, **more) -> UUID:
        from fangxian.operations.rosters.services import propose_roster

        told = {
            "outbreak_id": OUTBREAK,
            "place_id": TONGYINLI,
            "from_on": self.today + timedelta(days=1),
            "days": 2,
        }
        return propose_roster(actor or self.cast.commander, self.clock, **(told | more))

    def take(self, roster: UUID, actor=None, take: bool = True) -> UUID:
        from fangxian.operations.rosters.services import answer_roster

        answer_roster(actor or self.cast.commander, self.clock, roster_id=roster, take=take)
        return roster

    def get(self, roster: UUID, actor=None):
        from fangxian.operations.rosters.queries import get_roster

        return get_roster((actor or self.cast.commander).reach, roster, self.clock.now())

    def states(self, actor=None) -> list[str]:
        from fangxian.operations.rosters.queries import list_rosters

        reach = (actor or self.cast.commander).reach
        return [row.state for row in list_rosters(reach, OUTBREAK, self.clock.now())]

    def on_duty(self, actor=None) -> list:
        from fangxian.operations.rosters.queries import list_on_duty

        return list(list_on_duty((actor or self.cast.commander).reach, OUTBREAK, self.clock.now()))

    def mine(self, actor=None):
        from fangxian.operations.rosters.queries import get_mine

        who = actor or self.cast.community_worker
        return get_mine(who.reach, who.user_id, OUTBREAK, self.clock.now())

    def away(self, who: UUID, hours: float, actor=None, **more) -> UUID:
        from fangxian.operations.rosters.services import report_absence

        now = self.clock.now()
        told = {"from_at": now, "to_at": now + timedelta(hours=hours)}
        acting = actor or self.cast.commander
        return report_absence(acting, self.clock, outbreak_id=OUTBREAK, member_id=who, **(told | more))


@pytest.fixture
def rosters(cast, clock, teams) -> Rosters:
    """Ten members serve at one post that needs two; the first is the community worker."""
    mine = member("1", user_id=cast.community_worker.user_id)
    people = teams.add(mine, *(member(f"{n}") for n in range(2, 11)))
    [where] = teams.set_posts(post(need=2))
    for who in people:
        teams.send(who, where)
    return Rosters(cast, clock, teams, people, where)


__all__ = ["FUCHENG", "OUTBREAK", "TONGYINLI", "Rosters", "desk", "rosters", "teams"]
