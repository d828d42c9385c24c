"""The truth of a drill: one future of a city, in which what is in force is what people really put in force.

A future is told again from its beginning at every step, with more known about what was done: its draws have names, so
what had happened by the last step has happened again. No state is kept in between.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from fangxian.engines.drill.orders import in_force
from fangxian.engines.epidemic import Course, Policy, World, hand, make_world, run
from fangxian.engines.rehearsal import Compiled, MixingCity, Start
from fangxian.engines.rehearsal.futures import MOST_ROOM, ROOM, seeds_of

CASES = {
    "person": pl.Int64(), "place_id": pl.String(), "household": pl.Int64(), "kind": pl.String(),
    "infected_day": pl.Float64(), "onset_day": pl.Float64(), "sampled_day": pl.Float64(), "reported_day": pl.Float64(),
    "found_by": pl.String(),
}  # fmt: skip
"""Reported cases. `onset_day`: null where nobody could know of it by the report. `found_by`: symptoms or testing."""
CONTACTS = {
    "person": pl.Int64(), "place_id": pl.String(), "household": pl.Int64(), "case": pl.Int64(), "found_day": pl.Float64(),
}  # fmt: skip
"""Contacts found. `case`: the person they were found through."""


@dataclass(frozen=True, eq=False)
class Truth:
    """Which future it is: number `number` of `seed`, of a city under a plan, from the infections of `start` on."""

    city: MixingCity
    course: Course
    compiled: Compiled
    start: Start
    number: int = 0
    seed: int = 1


@dataclass(frozen=True, eq=False)
class News:
    """What came to be known in a stretch of time: CASES and CONTACTS, each by its hour; infections by its end, seen or not."""

    cases: pl.DataFrame
    contacts: pl.DataFrame
    infections: int


def tell(truth: Truth, dispatches: pl.DataFrame, since: float, until: float) -> News:
    """Return what becomes known from one instant to another, in days, given what was done (DISPATCHES).

    What is done after an instant changes no report before it, nor within the hours a sample takes to its result: a step
    may be as long as those.

    >>> from fangxian.engines.drill.examples import A_TRUTH, some_dispatches
    >>> news = tell(A_TRUTH, some_dispatches(), 0.0, 15.0)
    >>> news.cases.height > 0, news.infections >= news.cases.height
    (True, True)
    """
    policy = in_force(truth.compiled, truth.city, dispatches)
    # Who was found by then is held a little later: the future is told to there, and only what was known is read.
    world = next(run_each(truth, policy, [truth.number], until + policy.transfer_days))
    cases = _cases(world, truth.city, until)
    contacts = _contacts(world, truth.city, cases)
    return News(
        _within(cases, "reported_day", since, until),
        _within(contacts, "found_day", since, until),
        int((world.touched.row["infected_at"][: world.touched.size[0]] < until).sum()),
    )


def run_each(truth: Truth, policy: Policy, numbers: Iterable[int], until: float) -> Iterator[World]:
    """Yield the world after each future of these numbers, all begun by the same infections as the truth.

    It is one set of arrays: read it before the next is asked for.

    >>> from fangxian.engines.drill.examples import A_COMPILED, A_TRUTH
    >>> [world.key[1].item() for world in run_each(A_TRUTH, A_COMPILED.policy, [0, 3], 10.0)]
    [0, 3]
    """
    room, populations = ROOM, (truth.city.population, truth.city.pupils)
    people, at = seeds_of(truth.city.people, truth.start, truth.seed, truth.number)
    world = make_world(truth.city.ground, truth.course, policy, populations, until, truth.seed, room)
    handed = hand(world)
    for number in numbers:
        world.key[1] = number
        while not run(handed, people, at) and room < MOST_ROOM:
            room *= 4
            world = make_world(truth.city.ground, truth.course, policy, populations, until, truth.seed, room)
            handed = hand(world)
            world.key[1] = number
        yield world


def _within(rows: pl.DataFrame, column: str, since: float, until: float) -> pl.DataFrame:
    return rows.filter(pl.col(column) >= since, pl.col(column) < until).sort(column, "person")


def _cases(world: World, city: MixingCity, until: float) -> pl.DataFrame:
    rows = world.touched.row[: world.touched.size[0]]
    rows = rows[rows["reported_at"] < until]
    ill = rows["onset_at"] <= rows["reported_at"]
    by_symptoms = rows["onset_at"] <= rows["sampled_at"]
    return pl.DataFrame(
        {
            "person": rows["person"].astype(np.int64),
            "place_id": [city.places[node] for node in rows["community"]],
            "household": city.ground.household[rows["person"]].astype(np.int64),
            "kind": np.where(ill, "confirmed", "asymptomatic"),
            "infected_day": rows["infected_at"],
            "onset_day": pl.Series(rows["onset_at"]).set(pl.Series(~ill), None),
            "sampled_day": rows["sampled_at"],
            "reported_day": rows["reported_at"],
            "found_by": np.where(by_symptoms, "symptoms", "testing"),
        },
        schema=CASES,
    )


def _contacts(world: World, city: MixingCity, cases: pl.DataFrame) -> pl.DataFrame:
    """Return who was found, through the case whose contacts were looked for at that very instant."""
    entries = world.people_held.table[world.people_held.used[: world.people_held.size[0]]]
    if not len(entries) or cases.is_empty():
        return pl.DataFrame(schema=CONTACTS)
    found = entries["from_at"] - world.policy.transfer_days
    ordered = cases.sort("reported_day")
    looked = _interviewed(ordered["reported_day"].to_list(), world)
    nearest = np.searchsorted((looked[1:] + looked[:-1]) / 2.0, found)
    person = entries["key"].astype(np.int64) - 1
    home = np.searchsorted(city.ground.community_first.astype(np.int64), person, side="right") - 1
    return pl.DataFrame(
        {
            "person": person,
            "place_id": [city.places[node] for node in home],
            "household": city.ground.household[person].astype(np.int64),
            "case": ordered["person"].to_numpy()[nearest],
            "found_day": found,
        },
        schema=CONTACTS,
    )


def _interviewed(reported: list[float], world: World) -> np.ndarray:
    """Return when the contacts of each case were known, in the order of the reports: cases wait their turn, as in the kernel."""
    turn, found = 0.0, []
    for at in reported:
        turn = max(at, turn) + 1.0 / world.policy.interviews_a_day
        found.append(max(at + world.policy.finding_days, turn))
    return np.array(found)
