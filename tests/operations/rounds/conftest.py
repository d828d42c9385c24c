"""A round in the street 文艺路, drawn door by door.

桐荫里  door 1: ann, bo    door 2: cem          新屋  door 3: dora, eli, fay
福城 (Kaifu, another district)  door 9: zoe
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid5

import polars as pl
import pytest

from fangxian.engines import tables

TONGYINLI, XINWU, FUCHENG = "430102003001", "430102003002", "430105001004"
DOORS = {"door-1": ("ann", "bo"), "door-2": ("cem",), "door-3": ("dora", "eli", "fay"), "door-9": ("zoe",)}
AT = {"door-1": TONGYINLI, "door-2": TONGYINLI, "door-3": XINWU, "door-9": FUCHENG}
HOMES = {person: door for door, people in DOORS.items() for person in people}
_IDS = UUID("6f2f9f57-9a0b-4b52-8c42-0f4f6d6f2a10")


def listings(*people: str) -> pl.DataFrame:
    """These people as one list names them."""
    return tables.LISTINGS.rows(
        [
            {"person_id": who, "household_id": HOMES[who], "place_id": AT[HOMES[who]]}
            for who in people or tuple(HOMES)
        ]
    )


def event_id(word: str) -> UUID:
    """The id a phone made for what it calls by this word."""
    return uuid5(_IDS, word)


@dataclass
class Rounds:
    """What a test does, in the words of the work."""

    cast: object
    clock: object
    row: object = None

    def open(self, kind: str = "screening", place: str = "43", actor=None, lists=None, days: float = 2):
        """Open a round with everybody on the register of households."""
        from fangxian.operations.rounds.services import open_round

        self.row = open_round(
            actor or self.cast.commander,
            self.clock,
            outbreak_id="tiny",
            kind=kind,
            place_id=place,
            due_at=self.clock.now() + timedelta(days=days),
            lists=lists or {"household-register": listings()},
        )
        return self.row

    def event(self, who: str, kind: str, word: str = "", hours: float = 0, voids: str = "", **more):
        """Somebody, or a door, as a phone tells it some hours before now."""
        from fangxian.operations.rounds.rows import EventGiven

        door = HOMES.get(who, who)
        return EventGiven(
            id=event_id(word or f"{who}-{kind}-{self.clock.now()}"),
            place_id=more.pop("place", AT.get(door, TONGYINLI)),
            kind=kind,
            event_at=self.clock.now() - timedelta(hours=hours),
            person_id=None if who in DOORS else who,
            household_id=who if who in DOORS else None,
            voids=event_id(voids) if voids else None,
            **more,
        )

    def tell(self, *events, actor=None):
        """Send events, a minute later."""
        from fangxian.operations.rounds.services import record_events

        self.clock.advance(timedelta(minutes=1))
        return record_events(actor or self.cast.commander, self.clock, round_id=self.row.id, events=events)

    def at_door(self, who: str, kind: str, actor=None, **more):
        """One thing happened to one person or at one door."""
        return self.tell(self.event(who, kind, **more), actor=actor)

    def add(self, who: str, door: str | None = None, place: str = TONGYINLI, actor=None):
        """Somebody was found who is on no list."""
        from fangxian.operations.rounds.rows import PersonFound
        from fangxian.operations.rounds.services import add_person

        self.clock.advance(timedelta(minutes=1))
        found = PersonFound(event_id(f"add-{who}"), place, who, self.clock.now(), door)
        return add_person(actor or self.cast.commander, self.clock, round_id=self.row.id, found=found)

    def ledger(self, place: str = "43", known_at=None, actor=None) -> dict[str, dict]:
        """The ledger by place."""
        from fangxian.operations.rounds.counting import ledger_of

        reach = (actor or self.cast.commander).reach
        return {row["place_id"]: row for row in ledger_of(reach, self.row.id, place, known_at).to_dicts()}

    def gaps(self, gap: str, place: str = "43", known_at=None, actor=None) -> list[tuple]:
        """Who is missing: place, door, person, state, rounds in a row."""
        from fangxian.operations.rounds.gaps import list_gaps

        found = list_gaps((actor or self.cast.commander).reach, self.row.id, place, gap, known_at)
        return [(one.place_id, one.door_id, one.person_id, one.state, one.rounds) for one in found]

    def figures(self, place: str = "43", known_at=None) -> dict[str, int]:
        """What is not zero in the ledger of one place."""
        row = self.ledger(place, known_at)[place]
        names = (
            "due",
            "added",
            "done",
            "excused",
            "moved",
            "absent_proved",
            "refused",
            "no_answer",
            "not_visited",
        )
        return {name: row[name] for name in names if row[name]}


@pytest.fixture
def rounds(cast, clock, keep) -> Rounds:
    """An open outbreak, and nobody counted yet."""
    from fangxian.operations.cases.reports import NewOutbreak
    from fangxian.operations.cases.services import open_outbreak

    def begin() -> None:
        plan = ("sars-cov-2-delta", "cn-covid19-8e-2021", "8")
        open_outbreak(
            cast.commander,
            clock,
            outbreak=NewOutbreak("tiny", "小疫情", "Tiny", *plan, "43", "Asia/Shanghai"),
        )

    keep(begin)
    return Rounds(cast, clock)
