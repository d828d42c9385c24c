"""What would end a delay soonest with what is free: the act that takes off most time for an hour of somebody's work.

An order that stands still gains nothing from more people: who waits for a signature, for the office above, or has not
taken note of it, comes first. Only then are hands counted: one's own, those of the offices below, those of neighbours.
"""

from dataclasses import dataclass
from typing import Literal

Act = Literal["sign", "decide", "call", "divide", "send", "nothing"]

ASKING_HOURS = {"sign": 0.1, "decide": 0.25, "call": 0.1}
"""Hours of somebody's work to ask for a signature, to decide what was sent up, to telephone an office; assumptions."""
TRAVEL_KMH, TRAVEL_LEAST_HOURS = 30.0, 0.25
"""How fast people are sent, and the least it takes them to begin; assumptions."""
SENT_MOST = 12
"""People sent to one order at once; more get into each other's way; assumption."""


@dataclass(frozen=True)
class Work:
    """One open dispatch. `work_hours`: of staff, still to be done; `at_it`: people at it; `below`: people of units below
    the office without an open order. `waits`: for a second signature or the office above; `noted`: somebody took note."""

    work_hours: float | None
    at_it: int
    below: int
    waits: Literal["", "sign", "decide"]
    noted: bool


@dataclass(frozen=True)
class Free:
    """People of another place who may leave it and have no open order; `distance_m` in a straight line, None: unknown."""

    place_id: str
    people: int
    distance_m: float | None


@dataclass(frozen=True)
class Remedy:
    """`hours_saved`: how much sooner it is done, None where no work can be counted; `staff_hours`: what it takes beside.

    `people`, `from_place_id`: who joins, for `divide` and `send`.
    """

    act: Act
    hours_saved: float | None = None
    staff_hours: float = 0.0
    people: int = 0
    from_place_id: str = ""


NOTHING_FREE = Remedy("nothing")


def remedy_for(work: Work, free: list[Free]) -> Remedy:
    """Return what shortens an order's time most per hour of staff.

    >>> remedy_for(Work(12.0, 2, 4, "", True), []).act
    'divide'
    >>> remedy_for(Work(12.0, 2, 0, "", True), [Free("next", 4, 15_000.0), Free("far", 4, 200_000.0)]).from_place_id
    'next'
    >>> remedy_for(Work(12.0, 2, 4, "sign", True), []).act, remedy_for(Work(None, 1, 0, "", True), []).act
    ('sign', 'nothing')
    """
    if work.waits:
        return Remedy(work.waits, None, ASKING_HOURS[work.waits])
    if not work.noted:
        return Remedy("call", None, ASKING_HOURS["call"])
    if not work.work_hours:
        return NOTHING_FREE
    offers = [_divided(work, work.work_hours), *(_sent(work, work.work_hours, one) for one in free)]
    useful = [one for one in offers if (one.hours_saved or 0.0) > 0.0]
    return max(useful, key=_saved_per_staff_hour, default=NOTHING_FREE)


def _divided(work: Work, hours: float) -> Remedy:
    """Share the work with those below who have nothing else: it costs nobody a way."""
    people = min(work.below, SENT_MOST)
    saved = hours / max(work.at_it, 1) - hours / (max(work.at_it, 1) + people)
    return Remedy("divide", saved, 0.0, people)


def _sent(work: Work, hours: float, free: Free) -> Remedy:
    """People of another place join after their way; what was done by then is done."""
    way = TRAVEL_LEAST_HOURS + (free.distance_m or 0.0) / 1000.0 / TRAVEL_KMH
    at_it, people = max(work.at_it, 1), min(free.people, SENT_MOST)
    alone = hours / at_it
    joined = way + max(hours - way * at_it, 0.0) / (at_it + people)
    # There and back again; the work itself is the same, whoever does it.
    return Remedy(
        "send", alone - joined if joined < alone else 0.0, 2.0 * way * people, people, free.place_id
    )


def _saved_per_staff_hour(one: Remedy) -> tuple[float, int, str]:
    return (
        (one.hours_saved or 0.0) / max(one.staff_hours, ASKING_HOURS["call"]),
        one.people,
        one.from_place_id,
    )
