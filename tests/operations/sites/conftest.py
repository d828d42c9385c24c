"""Sampling sites on the tiny tree: "north" in 桐荫里 (Furong), "south" in 福城 (Kaifu, another district)."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import pytest

from tests.operations.rounds.conftest import AT, FUCHENG, HOMES, TONGYINLI, event_id
from tests.operations.rounds.conftest import rounds as rounds  # noqa: PLC0414

OUTBREAK = "tiny"


def site(key: str = "north", place: str = TONGYINLI, **more):
    """A site as it is to open: two desks, 300 people an hour."""
    from fangxian.operations.sites.rows import SiteGiven

    told = {"lat": 28.19, "lon": 113.0, "desks": 2, "name": "北广场", "name_en": "North square"}
    return SiteGiven(key, place, **(told | more))


@dataclass
class Sites:
    """What a test does, in the words of the work."""

    cast: object
    clock: object
    rounds: object
    shifts: dict[str, UUID] = field(default_factory=dict)
    """Who -> their shift."""

    def wait(self, hours: float) -> None:
        self.clock.advance(timedelta(hours=hours))

    def open(self, *given, actor=None, **more):
        from fangxian.operations.sites.services import open_sites

        return open_sites(
            actor or self.cast.commander,
            self.clock,
            outbreak_id=OUTBREAK,
            sites=given or (site(), site("south", FUCHENG)),
            **more,
        )

    def close(self, key: str = "north", actor=None):
        from fangxian.operations.sites.services import close_site

        return close_site(actor or self.cast.commander, self.clock, outbreak_id=OUTBREAK, site_id=key)

    def seen_by(self, actor=None, known_at=None) -> list[str]:
        from fangxian.operations.sites.queries import list_sites

        return [row.id for row in list_sites((actor or self.cast.commander).reach, OUTBREAK, known_at)]

    def get(self, key: str = "north", actor=None):
        from fangxian.operations.sites.queries import get_site

        return get_site((actor or self.cast.commander).reach, OUTBREAK, key)

    def on_duty(self, who: str, key: str = "north", actor=None, **more):
        from fangxian.operations.sites.services import go_on_duty

        row = go_on_duty(
            actor or self.cast.commander, self.clock, outbreak_id=OUTBREAK, site_id=key, person_id=who, **more
        )
        self.shifts[who] = row.id
        return row

    def off_duty(self, who: str, key: str = "north", actor=None, **more):
        from fangxian.operations.sites.services import go_off_duty

        named = {"outbreak_id": OUTBREAK, "site_id": key, "shift_id": self.shifts[who]}
        return go_off_duty(actor or self.cast.commander, self.clock, **named, **more)

    def on_duty_now(self, actor=None, known_at=None) -> list:
        from fangxian.operations.sites.shifts import list_shifts

        reach = (actor or self.cast.commander).reach
        return list(list_shifts(reach, OUTBREAK, known_at or self.clock.now(), only_there=True))

    def queue(self, waiting: int, key: str = "north", actor=None, **more):
        from fangxian.operations.sites.services import report_queue

        who = actor or self.cast.commander
        return report_queue(who, self.clock, outbreak_id=OUTBREAK, site_id=key, waiting=waiting, **more)

    def sample(self, *people: str, key: str | None = "north", actor=None) -> None:
        """Each is sampled now, in a tube of their own."""
        from fangxian.operations.custody.rows import SampleGiven
        from fangxian.operations.custody.services import give_tubes, record_samples

        who, row = actor or self.cast.commander, self.rounds.row
        tubes = give_tubes(
            self.cast.commander, self.clock, round_id=row.id, place_id="43", size=1, count=len(people)
        )
        given = [
            SampleGiven(
                event_id(f"{one}-{self.clock.now()}"),
                tube,
                one,
                AT[HOMES[one]],
                self.clock.now(),
                site_id=key,
            )
            for one, tube in zip(people, tubes, strict=True)
        ]
        record_samples(who, self.clock, round_id=row.id, samples=given)

    def report(self, who: str, home: str = TONGYINLI, **facts) -> str:
        """Somebody is a case."""
        from fangxian.operations.cases.reports import CaseReport
        from fangxian.operations.cases.services import report_case
        from fangxian.operations.people.services import NewPerson

        today = self.clock.now().date()
        report = CaseReport(
            person=NewPerson(key=who, full_name=f"合成{who}", residence_place_id=home),
            reported_on=today,
            kind=facts.pop("kind", "confirmed"),
            case_id=f"c-{who}",
            facts={"onset_on": today} | facts,
        )
        return report_case(self.cast.commander, self.clock, outbreak_id=OUTBREAK, report=report)

    def presences(self, *people: str, known_at=None, actor=None):
        """(person, minutes, precision) at sites around these people's stays."""
        from fangxian.operations.at_sites.presences import site_presences

        reach = (actor or self.cast.commander).reach
        found = site_presences(reach, OUTBREAK, people, known_at or self.clock.now())
        return [
            (row["person_id"], (row["leave_at"] - row["arrive_at"]).total_seconds() / 60, row["precision"])
            for row in found.to_dicts()
        ]

    def watch(self, actor=None) -> int:
        from fangxian.operations.at_sites.watching import watch_sites

        return watch_sites(actor or self.cast.commander, self.clock, outbreak_id=OUTBREAK)

    def alarms(self, actor=None, at=None) -> list:
        from fangxian.operations.sites.alarms import list_alarms

        reach = (actor or self.cast.commander).reach
        return list(list_alarms(reach, OUTBREAK, at or self.clock.now()))

    def answer(self, alarm, said: str = "seen to", actor=None) -> None:
        from fangxian.operations.sites.services import answer_alarm

        answer_alarm(actor or self.cast.commander, self.clock, alarm_id=alarm.id, said=said)


@pytest.fixture
def sites(cast, clock, rounds) -> Sites:
    """An outbreak is open, no site is."""
    return Sites(cast, clock, rounds)


@pytest.fixture
def testing(sites) -> Sites:
    """A round of testing is open over the whole tree, and both sites."""
    from tests.operations.rounds.conftest import listings

    sites.rounds.open("testing", lists={"household-register": listings()})
    sites.open()
    return sites
