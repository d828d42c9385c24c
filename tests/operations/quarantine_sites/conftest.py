"""An inn in 桐荫里 and four friends of a case; two offices have signed for all four.

inn: floor 2 (201 202 203, air east)   floor 3 (301 302 303, air east)   floor 4 (401, air west)
case one (桐荫里) ── friend-1 … friend-4 (桐荫里)
"""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from tests.operations.response.conftest import Desk, desk, today

__all__ = ["desk", "today"]
PLACE = "430102003001"
FRIENDS = tuple(f"friend-{at}" for at in range(1, 5))


@dataclass
class Inn:
    """What a test does, in the words of the work."""

    desk: Desk

    @property
    def worker(self):
        return self.desk.cast.community_worker

    @property
    def clock(self):
        return self.desk.clock

    def key(self, person: str) -> str:
        """The restriction of a person."""
        from fangxian.operations.restrictions.queries import list_restrictions

        now = self.clock.now()
        rows = list_restrictions(self.desk.cast.commander.reach, self.desk.outbreak_id, now, now)
        return next(row.key for row in rows if row.person_id == person)

    def order(self, person: str, room: str, party: str = "", site: str = "inn", actor=None):
        """Order a room."""
        from fangxian.operations.quarantine_sites.services import RoomAsked, order_stays

        asked = RoomAsked(self.key(person), site, room, party)
        (stay,) = order_stays(
            actor or self.worker, self.clock, outbreak_id=self.desk.outbreak_id, asked=[asked]
        )
        return stay

    def settle(self, person: str, room: str, **more):
        """Order a room; the person arrives."""
        from fangxian.operations.quarantine_sites.services import note_arrival

        stay = self.order(person, room, **more)
        note_arrival(self.worker, self.clock, stay_id=stay)
        return stay

    def row(self, stay, actor=None):
        """A stay as somebody sees it now."""
        from fangxian.operations.quarantine_sites.queries import get_stay_row

        return get_stay_row((actor or self.worker).reach, stay, self.clock.now())

    def rows(self, actor=None):
        """The stays somebody sees."""
        from fangxian.operations.quarantine_sites.queries import list_stays

        return list_stays((actor or self.worker).reach, self.desk.outbreak_id, self.clock.now())

    def site(self, actor=None):
        """The inn as somebody sees it."""
        from fangxian.operations.quarantine_sites.board import list_sites

        return list_sites((actor or self.worker).reach, self.desk.outbreak_id, self.clock.now())[0]

    def test(self, stay, on: date, result: str = "negative") -> None:
        """Take the sample of a due day, and note its result."""
        from fangxian.operations.quarantine_sites.services import note_result, take_sample

        take_sample(self.worker, self.clock, stay_id=stay, due_on=on)
        if result:
            note_result(self.worker, self.clock, stay_id=stay, due_on=on, result=result)

    def wait(self, **span: float) -> None:
        self.clock.advance(timedelta(**span))


@pytest.fixture
def inn(desk, keep) -> Inn:
    """The inn is open; nobody has been sent there."""
    from fangxian.operations.quarantine_sites.rows import FloorGiven, SiteGiven
    from fangxian.operations.quarantine_sites.services import open_site

    def begin() -> None:
        desk.report("one", friends=FRIENDS)
        desk.respond()
        desk.sign_all()
        floors = (
            FloorGiven("2", 3, (), "east"),
            FloorGiven("3", 3, ("infant",), "east"),
            FloorGiven("4", 1, (), "west"),
        )
        given = SiteGiven("inn", PLACE, "桐荫里宾馆", 28.2, 113.0, floors, "Tongyinli Inn")
        open_site(desk.cast.commander, desk.clock, outbreak_id=desk.outbreak_id, given=given)

    keep(begin)
    return Inn(desk)
