"""A closed community with two households, and a school gym with rice, vegetables and infant formula.

桐荫里 (closed)  door 1: two adults, an infant    door 2: one elder        新屋 (open)  door 3: nobody counted
the gym: a depot of Furong District, run by its supplies officer
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest

from tests.operations.rounds.conftest import TONGYINLI, event_id
from tests.operations.rounds.conftest import rounds as rounds  # noqa: PLC0414

GYM = "school-gym"


@dataclass
class Supply:
    """What a test does, in the words of the work."""

    cast: object
    clock: object

    def wait(self, hours: float) -> None:
        self.clock.advance(timedelta(hours=hours))

    def close(self, place: str = TONGYINLI, outbreak: str = "tiny") -> None:
        """People at a place are bound to stay there, by decision of the authority."""
        from fangxian.operations.areas.services import record_official_measure

        now = self.clock.now()
        columns = {
            "id": f"m-{place}",
            "outbreak_id": outbreak,
            "place_id": place,
            "measure": "stay-home",
            "title_zh": "足不出户",
            "title_en": "Stay at home",
            "starts_at": now,
            "rule": "official",
            "ends_at": now + timedelta(days=30),
            "source": "a notice",
            "restricts": True,
        }
        record_official_measure(self.cast.commander, self.clock, columns=columns, effective_at=now)

    def count(self, door: str, actor=None, place: str = TONGYINLI, **people) -> int:
        """A community counts who lives behind a door."""
        from fangxian.operations.supplies.rows import HouseholdGiven
        from fangxian.operations.supplies.services import count_households

        spot = {"lat": 28.19, "lon": 113.0, "gate_id": "east-gate"}
        given = [HouseholdGiven(door, place, **{**spot, **people})]
        who = actor or self.cast.community_worker
        return count_households(who, self.clock, outbreak_id="tiny", households=given)

    def depot(self, key: str = GYM, actor=None):
        from fangxian.operations.supplies.services import register_depot

        described = {"name": "学校体育馆", "place_id": "430102", "lat": 28.18, "lon": 112.99}
        return register_depot(
            actor or self.cast.supplies_officer, self.clock, outbreak_id="tiny", key=key, **described
        )

    def lot(
        self, item: str, quantity: int, actor=None, expires: date | None = None, arrives: date | None = None
    ):
        from fangxian.operations.supplies.rows import LotGiven
        from fangxian.operations.supplies.services import take_in

        given = LotGiven(GYM, item, quantity, expires, arrives)
        return take_in(actor or self.cast.supplies_officer, self.clock, outbreak_id="tiny", given=given)

    def ask(
        self, door: str, item: str, quantity: int = 1, word: str = "asked", actor=None, urgent=True
    ) -> int:
        from fangxian.operations.supplies.rows import RequestGiven
        from fangxian.operations.supplies.services import ask_for

        given = [RequestGiven(event_id(word), door, item, quantity, urgent)]
        return ask_for(actor or self.cast.community_worker, self.clock, outbreak_id="tiny", requests=given)

    def fleet(self, *vans: tuple, hours: float = 4):
        from fangxian.operations.supplies.deliveries import Fleet

        return Fleet(self.clock.now(), hours, vans)

    def plan(self, *vans: tuple, actor=None):
        from fangxian.operations.supplies.services import accept_deliveries

        self.wait(0.1)
        who = actor or self.cast.supplies_officer
        return accept_deliveries(who, self.clock, outbreak_id="tiny", fleet=self.fleet(*vans))

    def drops(self, actor=None) -> dict:
        """Door -> what is on its way to it, of the rounds that have open doors first."""
        from fangxian.operations.supplies.queries import get_delivery_round, list_rounds

        reach, now = (actor or self.cast.community_worker).reach, self.clock.now()
        found = {}
        for row in reversed(list_rounds(reach, "tiny", now)):
            found |= {one.household_id: one for one in get_delivery_round(reach, row.id, now)[1]}
        return found

    def word(self, door: str) -> str:
        from fangxian.operations.supplies.households import words_of

        return dict(words_of(self.cast.community_worker.reach, "tiny", TONGYINLI))[door]

    def hand(self, door: str, outcome: str = "doorstep", word: str = "", name: str = "", actor=None, **more):
        from fangxian.operations.supplies.rows import HandedGiven
        from fangxian.operations.supplies.services import hand_over

        drop = self.drops()[door]
        key = event_id(name or f"{door}-{outcome}-{self.clock.now()}")
        given = HandedGiven(key, drop.id, outcome, self.clock.now(), word, **more)
        hand_over(actor or self.cast.grid_worker, self.clock, given=given)
        return given

    def board(self, actor=None, at=None):
        from fangxian.operations.supplies.queries import summarise_supplies

        reach = (actor or self.cast.supplies_officer).reach
        return summarise_supplies(reach, "tiny", at or self.clock.now())

    def bar(self, actor=None) -> tuple[int, int, int]:
        found = self.board(actor)
        assert found.households == found.served + found.on_the_way + found.unserved
        return found.served, found.on_the_way, found.unserved

    def stock(self, item: str) -> dict[str, int]:
        """What of an item is where, all lots together; what is nothing is left out."""
        from fangxian.operations.supplies.balances import list_lots

        rows = list_lots(self.cast.supplies_officer.reach, "tiny", self.clock.now())
        names = ("received", "in_stock", "delivered", "expired", "written_off", "reserved")
        sums = {name: sum(getattr(one, name) for one in rows if one.item == item) for name in names}
        return {name: amount for name, amount in sums.items() if amount}

    def lots(self) -> list[UUID]:
        from fangxian.operations.supplies.balances import list_lots

        return [one.id for one in list_lots(self.cast.supplies_officer.reach, "tiny", self.clock.now())]


@pytest.fixture
def empty(cast, clock, rounds) -> Supply:
    """An outbreak and a closed community; no depot, nobody counted."""
    supply = Supply(cast, clock)
    supply.close()
    return supply


@pytest.fixture
def supply(empty, keep) -> Supply:
    """The gym is full, both households are counted, nobody has anything yet."""

    def fill() -> None:
        empty.depot()
        for item, amount in {"grain": 50_000, "vegetables": 50_000, "protein": 50_000, "oil": 50_000}.items():
            empty.lot(item, amount)
        empty.count("door-1", adults=2, infants=1)
        empty.count("door-2", elders=1)

    keep(fill)
    return empty
