"""A testing day in the demonstration: tubes half answered, one box short, one laboratory late, one positive tube, its sites."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid5

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.beginning import begin_round
from fangxian.operations.cases.queries import case_table
from fangxian.operations.chunks import in_chunks
from fangxian.operations.clock import FixedClock
from fangxian.operations.custody import services
from fangxian.operations.custody.resulting import ResultGiven, settle_results
from fangxian.operations.custody.rows import SampleGiven
from fangxian.operations.custody.watching import watch_feeds
from fangxian.operations.loading.rounds import find_district
from fangxian.operations.loading.testing_sites import open_for, run_sites
from fangxian.operations.rounds.accounts import register_of
from fangxian.operations.rounds.queries import list_rounds
from fangxian.operations.rounds.rows import RoundRow
from fangxian.stores.city import City

HOURS_AGO, POOL = 22, 10
_SAMPLED, _TO_FIRST, _SENT = 0.7, 0.55, 0.92
"""Shares of the demonstration's own: of people sampled, of tubes sent to those that answer, of tubes sent at all."""
_LABORATORIES = (
    ("city-cdc", "市疾控中心实验室 City CDC", 20_000),
    ("city-hospital", "市中心医院实验室 City hospital", 8_000),
    ("third-party", "第三方实验室 Third party", 400),
)
"""All but the last answer: two that answer can be compared."""


@dataclass
class _Day:
    """A round, and the hour it is."""

    city: City
    actor: Actor
    row: RoundRow
    now: datetime
    sites: dict[str, str] = field(default_factory=dict)
    """Community -> the site its people go to."""
    cases: frozenset[str] = frozenset()

    @property
    def clock(self) -> FixedClock:
        return FixedClock(self.now)

    def wait(self, hours: float) -> None:
        self.now += timedelta(hours=hours)


def load_testing(city: City, actor: Actor) -> int:
    """Open a round of testing in the district with most cases and bring it half way; return how many samples."""
    if list_rounds(actor.reach, city.outbreak.id, kind="testing"):
        return 0
    at, district = city.outbreak.demo_as_of - timedelta(hours=HOURS_AGO), find_district(city)
    row = begin_round(actor, FixedClock(at), outbreak_id=city.outbreak.id, kind="testing", place_id=district)
    day = _Day(city, actor, row, at)
    _register(day)
    known = city.outbreak.demo_as_of
    day.cases = frozenset(case_table(actor.reach, row.outbreak_id, known, known)["person_id"])
    day.sites = open_for(actor, at, row, register_of(row.id, row.sha256, None))
    filled = _sample(day)
    first = filled[: round(len(filled) * _TO_FIRST)]
    rest = filled[len(first) : round(len(filled) * _SENT)]
    day.wait(1)
    boxes = (*(first[at :: len(_LABORATORIES) - 1] for at in range(len(_LABORATORIES) - 1)), rest)
    for (key, _, _), tubes in zip(_LABORATORIES, boxes, strict=True):
        _ship(day, key, tubes, lost=1 if key == _LABORATORIES[-1][0] else 0)
    day.wait(6)
    _answer(day, first)
    day.now = city.outbreak.demo_as_of
    run_sites(actor, day.now, row, day.sites)
    watch_feeds(actor, day.clock, outbreak_id=city.outbreak.id)
    return round(register_of(row.id, row.sha256, None).height * _SAMPLED)


def _register(day: _Day) -> None:
    city_id = day.city.place_pack.tree.filter(level="city")["place_id"].to_list()
    place_id = next((one for one in sorted(city_id) if day.row.place_id.startswith(one)), day.row.place_id)
    for key, name, tubes in _LABORATORIES:
        services.register_laboratory(
            day.actor,
            day.clock,
            outbreak_id=day.row.outbreak_id,
            key=key,
            name=name,
            place_id=place_id,
            tubes_a_day=tubes,
        )


def _sample(day: _Day) -> list[str]:
    """Swab community by community, ten in a tube; return the tubes in the order they were filled."""
    tubes: list[str] = []
    for group in in_chunks(list(_people(day)), POOL * 50):
        codes = [f"DEMO{len(tubes) + number:06}" for number in range(-(-len(group) // POOL))]
        services.give_tubes(
            day.actor, day.clock, round_id=day.row.id, place_id=day.row.place_id, size=POOL, codes=codes
        )
        samples = [
            SampleGiven(
                uuid5(day.row.id, person),
                codes[number // POOL],
                person,
                place_id,
                day.now,
                # All are swabbed at one instant here: a case among them would have met everybody.
                site_id=None if person in day.cases else day.sites.get(place_id),
            )
            for number, (person, place_id) in enumerate(group)
        ]
        services.record_samples(day.actor, day.clock, round_id=day.row.id, samples=samples)
        tubes += codes
    return tubes


def _people(day: _Day) -> Iterator[tuple[str, str]]:
    register = register_of(day.row.id, day.row.sha256, None).sort("place_id", "household_id", "person_id")
    sampled = round(register.height * _SAMPLED)
    yield from register.head(sampled).select("person_id", "place_id").iter_rows()


def _ship(day: _Day, laboratory_id: str, tubes: list[str], lost: int) -> None:
    if not tubes:
        return
    box = services.send_shipment(
        day.actor,
        day.clock,
        shipment_id=uuid5(day.row.id, laboratory_id),
        round_id=day.row.id,
        place_id=day.row.place_id,
        laboratory_id=laboratory_id,
        tube_codes=tubes,
        declared=len(tubes),
    )
    here = FixedClock(day.now + timedelta(hours=1))
    services.receive_shipment(
        day.actor, here, shipment_id=box.id, tube_codes=tubes[lost:] or tubes, received_at=here.now()
    )


def _answer(day: _Day, tubes: list[str]) -> None:
    """All negative but one, from the laboratories in turn; the negative are told."""
    answering = _LABORATORIES[:-1]
    results = [
        ResultGiven(
            tube,
            answering[number % len(answering)][0],
            "positive" if number == len(tubes) // 2 else "negative",
            day.now,
        )
        for number, tube in enumerate(tubes)
    ]
    settle_results(day.actor, day.clock, outbreak_id=day.row.outbreak_id, results=results, batch_id=None)
    day.wait(1)
    services.tell_negatives(
        day.actor, day.clock, round_id=day.row.id, place_id=day.row.place_id, channel="message"
    )
