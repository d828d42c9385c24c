"""The clocks of an outbreak as they stand at one moment."""

from dataclasses import dataclass
from datetime import datetime

from fangxian.engines.plans import Plan
from fangxian.engines.timing import Reading, read_clocks
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.clocks.watching import Watch, Watched, watch_cases, watch_contacts, watch_orders
from fangxian.operations.places.reach import Reach
from fangxian.stores.packs import read_plan


@dataclass(frozen=True)
class Timed:
    """One clock, and what it runs for."""

    reading: Reading
    watched: Watched


def plan_of(outbreak: OutbreakRow) -> Plan:
    """Return the plan whose clocks count in an outbreak."""
    return read_plan(outbreak.plan)


def read_outbreak(
    reach: Reach, outbreak: OutbreakRow, now: datetime, *, open_only: bool = True
) -> tuple[Timed, ...]:
    """Return the clocks answered within reach. `open_only` leaves out orders done in time, which are most.

    What was late upstream is judged on the whole outbreak, so that every reader is told the same cause.
    """
    watch = Watch(outbreak, plan_of(outbreak).clocks, now)
    found = [*watch_cases(watch), *watch_contacts(watch), *watch_orders(watch, reach, open_only=open_only)]
    by_subject = {(one.subject.rule, one.subject.of, one.subject.id): one for one in found}
    readings = read_clocks(watch.rules, [one.subject for one in found], now)
    timed = [Timed(reading, by_subject[_key(reading)]) for reading in readings]
    inside = reach.keep({one.watched.place_id for one in timed}) if reach.places else set()
    return tuple(one for one in timed if one.watched.place_id in inside)


def _key(reading: Reading) -> tuple[str, str, str]:
    return reading.subject.rule, reading.subject.of, reading.subject.id
