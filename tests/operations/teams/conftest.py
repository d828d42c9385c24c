"""Teams on the tiny tree: members of Furong (桐荫里) and of Kaifu (福城), posts in both."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest

from tests.operations.response.conftest import desk as desk  # noqa: PLC0414
from tests.operations.rounds.conftest import FUCHENG, TONGYINLI

OUTBREAK = "tiny"


def member(number: str, place: str = TONGYINLI, **more):
    """One of the staff, as a roster tells of them."""
    from fangxian.operations.teams.rows import MemberGiven

    told = {"employer": "区教育局", "phone": f"130-{number}"}
    return MemberGiven(number=number, full_name=f"合成{number}", place_id=place, **(told | more))


def post(place: str = TONGYINLI, need: int = 1, **more):
    """A post of a community."""
    from fangxian.engines.problems import Text
    from fangxian.operations.teams.rows import PostGiven

    told = {"kind": "community", "name": Text("社区防控岗", "Community post")}
    return PostGiven(place_id=place, need=need, **(told | more))


@dataclass
class Teams:
    """What a test does, in the words of the work."""

    cast: object
    clock: object

    def wait(self, hours: float = 1) -> None:
        self.clock.advance(timedelta(hours=hours))

    def add(self, *given, actor=None) -> tuple[UUID, ...]:
        from fangxian.operations.teams.services import add_members

        return add_members(actor or self.cast.commander, self.clock, given)

    def set_posts(self, *given, actor=None) -> tuple[UUID, ...]:
        from fangxian.operations.teams.services import set_posts

        return set_posts(actor or self.cast.commander, self.clock, outbreak_id=OUTBREAK, given=given)

    def send(self, who: UUID, where: UUID, actor=None, **more) -> UUID:
        from fangxian.operations.teams.services import assign_member

        return assign_member(actor or self.cast.commander, self.clock, member_id=who, post_id=where, **more)

    def members(self, actor=None, at=None) -> list:
        from fangxian.operations.teams.queries import list_members

        return list(list_members((actor or self.cast.commander).reach, at or self.clock.now()))

    def posts(self, actor=None, at=None) -> list:
        from fangxian.operations.teams.queries import list_posts

        return list(list_posts((actor or self.cast.commander).reach, OUTBREAK, at or self.clock.now()))

    def assignments(self, actor=None, at=None) -> list:
        from fangxian.operations.teams.queries import list_assignments

        return list(list_assignments((actor or self.cast.commander).reach, OUTBREAK, at or self.clock.now()))


@pytest.fixture
def teams(cast, clock, desk) -> Teams:
    """An outbreak is open; nobody is on record."""
    return Teams(cast, clock)


__all__ = ["FUCHENG", "OUTBREAK", "TONGYINLI", "Teams", "desk", "member", "post", "teams"]
