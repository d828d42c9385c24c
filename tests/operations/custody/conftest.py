"""A testing round in the street 文艺路 and in Kaifu, and the laboratory that takes their tubes.

桐荫里: ann, bo, cem    新屋: dora, eli, fay    福城 (Kaifu): zoe    laboratory "city-lab" at 4301
"""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import pytest

from tests.operations.rounds.conftest import AT, HOMES, event_id, listings
from tests.operations.rounds.conftest import rounds as rounds  # noqa: PLC0414

LAB = "city-lab"


@dataclass
class Day:
    """What a test does, in the words of the work."""

    cast: object
    clock: object
    round_id: UUID
    tubes: dict[str, str] = field(default_factory=dict)
    """The test's word for a tube -> its number."""

    def wait(self, hours: float) -> None:
        self.clock.advance(timedelta(hours=hours))

    def give(self, *words: str, size: int | None = 10, place: str = "430102003001", actor=None) -> None:
        from fangxian.operations.custody.services import give_tubes

        who = actor or self.cast.commander
        numbers = give_tubes(
            who, self.clock, round_id=self.round_id, place_id=place, size=size, count=len(words)
        )
        self.tubes |= dict(zip(words, numbers, strict=True))

    def swab(self, who: str, tube: str, word: str = "", actor=None, strict: bool = True, hours: float = 0):
        """Somebody's swab goes into a tube, some hours ago."""
        from fangxian.operations.custody.rows import SampleGiven
        from fangxian.operations.custody.services import record_samples

        given = SampleGiven(
            event_id(word or f"{who}-{tube}"),
            self.tubes.get(tube, tube),
            who,
            AT[HOMES[who]],
            self.clock.now() - timedelta(hours=hours),
        )
        return record_samples(
            actor or self.cast.commander, self.clock, round_id=self.round_id, samples=[given], strict=strict
        )

    def send(self, *words: str, shipment: str = "box", declared: int | None = None, actor=None):
        from fangxian.operations.custody.services import send_shipment

        return send_shipment(
            actor or self.cast.commander,
            self.clock,
            shipment_id=event_id(shipment),
            round_id=self.round_id,
            place_id="430102003001",
            laboratory_id=LAB,
            tube_codes=[self.tubes[word] for word in words],
            declared=len(words) if declared is None else declared,
        )

    def receive(self, *words: str, shipment: str = "box", actor=None):
        from fangxian.operations.custody.services import receive_shipment

        return receive_shipment(
            actor or self.cast.lab_worker,
            self.clock,
            shipment_id=event_id(shipment),
            tube_codes=[self.tubes[word] for word in words],
        )

    def file(self, *lines: tuple[str, str], laboratory: str = LAB) -> bytes:
        """A laboratory's file: of each tube its outcome, now."""
        rows = [
            f"{self.tubes.get(word, word)},{laboratory},{outcome},{self.clock.now().isoformat()}"
            for word, outcome in lines
        ]
        return "\n".join(["tube_code,laboratory_id,outcome,resulted_at", *rows, ""]).encode()

    def result(self, *lines: tuple[str, str], totals=None, actor=None, name: str = "results.csv"):
        from fangxian.operations.importing import import_results

        return import_results(
            actor or self.cast.lab_worker,
            self.clock,
            outbreak_id="tiny",
            name=name,
            content=self.file(*lines),
            terms=None,
            totals=totals,
        )

    def type(self, tube: str, outcome: str, actor=None):
        from fangxian.operations.custody.services import type_result

        return type_result(
            actor or self.cast.lab_worker,
            self.clock,
            laboratory_id=LAB,
            tube_code=self.tubes[tube],
            outcome=outcome,
        )

    def tell(self, place: str = "43", channel: str = "message", actor=None) -> int:
        from fangxian.operations.custody.services import tell_negatives

        return tell_negatives(
            actor or self.cast.commander, self.clock, round_id=self.round_id, place_id=place, channel=channel
        )

    def figures(self, place: str = "43", known_at=None) -> dict[str, int]:
        """What is not zero in the balance of a place."""
        from fangxian.operations.custody.queries import custody_of

        found, _ = custody_of(
            self.cast.commander.reach, self.round_id, place, self.clock.now(), known_at=known_at
        )
        row = next(one for one in found.to_dicts() if one["place_id"] == place)
        return {name: count for name, count in row.items() if isinstance(count, int) and count}

    def breaks(self, place: str = "43", actor=None, known_at=None) -> list[tuple]:
        """Kind, person and the test's word for the tube of every break."""
        from fangxian.operations.custody.queries import custody_of

        words = {number: word for word, number in self.tubes.items()}
        reach = (actor or self.cast.commander).reach
        _, found = custody_of(reach, self.round_id, place, self.clock.now(), known_at=known_at)
        return [(one.kind, one.person_id, words.get(one.tube_code)) for one in found]

    def positives(self, place: str = "43", actor=None):
        from fangxian.operations.custody.positives import list_positives

        return list_positives((actor or self.cast.commander).reach, self.round_id, place)


@pytest.fixture
def day(cast, clock, rounds) -> Day:
    """A round of testing is open, the laboratory is registered, no tube is out."""
    from fangxian.operations.custody.services import register_laboratory

    row = rounds.open("testing", lists={"household-register": listings()})
    register_laboratory(
        cast.commander,
        clock,
        outbreak_id="tiny",
        key=LAB,
        name="市疾控实验室",
        place_id="4301",
        tubes_a_day=20_000,
    )
    return Day(cast, clock, row.id)


@pytest.fixture
def whole(day) -> Day:
    """Ann and Bo went all the way to the answer, in one tube; nobody else was sampled."""
    day.give("t1")
    day.swab("ann", "t1")
    day.swab("bo", "t1")
    day.wait(1)
    day.send("t1")
    day.wait(1)
    day.receive("t1")
    day.wait(6)
    day.result(("t1", "negative"))
    day.wait(1)
    day.tell()
    return day
