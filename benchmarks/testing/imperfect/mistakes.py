"""The mistakes of people who write lists, on arrays: characters, digits, days and doors."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.testing.imperfect.people import GIVEN, NO_CHARACTER, SURNAMES

Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Mask = NDArray[np.bool_]
NOTHING = ord(" ")


def change_names(draw: np.random.Generator, names: Ints, wrong: Mask) -> Ints:
    """Another character of the given name (six in ten), both turned round (two), or one left out (two)."""
    names, rows = names.copy(), np.flatnonzero(wrong)
    kind = draw.random(len(rows))
    two = names[rows, 2] != NO_CHARACTER
    other = rows[(kind < 0.6) | ~two]
    at = np.where(names[other, 2] == NO_CHARACTER, 1, draw.integers(1, 3, len(other)))
    names[other, at] = (names[other, at] + draw.integers(1, len(GIVEN), len(other))) % len(GIVEN)
    turned = rows[(kind >= 0.6) & (kind < 0.8) & two]
    names[turned, 1:] = names[turned, :0:-1]
    names[rows[(kind >= 0.8) & two], 2] = NO_CHARACTER
    return names


def mistype(draw: np.random.Generator, digits: Bytes, wrong: Mask) -> Bytes:
    """One other digit (six in ten), two neighbours turned (two), one left out (one), or two other digits (one)."""
    digits, rows = digits.copy(), np.flatnonzero(wrong)
    width = digits.shape[1] - 1
    kind, at = draw.random(len(rows)), draw.integers(0, width - 1, len(rows))
    once = kind < 0.6
    _other_digit(draw, digits, rows[once], at[once])
    turned = (kind >= 0.6) & (kind < 0.8)
    row, spot = rows[turned], at[turned]
    digits[row, spot], digits[row, spot + 1] = digits[row, spot + 1], digits[row, spot]
    left = (kind >= 0.8) & (kind < 0.9)
    digits[rows[left], at[left]] = NOTHING
    twice = kind >= 0.9
    _other_digit(draw, digits, rows[twice], at[twice])
    _other_digit(draw, digits, rows[twice], (at[twice] + draw.integers(1, width, twice.sum())) % width)
    return digits


def _other_digit(draw: np.random.Generator, digits: Bytes, rows: Ints, at: Ints) -> None:
    shift = draw.integers(1, 10, len(rows)).astype(np.uint8)
    digits[rows, at] = (digits[rows, at] - ord("0") + shift) % 10 + ord("0")


def misread_days(draw: np.random.Generator, days: Ints, wrong: Mask) -> Ints:
    """A birthday off by some days, a month or ten years (one digit each), in the proportions of a guess."""
    off = draw.choice([1, -1, 10, -10, 30, -30, 3653, -3652, 365], len(days))
    return np.where(wrong, days + off, days)


def spell_names(names: Ints) -> pl.Series:
    """Positions to characters."""
    given = np.append(GIVEN, "")
    spelt = np.char.add(np.char.add(SURNAMES[names[:, 0]], given[names[:, 1]]), given[names[:, 2]])
    return pl.Series("full_name", spelt)


def spell_ids(digits: Bytes) -> pl.Series:
    """Bytes to text; what was left out is gone."""
    width = digits.shape[1]
    text = np.ascontiguousarray(digits).view(f"S{width}").ravel().astype(str)
    return pl.Series(text).str.replace_all(" ", "")


def spell_doors(draw: np.random.Generator, building: Ints, door: Ints, typed: Mask, other: Mask) -> pl.Series:
    """Doors as `12栋1单元302室`; a typo takes the next door, the other spelling is `12号楼1单元302`."""
    door = np.where(typed, door + draw.choice([1, -1, 2], len(door)), door) % 64
    spelt = pl.DataFrame(
        {"building": building, "unit": door // 16 + 1, "floor": door % 16 // 2 + 1, "room": door % 2 + 1}
    )
    number = pl.format("{}单元{}0{}", "unit", "floor", "room")
    official = pl.format("{}栋{}室", "building", number)
    return spelt.select(
        pl.when(pl.Series(other)).then(pl.format("{}号楼{}", "building", number)).otherwise(official)
    ).to_series()
