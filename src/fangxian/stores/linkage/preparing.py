"""Lists as one table of comparable rows: what was written becomes what can be compared."""

from collections.abc import Mapping, Set

import polars as pl

from fangxian.engines.problems import Problem, Text
from fangxian.stores.linkage.identity_numbers import read_identity_numbers
from fangxian.stores.list_sources import LIST_ROWS

MOST_LISTS = 60
"""Lists are told apart by bits of one 64 bit number."""
_BUILDING = r"^(.*?栋)"
_IN_NAMES, _IN_DOORS = r"[\s·•.．,，]", r"[\s室,，。#-]"


def prepare(lists: Mapping[str, pl.DataFrame], repeating: Set[str] = frozenset()) -> pl.DataFrame:
    """Return every row of every list in the order of list and row, `uid` counting them from 0.

    `bit` is the list's own bit, 0 for a list on which a person may stand twice. Keys of doors and buildings are hashes.

    Raises:
        Problem: two rows of a list have one row_id, or there are too many lists.
        TableError: a list is no list of people.

    >>> lists = {"grid-roster": pl.DataFrame({"row_id": ["7"], "full_name": ["王 伟"], "phone": ["138-0013-8000"]})}
    >>> prepare(lists).select("list_id", "name", "c1", "phone").row(0)
    ('grid-roster', '王伟', '王', '13800138000')
    """
    if len(lists) > MOST_LISTS:
        raise _too_many(len(lists))
    frames = [
        _rows(list_id, 0 if list_id in repeating else 1 << position, lists[list_id])
        for position, list_id in enumerate(sorted(lists))
    ]
    return (
        pl.concat(frames or [_rows("", 1, LIST_ROWS.empty())]).with_row_index("uid").cast({"uid": pl.Int64})
    )


def _rows(list_id: str, bit: int, frame: pl.DataFrame) -> pl.DataFrame:
    rows = LIST_ROWS.check(frame).sort("row_id")
    if (rows["row_id"] == rows["row_id"].shift()).any():
        raise _repeated_rows(list_id, rows)
    rows = rows.hstack(read_identity_numbers(rows["id_number"])).with_columns(_clean("full_name", _IN_NAMES))
    return rows.join(_doors(rows["address"]), on="address", how="left", maintain_order="left").select(
        pl.lit(list_id).alias("list_id"),
        "row_id",
        pl.lit(bit, pl.Int64).alias("bit"),
        "id",
        "id_valid",
        *_names(),
        _digits("phone"),
        *_births(),
        pl.coalesce("sex", "id_sex").alias("sex"),
        pl.col("place_id").hash().xor(pl.col("door")).alias("home"),
        pl.col("place_id").hash().xor(pl.col("block")).alias("building"),
        pl.when(pl.col("place_id").is_not_null()).then(pl.col("place_id").hash()).alias("place"),
        pl.when(pl.col("household_id").is_not_null()).then(pl.col("household_id").hash()).alias("household"),
    )


def _clean(column: str, dropped: str) -> pl.Expr:
    """Full width becomes half width, and separators go."""
    return pl.col(column).str.normalize("NFKC").str.to_uppercase().str.replace_all(dropped, "")


def _names() -> tuple[pl.Expr, ...]:
    """The name whole, and its first three characters one by one; null where nothing is written."""
    name = pl.col("full_name")
    letters = [name.str.slice(at, 1) for at in range(3)]
    return (
        pl.when(name.str.len_bytes() > 0).then(name).alias("name"),
        *(pl.when(one.str.len_bytes() > 0).then(one).alias(f"c{at + 1}") for at, one in enumerate(letters)),
    )


def _doors(addresses: pl.Series) -> pl.DataFrame:
    """Return for each address the hashes of its door and its building; a city has fewer doors than rows."""
    doors = addresses.unique().drop_nulls().to_frame()
    door = doors.select(_clean("address", _IN_DOORS).str.replace("号楼|幢|座", "栋")).to_series()
    block = door.str.extract(_BUILDING)
    return doors.with_columns(
        pl.when(door.str.len_bytes() > 0).then(door.hash()).alias("door"),
        pl.when(block.is_not_null()).then(block.hash()).alias("block"),
    )


def _digits(column: str) -> pl.Expr:
    """The last eleven digits: a country's prefix is no part of a number. Fewer than seven say nothing."""
    digits = pl.col(column).str.replace_all(r"\D", "").str.tail(11)
    return pl.when(digits.str.len_bytes() >= 7).then(digits).alias(column)


def _births() -> tuple[pl.Expr, ...]:
    """A birthday read from the identity number is no second witness beside the number itself."""
    born = pl.coalesce("birth_on", "id_born")
    return (
        born.dt.strftime("%Y%m%d").alias("born"),
        pl.coalesce(born.dt.year().cast(pl.Int64), "birth_year").alias("year"),
        (pl.col("birth_on").is_null() & pl.col("birth_year").is_null()).alias("born_of_id"),
    )


def _repeated_rows(list_id: str, rows: pl.DataFrame) -> Problem:
    first = rows.filter(pl.col("row_id").is_duplicated())["row_id"][0]
    return Problem(
        "repeated-row",
        Text(
            f"名单 {list_id} 中行号 {first} 出现多次。",
            f"Row {first} occurs more than once in the list {list_id}.",
        ),
        Text("每个名单内行号唯一。", "Within a list every row has an id of its own."),
        Text("请为每一行另编行号。", "Number the rows of the list anew."),
    )


def _too_many(count: int) -> Problem:
    return Problem(
        "too-many-lists",
        Text(f"一次合并了 {count} 个名单。", f"{count} lists were to be linked at once."),
        Text(f"一次最多 {MOST_LISTS} 个。", f"At most {MOST_LISTS} at once."),
        Text("请先合并同类名单。", "Join lists of the same kind first."),
    )
