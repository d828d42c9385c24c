"""The register of a synthetic city: its people as arrays while it is built, as Parquet afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from fangxian.engines import tables
from fangxian.engines.city import (
    KINDS,
    NOWHERE,
    OCCUPATIONS,
    People,
    Venues,
    employ,
    make_people,
    make_venues,
)
from fangxian.stores.city.ground import Ground
from fangxian.stores.places import PlacePack

PEOPLE, VENUES, WORK, DAYS, CASES, LIVES, CROWDS = range(7)
"""One stream of random numbers per purpose, so that a change in one leaves the others as they were."""

VACCINATED_SHARE = 0.6
"""Adults marked as vaccinated in the synthetic register; assumed."""


def stream(seed: int, purpose: int, row: int = 0) -> np.random.Generator:
    """Return the generator of one purpose and district (or other row)."""
    return np.random.default_rng([seed, purpose, row])


@dataclass
class Register:
    """People and venues by district; `work` holds venue codes."""

    people: list[People]
    work: list[np.ndarray]
    venues: Venues


def make_register(ground: Ground, seed: int) -> Register:
    """Draw all people and venues, and who works or learns where."""
    rows = range(len(ground.districts))
    people = [make_people(ground.districts[row], stream(seed, PEOPLE, row)) for row in rows]
    venues = make_venues(ground.districts, [stream(seed, VENUES, row) for row in rows])
    work = [employ(people[row], venues, row, stream(seed, WORK, row)) for row in rows]
    return Register(people, work, venues)


def person_ids(ground: Ground) -> pl.Series:
    """Return the id of every person, in the order of their codes."""
    sizes = [int(figures.people.sum()) for figures in ground.districts]
    return pl.concat(
        [
            _numbered("p", figures.place_id, size, 7)
            for figures, size in zip(ground.districts, sizes, strict=True)
        ]
    )


def venue_ids(ground: Ground, venues: Venues) -> pl.Series:
    """Return the id of every synthetic venue, in the order of their codes."""
    sizes = np.bincount(venues.district, minlength=len(ground.districts))
    return pl.concat(
        [
            _numbered("v", figures.place_id, int(size), 5)
            for figures, size in zip(ground.districts, sizes, strict=True)
        ]
    )


def _numbered(letter: str, place_id: str, size: int, digits: int) -> pl.Series:
    number = pl.int_range(1, size + 1, eager=True).cast(pl.String).str.zfill(digits)
    return (pl.lit(f"{letter}-{place_id}-") + number).pipe(pl.select).to_series()


def venue_places(ground: Ground, venues: Venues, pack: PlacePack) -> pl.DataFrame:
    """Return the synthetic venues as places, each beside the middle of its community."""
    communities = pl.Series([name for names in ground.communities for name in names])
    first = np.concatenate([[0], np.cumsum([len(names) for names in ground.communities])])
    parent = communities.gather(first[venues.district] + venues.community)
    kinds = pl.DataFrame(
        {"kind_zh": [k.zh for k in KINDS], "kind_en": [k.en for k in KINDS], "k": range(len(KINDS))}
    )
    shift = np.random.default_rng(len(venues)).normal(0, 0.002, (len(venues), 2))
    frame = pl.DataFrame(
        {"place_id": venue_ids(ground, venues), "parent_id": parent, "k": venues.kind.astype(np.int64),
         "dx": shift[:, 0], "dy": shift[:, 1]}
    ).join(kinds, on="k", maintain_order="left")  # fmt: skip
    here = pack.tree.select("place_id", "lat", "lon")
    number = pl.col("place_id").str.split("-").list.last()
    return tables.PLACES.check(
        frame.join(here, left_on="parent_id", right_on="place_id", maintain_order="left").with_columns(
            name=pl.lit("合成") + pl.col("kind_zh") + number,
            name_en=pl.lit("Synthetic ") + pl.col("kind_en").str.to_lowercase() + " " + number,
            level=pl.lit(tables.VENUE),
            venue_kind=pl.Series([kind.name for kind in KINDS]).gather(frame["k"]),
            has_list=pl.lit(True),
            lat=(pl.col("lat") + pl.col("dy")).round(5),
            lon=(pl.col("lon") + pl.col("dx")).round(5),
        )
    )


def write_people(path: Path, ground: Ground, register: Register, seed: int) -> None:
    """Write the register: person, household, residence, age, immunity, occupation, school or work place."""
    venues = venue_ids(ground, register.venues)
    frames = [_people_frame(row, ground, register, venues, seed) for row in range(len(ground.districts))]
    frame = pl.concat(frames)
    frame.insert_column(0, person_ids(ground).alias("person_id")).write_parquet(path)


def _people_frame(row: int, ground: Ground, register: Register, venues: pl.Series, seed: int) -> pl.DataFrame:
    people, work = register.people[row], register.work[row]
    pupil = np.isin(people.occupation, [OCCUPATIONS.index("pupil"), OCCUPATIONS.index("preschool")])
    vaccinated = (stream(seed, LIVES, row).random(len(people)) < VACCINATED_SHARE) & (people.age >= 18)
    household = pl.Series(people.household).cast(pl.String).str.zfill(7)
    place = f"h-{ground.districts[row].place_id}-"
    return pl.DataFrame(
        {
            "household_id": (pl.lit(place) + household).pipe(pl.select).to_series(),
            "residence_place_id": pl.Series(ground.communities[row]).gather(people.community),
            "age": people.age.astype(np.int64),
            "immunity": _words(vaccinated.astype(np.int64), [None, "vaccinated"]),
            "occupation": _words(people.occupation, list(OCCUPATIONS)),
            "school_place_id": _codes(venues, np.where(pupil, work, NOWHERE)),
            "work_place_id": _codes(venues, np.where(pupil, NOWHERE, work)),
        }
    )


def _words(codes: np.ndarray, words: Sequence[str | None]) -> pl.Series:
    return pl.Series(words, dtype=pl.String).gather(codes.astype(np.uint32))


def _codes(ids: pl.Series, codes: np.ndarray) -> pl.Series:
    known = pl.Series(codes).cast(pl.Int64)
    return ids.gather(known.set(known == int(NOWHERE), None))
