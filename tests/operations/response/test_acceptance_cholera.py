"""Cholera in a port, from the report to the tasks, by packs alone: the ring, the water point, the rehydration points.

Everything is fiction. A docker of Quayside drew water at the quay pump; a pupil two blocks away drew it at the market tap.
"""

from datetime import UTC, datetime, timedelta

import pytest

from fangxian.engines.tables.distances import metres_between
from fangxian.operations.accounts.queries import get_actor, get_user
from fangxian.operations.areas.queries import list_areas, list_measures
from fangxian.operations.cases.reports import CaseReport, NewOutbreak, StayGiven
from fangxian.operations.cases.services import discard_case, open_outbreak, report_case
from fangxian.operations.contacts.services import ContactGiven
from fangxian.operations.decisions.queries import list_waiting
from fangxian.operations.drawing import propose_zones
from fangxian.operations.loading.ground import lay_ground
from fangxian.operations.orders.queries import list_orders, list_tasks_at
from fangxian.operations.people.services import NewPerson
from fangxian.operations.places.queries import frame
from fangxian.operations.places.reach import Reach
from fangxian.operations.respond import respond_now
from fangxian.operations.restrictions.queries import list_restrictions
from fangxian.operations.signing import sign
from fangxian.stores.city import ensure_city
from fangxian.stores.packs import read_plan

PACK = "cholera-saltmouth-2024"
PORT, QUAYSIDE, HOME = "port", "sal-01", "sal-01-02"
PUMP, TAP = "v-sal-quay-pump", "v-sal-fish-market-tap"
RING = {"household-water-kit", "prophylaxis-round", "vaccination-round"}
EVERYWHERE = Reach(frozenset({"sal"}))


@pytest.fixture
def clock():
    """13 May 2024, ten in the morning in Saltmouth."""
    from fangxian.operations.clock import FixedClock

    return FixedClock(datetime(2024, 5, 13, 9, tzinfo=UTC))


class Harbour:
    """What a test does, in the words of the work."""

    def __init__(self, clock) -> None:
        self.clock = clock

    def play(self, handle: str):
        """Somebody of the demonstration's cast."""
        return get_actor(get_user(handle).user_id, self.clock.now())

    def report(self, key: str, home: str, water: str, *contacts: NewPerson, **facts) -> str:
        """Report a case who drew water yesterday."""
        yesterday = self.clock.now() - timedelta(days=1)
        today = self.clock.now().date()
        report = CaseReport(
            person=NewPerson(key=key, residence_place_id=home),
            reported_on=today,
            kind=facts.pop("kind", "suspected"),
            case_id=f"c-{key}",
            facts={"onset_on": today, **facts},
            stays=(StayGiven(yesterday, yesterday + timedelta(minutes=10), place_id=water),),
            contacts=tuple(ContactGiven(one, last_on=today) for one in contacts),
        )
        return report_case(self.play("commander"), self.clock, outbreak_id=PORT, report=report)

    def respond(self):
        """Press the button."""
        self.clock.advance(timedelta(minutes=1))
        return respond_now(self.play("commander"), self.clock, outbreak_id=PORT)

    def sign_all(self) -> None:
        """Both offices sign what waits."""
        for handle in ("commander", "city-cdc"):
            actor = self.play(handle)
            waiting = [row.id for row in list_waiting(actor, PORT)]
            self.clock.advance(timedelta(minutes=1))
            if waiting:
                sign(actor, self.clock, proposal_ids=waiting, unasked="no time to ask")

    def measures(self) -> dict[str, set[str]]:
        """Measure -> the places where it is in force."""
        found: dict[str, set[str]] = {}
        for row in list_measures(EVERYWHERE, PORT, self.clock.now(), self.clock.now()):
            found.setdefault(row.measure, set()).add(row.place_id)
        return found

    def tasks(self, place_id: str, department: str) -> set[str]:
        """The measures an office has tasks of."""
        named = {one.title.en: one.id for one in read_plan("cholera-port").measures.values()}
        rows = list_tasks_at(EVERYWHERE, place_id, department, self.clock.now())
        return {named[row.title.en] for row in rows}


@pytest.fixture
def harbour(db, home, clock, keep) -> Harbour:
    """The fictional port with its offices, and an outbreak of cholera that has its register and no case yet."""
    found = Harbour(clock)

    def begin() -> None:
        lay_ground(ensure_city(PACK, home=home), clock, lambda *_: None)
        titles, plan = ("港口霍乱", "Cholera in the port"), ("cholera", "cholera-port", "1")
        outbreak = NewOutbreak(PORT, *titles, *plan, "sal", "Africa/Lagos", PACK, "1:1")
        open_outbreak(found.play("commander"), clock, outbreak=outbreak)

    keep(begin)
    return found


@pytest.fixture
def one_case(harbour, keep) -> Harbour:
    """One case, answered and signed."""

    def begin() -> None:
        harbour.report("sp-001", HOME, PUMP, kind="confirmed")
        harbour.respond()
        harbour.sign_all()

    keep(begin)
    return harbour


def within(metres: float, place_id: str) -> set[str]:
    """The blocks whose middle lies so near to a place, worked out from their positions alone."""
    places = frame(EVERYWHERE)
    lat, lon = places.filter(place_id=place_id).select("lat", "lon").row(0)
    blocks = places.filter(level="community")
    apart = metres_between(lat, lon, blocks["lat"].to_numpy(), blocks["lon"].to_numpy())
    return {block for block, far in zip(blocks["place_id"], apart, strict=True) if far <= metres}


def test_the_ring_reaches_the_blocks_within_a_hundred_metres_and_no_other(one_case) -> None:
    at = one_case.measures()
    around_home, around_pump = within(100, HOME), within(100, PUMP)
    assert HOME in around_home < set(frame(EVERYWHERE).filter(level="community")["place_id"])
    assert at["household-water-kit"] == at["vaccination-round"] == around_home | around_pump
    assert at["prophylaxis-round"] == around_home


def test_every_block_of_the_ring_has_its_tasks_and_the_others_have_none(one_case) -> None:
    ring = within(100, HOME) | within(100, PUMP)
    departments = ("command_office", "health", "supplies")
    for block in frame(EVERYWHERE).filter(level="community")["place_id"]:
        asked = set().union(*(one_case.tasks(block, one) for one in departments))
        assert bool(asked & RING) is (block in ring), block


def test_the_water_point_a_case_used_is_closed_and_its_ward_told(one_case) -> None:
    assert one_case.measures()["close-water-point"] == {PUMP}
    assert "close-water-point" in {row.measure for row in list_orders(EVERYWHERE, PORT, one_case.clock.now())}
    asked = one_case.tasks(QUAYSIDE, "health") | one_case.tasks(QUAYSIDE, "market_supervision")
    below = one_case.tasks(HOME, "venue_operator")
    assert "close-water-point" in asked | below


def test_rehydration_points_wait_for_the_second_case(one_case) -> None:
    assert "rehydration-points" not in one_case.measures()
    one_case.clock.advance(timedelta(days=1))
    one_case.report("pupil", "sal-01-05", TAP)
    one_case.respond()
    one_case.sign_all()
    assert one_case.measures()["rehydration-points"] == {QUAYSIDE}
    assert one_case.measures()["close-water-point"] == {PUMP, TAP}
    asked = one_case.tasks(QUAYSIDE, "health") | one_case.tasks(QUAYSIDE, "supplies")
    assert "rehydration-points" in asked


def test_nobody_is_quarantined_and_only_whoever_handles_food_stays_off_work(one_case) -> None:
    # The register says who lives with the docker: a food handler of 29 and a child of 4.
    commander, now = one_case.play("commander"), one_case.clock.now()
    bound = list_restrictions(commander.reach, PORT, now, now)
    assert {row.measure for row in bound} == {"work-exclusion"}
    assert len(bound) == 1


def test_asked_again_it_changes_nothing(one_case) -> None:
    again = one_case.respond()
    assert (again.new, again.changed, again.no_longer_supported, again.proposals) == (0, 0, 0, ())


def test_the_ring_is_drawn_as_an_area_from_the_plans_own_pack_of_zones(one_case) -> None:
    commander, cdc, now = one_case.play("commander"), one_case.play("city-cdc"), one_case.clock.now()
    ids = propose_zones(
        commander, one_case.clock, outbreak_id=PORT, case_id="c-sp-001", reason="teams go here"
    )
    for actor in (commander, cdc):
        sign(actor, one_case.clock, proposal_ids=ids)
    (area,) = list_areas(EVERYWHERE, PORT, now, now)
    assert (area.level, area.evidence) == ("ring", ("c-sp-001",))
    assert area.extent is not None
    assert [part["radius_m"] for part in area.extent["parts"]] == [100, 100]


def test_a_case_that_was_none_takes_the_ring_back(one_case) -> None:
    discard_case(one_case.play("commander"), one_case.clock, case_id="c-sp-001", reason="E. coli")
    assert one_case.respond().no_longer_supported > 0
    now = one_case.clock.now()
    ring = [row for row in list_measures(EVERYWHERE, PORT, now, now) if row.measure in RING]
    assert ring
    assert all(row.release_due_at is not None for row in ring)
