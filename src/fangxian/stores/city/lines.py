"""The line list: published infections given to synthetic people, with the places they walked."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from fangxian.engines import tables
from fangxian.engines.city import Course, DayCount, Infection, course_of, infections_of, pick_cases
from fangxian.stores.city.ground import Ground, communities_for_cases, district_of
from fangxian.stores.city.register import CASES, LIVES, Register, stream
from fangxian.stores.outbreaks import CityRules, OutbreakPack
from fangxian.stores.places import PlacePack

VISITOR = "visitor"


@dataclass(frozen=True)
class Line:
    """One case: who stands for it (`code` None for a visitor), where it lives, and its published label."""

    case_id: str
    label: str
    infection: Infection
    course: Course
    person_id: str
    code: int | None
    residence: str | None
    age: int | None


def make_lines(
    outbreak: OutbreakPack,
    pack: PlacePack,
    rules: CityRules,
    ground: Ground,
    register: Register,
    ids: pl.Series,
) -> list[Line]:
    """Give every published infection of the tree to a person of the register; add the visitors."""
    counted = infections_of([DayCount(**row) for row in _inside(outbreak, pack)])
    labels = _labels(counted)
    homes = _homes(counted, outbreak, pack, rules)
    codes = _settle(homes, pack, ground, register, rules.seed)
    busy = busy_until(outbreak)
    rng = stream(rules.seed, LIVES, 1000)
    people = [
        (f"hn-{number:03d}", label, infection, code, home)
        for number, (label, infection, code, home) in enumerate(
            zip(labels, counted, codes, homes, strict=True), 1
        )
    ]
    ages = _ages(ground, register)
    lines = [
        Line(case, label, one, course_of(one, busy.get(label), rng), ids[code], code, home, int(ages[code]))
        for case, label, one, code, home in people
    ]
    return lines + _visitors(rules, busy, rng)


def _inside(outbreak: OutbreakPack, pack: PlacePack) -> list[dict]:
    counts = outbreak.city_counts.filter(pl.col("city").is_in(pack.tree["place_id"].implode()))
    return counts.select(
        "day", "city", confirmed="confirmed_new", asymptomatic="asymptomatic_new", converted="converted"
    ).to_dicts()


def _labels(infections: list[Infection]) -> list[str]:
    """Return "4302-3" for the third infection of a city in order of report."""
    seen: dict[str, int] = {}
    labels = []
    for one in infections:
        seen[one.city] = seen.get(one.city, 0) + 1
        labels.append(f"{one.city}-{seen[one.city]}")
    return labels


def _homes(
    infections: list[Infection], outbreak: OutbreakPack, pack: PlacePack, rules: CityRules
) -> list[str]:
    """Return a community per infection: a seeded shuffle of each city's published split by place."""
    rng = stream(rules.seed, CASES)
    listed = outbreak.area_changes["place_id"].drop_nulls().to_list()
    waiting = {}
    for city, split in rules.residences.items():
        pools = [communities_for_cases(pack, place, listed) for place in split]
        drawn = [
            str(rng.choice(pool))
            for pool, cases in zip(pools, split.values(), strict=True)
            for _ in range(cases)
        ]
        waiting[city] = [drawn[at] for at in rng.permutation(len(drawn))]
    return [waiting[one.city].pop() for one in infections]


def _settle(homes: list[str], pack: PlacePack, ground: Ground, register: Register, seed: int) -> list[int]:
    """Return the code of the person who stands for each case; their households move to its community."""
    districts = [figures.place_id for figures in ground.districts]
    rows = np.array([districts.index(district_of(pack, home)) for home in homes])
    codes = np.zeros(len(homes), dtype=np.int64)
    for row in np.unique(rows):
        mine = np.flatnonzero(rows == row)
        positions = np.array([ground.communities[row].index(homes[at]) for at in mine])
        picked = pick_cases(register.people[row], positions, stream(seed, CASES, int(row) + 1))
        codes[mine] = ground.first_person[row] + picked
    return [int(code) for code in codes]


def _ages(ground: Ground, register: Register) -> np.ndarray:
    return np.concatenate([people.age for people in register.people])


def _visitors(rules: CityRules, busy: dict[str, datetime], rng: np.random.Generator) -> list[Line]:
    """Visitors reported by other provinces: they are cases here because they were here."""
    lines = []
    for number, day in enumerate(rules.visitors_reported_on, 1):
        label = f"{VISITOR}-{number}"
        infection = Infection(VISITOR, day, "confirmed")
        drawn = course_of(infection, busy.get(label), rng)
        course = Course(drawn.onset_on, drawn.sampled_at, drawn.isolated_at, "notice")
        lines.append(
            Line(f"hn-v{number:02d}", label, infection, course, f"p-visitor-{number:02d}", None, None, None)
        )
    return lines


def busy_until(outbreak: OutbreakPack) -> dict[str, datetime]:
    """Return the local end of each label's last published stay whose end is known exactly."""
    walks = walked(outbreak).filter(pl.col("precision") == "exact")
    local = walks.with_columns(pl.col("to_at").dt.convert_time_zone(outbreak.timezone))
    ends = local.group_by("label").agg(pl.col("to_at").max())
    return {label: end.replace(tzinfo=None) for label, end in ends.iter_rows()}


def walked(outbreak: OutbreakPack) -> pl.DataFrame:
    """Return one row per published stay and label, without places outside the tree."""
    return (
        outbreak.exposure_places.filter(pl.col("parent_id").is_not_null() & pl.col("walkers").is_not_null())
        .with_columns(label=pl.col("walkers").str.split(";"))
        .explode("label")
    )


def line_list(lines: list[Line], outbreak: OutbreakPack) -> pl.DataFrame:
    """Return the cases (tables.CASES) with their final kinds."""
    zone = ZoneInfo(outbreak.timezone)
    return tables.CASES.rows(
        [
            {
                "case_id": line.case_id,
                "person_id": line.person_id,
                "reported_on": line.infection.reported_on,
                "outbreak_id": outbreak.id,
                "disease": outbreak.disease,
                "kind": "confirmed" if line.infection.converted_on else line.infection.kind,
                "onset_on": line.course.onset_on,
                "onset_kind": None if line.course.onset_on is None else "fever_or_cough",
                "sampled_at": line.course.sampled_at.replace(tzinfo=zone),
                "isolated_at": line.course.isolated_at.replace(tzinfo=zone),
                "residence_place_id": line.residence,
                "detection_route": line.course.route,
                "age": line.age,
            }
            for line in lines
        ]
    )


def case_states(lines: list[Line]) -> pl.DataFrame:
    """Return (case_id, kind, from_on): every kind a case was known as, from which day."""
    rows: list[tuple[str, str, date]] = []
    for line in lines:
        rows.append((line.case_id, line.infection.kind, line.infection.reported_on))
        if line.infection.converted_on:
            rows.append((line.case_id, "confirmed", line.infection.converted_on))
    return pl.DataFrame(
        rows, schema={"case_id": pl.String, "kind": pl.String, "from_on": pl.Date}, orient="row"
    )


def itineraries(lines: list[Line], outbreak: OutbreakPack) -> pl.DataFrame:
    """Return the published stays of the cases (tables.PRESENCES), source "interview", up to their isolation."""
    zone = ZoneInfo(outbreak.timezone)
    who = pl.DataFrame(
        {
            "label": [line.label for line in lines],
            "person_id": [line.person_id for line in lines],
            "isolated_at": [line.course.isolated_at.replace(tzinfo=zone) for line in lines],
        },
        schema_overrides={"isolated_at": tables.INSTANT},
    )
    joined = walked(outbreak).join(who, on="label").filter(pl.col("from_at") < pl.col("isolated_at"))
    stays = joined.select(
        "person_id",
        "place_id",
        "precision",
        arrive_at="from_at",
        leave_at=pl.min_horizontal("to_at", pl.col("isolated_at") + timedelta(minutes=1)),
        source=pl.lit("interview"),
    )
    return tables.PRESENCES.check(
        stays.unique(maintain_order=True).sort("person_id", "arrive_at", "place_id")
    )
