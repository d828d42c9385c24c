"""One future looked at on one of its mornings: its line list, its risk areas, its measures, as the authorities see them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from fangxian.engines import tables
from fangxian.engines.epidemic import NEVER, Course, World, hand, make_world, run
from fangxian.engines.rehearsal.city import MixingCity
from fangxian.engines.rehearsal.futures import MOST_ROOM, ROOM, Start, seeds_of
from fangxian.engines.rehearsal.policy import Compiled

AREAS = {"place_id": pl.String(), "level": pl.Int64()}
MEASURES = {
    "measure": pl.String(),
    "place_id": pl.String(),
    "starts_at": tables.INSTANT,
    "ends_at": tables.INSTANT,
}


@dataclass(frozen=True, eq=False)
class Morning:
    """`cases`: tables.CASES as reported so far. `areas`: AREAS, the rank of each place at risk. `measures`: MEASURES."""

    cases: pl.DataFrame
    areas: pl.DataFrame
    measures: pl.DataFrame


@dataclass(frozen=True)
class Calendar:
    """The local day on which the first infections happen, in a time zone; and what the outbreak is called."""

    first_on: date
    timezone: str
    outbreak_id: str
    disease: str

    def instant(self, day: float) -> datetime:
        """Return the moment so many days after the first local midnight."""
        return datetime(
            self.first_on.year, self.first_on.month, self.first_on.day, tzinfo=ZoneInfo(self.timezone)
        ) + timedelta(days=day)


def look_at(
    city: MixingCity, course: Course, compiled: Compiled, start: Start, number: int, until: float,
    calendar: Calendar, seed: int = 1,
) -> Morning:  # fmt: skip
    """Return what is on record of one future `until` so many days after its first infection.

    >>> from fangxian.engines.rehearsal.assumptions import Assumptions
    >>> from fangxian.engines.rehearsal.examples import A_CITY, A_COURSE, A_PLAN
    >>> from fangxian.engines.rehearsal.policy import compile_plan
    >>> compiled = compile_plan(A_PLAN, A_CITY.levels, A_CITY.kinds, A_CITY.people, Assumptions())
    >>> calendar = Calendar(date(2021, 7, 20), "Asia/Shanghai", "example", "example")
    >>> morning = look_at(A_CITY, A_COURSE, compiled, Start(5, 0, 30), 0, 15.0, calendar)
    >>> bool((morning.cases["reported_on"] <= date(2021, 8, 4)).all())
    True
    """
    world = _told(city, course, compiled, start, number, until, seed)
    return Morning(
        _cases(world, city, until, calendar), _areas(world, city), _measures(world, city, compiled, calendar)
    )


def _told(
    city: MixingCity, course: Course, compiled: Compiled, start: Start, number: int, until: float, seed: int
) -> World:
    people, at = seeds_of(city.people, start, seed, number)
    room = ROOM
    while True:
        populations = (city.population, city.pupils)
        world = make_world(city.ground, course, compiled.policy, populations, until, seed, room)
        world.key[1] = number
        if run(hand(world), people, at) or room >= MOST_ROOM:
            return world
        room *= 4


def _cases(world: World, city: MixingCity, until: float, calendar: Calendar) -> pl.DataFrame:
    rows = world.touched.row[: world.touched.size[0]]
    reported = rows[rows["reported_at"] < until]
    return tables.CASES.rows(
        [
            {
                "case_id": f"c-{row['person']}",
                "person_id": f"p-{row['person']}",
                "outbreak_id": calendar.outbreak_id,
                "disease": calendar.disease,
                "reported_on": calendar.instant(row["reported_at"]).date(),
                "kind": "confirmed" if row["onset_at"] <= row["reported_at"] else "asymptomatic",
                "onset_on": calendar.instant(row["onset_at"]).date() if row["onset_at"] < NEVER else None,
                "sampled_at": calendar.instant(row["sampled_at"]),
                "isolated_at": calendar.instant(row["isolated_at"]),
                "residence_place_id": city.places[row["community"]],
                "cluster_id": "one",
            }
            for row in reported
        ]
    )


def _areas(world: World, city: MixingCity) -> pl.DataFrame:
    nodes = world.standing.nodes[: world.standing.size[0]]
    rows = [(city.places[n], int(world.standing.level[n])) for n in nodes if world.standing.level[n]]
    return pl.DataFrame(rows, schema=AREAS, orient="row").sort("place_id")


def _measures(world: World, city: MixingCity, compiled: Compiled, calendar: Calendar) -> pl.DataFrame:
    standing = world.standing
    rows = [
        (
            name,
            city.places[n],
            calendar.instant(standing.from_at[n, m]),
            calendar.instant(standing.until_at[n, m]),
        )
        for n in standing.nodes[: standing.size[0]]
        for m, name in enumerate(compiled.measures)
        if standing.from_at[n, m] < NEVER
    ]
    frame = pl.DataFrame(
        rows, schema={**MEASURES, "starts_at": pl.Object(), "ends_at": pl.Object()}, orient="row"
    )
    moments = {
        name: pl.Series(frame[name].to_list(), dtype=tables.INSTANT) for name in ("starts_at", "ends_at")
    }
    return frame.with_columns(**moments).sort("measure", "place_id")
