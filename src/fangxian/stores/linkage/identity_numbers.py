"""Resident identity numbers (GB 11643-1999): check character, birthday and sex, for millions at a time."""

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

LENGTH = 18
_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], dtype=np.int32)
_CHECKS = np.frombuffer(b"10X98765432", dtype=np.uint8)
_CLEAN, _OLD = r"^[0-9]{17}[0-9X]$", r"^[0-9]{15}$"


def read_identity_numbers(written: pl.Series) -> pl.DataFrame:
    """Return id, id_valid, id_born (date), id_sex, a row for each number written; null where nothing is there.

    Spaces and full width are forgiven, numbers of 15 digits get their century and check character. `id_valid` means
    that check character and birthday hold: one wrong digit, or two neighbours turned round, never pass the check.

    >>> read_identity_numbers(pl.Series(["11010519491231002x", "110105194912310021"])).rows()
    [('11010519491231002X', True, datetime.date(1949, 12, 31), 'female'), ('110105194912310021', False, None, None)]
    """
    clean = _cleaned(written.cast(pl.String).alias("id"))
    whole = np.flatnonzero(clean.str.contains(_CLEAN).fill_null(False).to_numpy())
    digits = _as_bytes(clean.gather(whole))
    valid, born, female = _read(digits)
    sound = whole[valid]
    days = np.full(len(clean), np.datetime64("NaT"), dtype="datetime64[ms]")
    days[sound] = born[valid]
    passed, women = np.zeros((2, len(clean)), dtype=bool)
    passed[sound], women[sound] = True, female[valid]
    found = pl.DataFrame({"id": clean, "id_valid": passed, "id_born": days, "women": women})
    sex = pl.when("women").then(pl.lit("female")).when("id_valid").then(pl.lit("male"))
    return found.select("id", "id_valid", pl.col("id_born").cast(pl.Date), sex.alias("id_sex"))


def _cleaned(written: pl.Series) -> pl.Series:
    """Only what is not clean already is looked at a second time."""
    odd = np.flatnonzero((~written.str.contains(_CLEAN)).fill_null(False).to_numpy())
    if not len(odd):
        return written
    other = written.gather(odd).str.normalize("NFKC").str.to_uppercase().str.replace_all(r"[^0-9X]", "")
    old = np.flatnonzero(other.str.contains(_OLD).to_numpy())
    other = other.scatter(old, _lengthened(other.gather(old)))
    return written.scatter(odd, other.replace("", None))


def _lengthened(old: pl.Series) -> pl.Series:
    """Until 1999 a number had 15 digits, without century and check character."""
    longer = old.str.slice(0, 6) + "19" + old.str.slice(6)
    checks = _check_of(_as_bytes(longer + "0"))
    return longer + pl.Series(checks.view("S1").astype(str), dtype=pl.String)


def _as_bytes(numbers: pl.Series) -> NDArray[np.uint8]:
    """Texts of 18 bytes as a matrix."""
    text = numbers.rechunk().to_arrow().cast(pa.large_string()).buffers()[2]
    return np.frombuffer(text or b"", dtype=np.uint8, count=LENGTH * len(numbers)).reshape(-1, LENGTH)


def _check_of(digits: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return _CHECKS[((digits[:, :17].astype(np.int32) - ord("0")) @ _WEIGHTS) % 11]


def _read(
    digits: NDArray[np.uint8],
) -> tuple[NDArray[np.bool_], NDArray[np.datetime64], NDArray[np.bool_]]:
    """Return whether each number is sound, its birthday (nonsense where it is not) and whether it is a woman's."""
    number = digits[:, 6:17].astype(np.int32) - ord("0")
    year = number[:, :4] @ np.array([1000, 100, 10, 1])
    month, day = number[:, 4] * 10 + number[:, 5], number[:, 6] * 10 + number[:, 7]
    sound = (year >= 1890) & (year < 2100) & (month >= 1) & (month <= 12)
    first = np.where(sound, (year - 1970) * 12 + month - 1, 0).astype("datetime64[M]")
    born = first.astype("datetime64[D]") + (day - 1)
    sound &= born.astype("datetime64[M]") == first
    return sound & (digits[:, 17] == _check_of(digits)), born, number[:, 10] % 2 == 0
