"""A round of screening in the street 文艺路 and in Kaifu; it is 18:00, doors as tests/operations/rounds draws them."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from tests.operations.rounds.conftest import AT, DOORS, event_id
from tests.operations.rounds.conftest import rounds as rounds  # noqa: PLC0414


@dataclass
class Screen:
    """What a test does, in the words of the work."""

    cast: object
    clock: object
    rounds: object

    @property
    def round_id(self):
        return self.rounds.row.id

    def wait(self, hours: float) -> None:
        self.clock.advance(timedelta(hours=hours))

    def form(self, door: str, outcome: str = "answered", word: str = "", minutes: float = 0, **more):
        """A form as a phone fills it in, some minutes ago."""
        from fangxian.operations.screening.rows import ScreeningGiven

        return ScreeningGiven(
            id=event_id(word or f"form-{door}"),
            place_id=more.pop("place", AT[door]),
            household_id=door,
            outcome=outcome,
            event_at=self.clock.now() - timedelta(minutes=minutes),
            **more,
        )

    def send(self, given, actor=None):
        """Send a form."""
        from fangxian.operations.screening.services import screen_door

        return screen_door(
            actor or self.cast.community_worker, self.clock, round_id=self.round_id, given=given
        )

    def at(self, door: str, outcome: str = "answered", actor=None, **more):
        """Fill a form in and send it."""
        return self.send(self.form(door, outcome, **more), actor=actor)

    def press(self, door: str, kind: str, actor=None, word: str = ""):
        """Press a button at a door."""
        from fangxian.operations.screening.services import AlarmGiven, call_duty

        given = AlarmGiven(event_id(word or f"{kind}-{door}"), AT[door], door, kind, self.clock.now())
        return call_duty(actor or self.cast.community_worker, self.clock, round_id=self.round_id, given=given)

    def mark(self, door: str, why: str, actor=None) -> None:
        from fangxian.operations.screening.services import mark_door

        mark_door(
            actor or self.cast.community_worker,
            self.clock,
            outbreak_id="tiny",
            place_id=AT[door],
            household_id=door,
            why=why,
        )

    def door(self, door: str, actor=None):
        from fangxian.operations.screening.at_door import get_door

        reach = (actor or self.cast.community_worker).reach
        return get_door(reach, self.clock, round_id=self.round_id, place_id=AT[door], door_id=door)

    def items(self, actor, at=None, **more) -> list[tuple]:
        """Kind, door, person and codes of what waits on somebody's desk."""
        from fangxian.operations.screening.inbox import list_items

        rows = list_items(actor.reach, "tiny", at or self.clock.now(), department=actor.department, **more)
        return [(one.kind, one.household_id, one.person_id, one.codes) for one in rows]

    def states(self) -> dict[str, str]:
        """Where everybody's account stands."""
        from fangxian.operations.rounds.doors import list_doors

        doors = list_doors(self.cast.commander.reach, self.round_id, "43")
        return {one.person_id: one.state for door in doors for one in door.members}

    def route(self, place: str = "430102003", actor=None, **more):
        from fangxian.operations.screening.routes import route_gaps

        reach = (actor or self.cast.street_worker).reach
        return route_gaps(reach, self.clock, round_id=self.round_id, place_id=place, **more)


@pytest.fixture
def screen(rounds, cast, clock) -> Screen:
    """A round of screening has been opened; nobody was visited."""
    rounds.open("screening")
    assert set(DOORS) == {"door-1", "door-2", "door-3", "door-9"}
    return Screen(cast, clock, rounds)
