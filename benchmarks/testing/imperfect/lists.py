"""Three lists of the same people, each wrong in its own way, and the truth: which row is which person."""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.testing.imperfect.mistakes import (
    change_names,
    misread_days,
    mistype,
    spell_doors,
    spell_ids,
    spell_names,
)
from benchmarks.testing.imperfect.people import BUILDING_PEOPLE, COMMUNITY_PEOPLE, People, draw_people

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Errors:
    """Shares of the rows of a list that are wrong or empty in one way."""

    missing_id: float = 0.2
    typed_id: float = 0.04
    typed_name: float = 0.03
    typed_day: float = 0.02
    only_year: float = 0.05
    no_birth: float = 0.0
    missing_sex: float = 0.05
    wrong_sex: float = 0.003
    missing_phone: float = 0.15
    changed_phone: float = 0.06
    typed_phone: float = 0.02
    missing_door: float = 0.02
    typed_door: float = 0.02
    other_spelling: float = 0.2
    moved: float = 0.0

    def times(self, factor: float) -> "Errors":
        """Return the same mistakes, `factor` times as often; what is missing by design stays as it is."""
        kept = ("missing_id", "other_spelling")
        return replace(
            self, **{name: min(share * factor, 0.9) for name, share in vars(self).items() if name not in kept}
        )


LISTS: dict[str, tuple[float, Errors]] = {
    "household-register": (0.97, Errors(typed_id=0.02, typed_name=0.02, only_year=0, missing_sex=0)),
    "grid-roster": (0.94, Errors(moved=0.04, missing_phone=0.3)),
    "self-registration": (
        0.88,
        Errors(moved=0.05, only_year=0.15, no_birth=0.1, missing_phone=0.05, missing_door=0.08),
    ),
}
"""List -> the share of ordinary people on it, and its mistakes."""


@dataclass(frozen=True)
class Drawn:
    """The lists by id; `truth` has list_id, row_id, person."""

    lists: dict[str, pl.DataFrame]
    truth: pl.DataFrame


def draw_lists(people: int, seed: int, factor: float = 1.0, **drawn: float) -> Drawn:
    """Draw `people` and three lists of them; `factor` makes every mistake that much more frequent.

    One person in ten is hard to reach: whoever is on one list is then likelier on another, so absence is dependent.
    """
    everybody = draw_people(people, seed, **drawn)
    draw = np.random.default_rng([seed, 1])
    hard = draw.random(people) < 0.1
    lists, truths = {}, []
    for list_id, (covered, errors) in LISTS.items():
        present = np.flatnonzero(draw.random(people) < np.where(hard, covered - 0.35, covered))
        persons = draw.permutation(present)
        frame = _rows(draw, everybody, persons, errors.times(factor))
        lists[list_id] = frame.with_columns(pl.format("{}", pl.int_range(pl.len())).alias("row_id"))
        truths.append(
            pl.DataFrame({"row_id": lists[list_id]["row_id"], "person": persons}).select(
                pl.lit(list_id).alias("list_id"), "row_id", "person"
            )
        )
    return Drawn(lists, pl.concat(truths))


def _rows(
    draw: np.random.Generator, people: People, persons: NDArray[np.int64], wrong: Errors
) -> pl.DataFrame:
    def some(share: float) -> Mask:
        return draw.random(len(persons)) < share

    names = change_names(draw, people.name[persons], some(wrong.typed_name))
    days, year_only, no_birth = people.born[persons], some(wrong.only_year), some(wrong.no_birth)
    days = misread_days(draw, days, some(wrong.typed_day))
    female = people.female[persons] ^ some(wrong.wrong_sex)
    ids = mistype(draw, people.id_digits[persons], some(wrong.typed_id))
    phones = _phones(draw, people.phone[persons], some(wrong.changed_phone), some(wrong.typed_phone))
    moved = some(wrong.moved)
    door = np.where(
        moved, draw.integers(0, people.dwelling.max() + 1, len(persons)), people.dwelling[persons]
    )
    place, address = _homes(draw, people, door, some(wrong.typed_door), some(wrong.other_spelling))
    born = pl.Series(days).cast(pl.Int32).cast(pl.Date)
    frame = pl.DataFrame(
        {
            "full_name": spell_names(names),
            "id_number": spell_ids(ids),
            "phone": phones,
            "birth_on": born,
            "birth_year": born.dt.year().cast(pl.Int64),
            "sex": np.where(female, "female", "male"),
            "place_id": place,
            "address": address,
        }
    )
    return _without(
        frame,
        {
            ("id_number",): some(wrong.missing_id),
            ("birth_on",): year_only | no_birth,
            ("birth_year",): no_birth,
            ("sex",): some(wrong.missing_sex),
            ("phone",): some(wrong.missing_phone),
            ("address",): some(wrong.missing_door),
        },
    )


def _without(frame: pl.DataFrame, empty: dict[tuple[str, ...], Mask]) -> pl.DataFrame:
    return frame.with_columns(
        pl.when(pl.Series(~mask)).then(pl.col(name)).alias(name)
        for names, mask in empty.items()
        for name in names
    )


def _phones(draw: np.random.Generator, phone: NDArray[np.int64], changed: Mask, typed: Mask) -> pl.Series:
    phone = np.where(changed, 13_000_000_000 + draw.integers(0, 6_999_999_999, len(phone)), phone)
    digits = (phone[:, None] // 10 ** np.arange(10, -1, -1)) % 10 + ord("0")
    return spell_ids(mistype(draw, digits.astype(np.uint8), typed))


def _homes(
    draw: np.random.Generator, people: People, household: NDArray[np.int64], typed: Mask, other: Mask
) -> tuple[pl.Series, pl.Series]:
    """Communities and buildings are runs of households; a door is where the household stands in its building."""
    size = len(people) / (people.dwelling.max() + 1)
    doors = max(1, round(BUILDING_PEOPLE / size))
    buildings = max(1, round(COMMUNITY_PEOPLE / BUILDING_PEOPLE))
    building, door = household // doors, household % doors
    place = pl.Series("place_id", building // buildings + 1)
    return place.cast(pl.String).str.zfill(6), spell_doors(draw, building % buildings + 1, door, typed, other)
