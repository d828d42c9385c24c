"""Any country's tree of places from a table: code, name, level, parent, population, lat, lon."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from fangxian.engines import tables
from fangxian.engines.problems import Problem, Text
from fangxian.engines.tables import Column, Table
from fangxian.stores.inputs import Imported, read_table
from fangxian.stores.inputs.refusing import Refusal, refuse
from fangxian.stores.places.tree import roll_up

TREE = Table(
    "tree",
    Text("地区表", "tree of places"),
    (
        Column("code", pl.String(), Text("代码", "code"), required=True),
        Column("name", pl.String(), Text("名称", "name"), required=True),
        Column("level", pl.String(), Text("级别", "level"), required=True),
        Column("parent", pl.String(), Text("上级", "parent")),
        Column("name_en", pl.String(), Text("英文名", "English name")),
        Column("population", pl.Int64(), Text("人口", "population"), unit="people"),
        Column("households", pl.Int64(), Text("户数", "households")),
        Column("lat", pl.Float64(), Text("纬度", "latitude"), unit="degrees"),
        Column("lon", pl.Float64(), Text("经度", "longitude"), unit="degrees"),
    ),
)


@dataclass(frozen=True)
class TreeRead:
    """`places` follows tables.PLACES; `read == accepted + duplicate + rejected.height`.

    `rejected`: line, column, value, reason_zh, reason_en. `levels`: from the root down.
    """

    places: pl.DataFrame
    rejected: pl.DataFrame
    read: int
    accepted: int
    duplicate: int
    levels: tuple[str, ...]


CODES = {"place_id": "code", "parent_id": "parent"}
"""How a tree of codes calls the columns of tables.PLACES."""


def read_tree_csv(path: Path) -> TreeRead:
    """Read a tree of places from CSV, XLSX or Parquet, top or bottom first, any number of levels.

    Rows are refused, with line and reason, whose code was given before, whose parent is not there or
    was refused, which lie in a circle, or whose numbers cannot be; population is summed from the leaves.

    Raises:
        Problem: the file cannot be read, or what is left has no root or several.
    """
    kept = refuse_lost(read_codes(path), CODES)
    _require_one_root(kept.frame)
    places = roll_up(kept.frame)
    return TreeRead(places, kept.rejected, kept.read, kept.accepted, kept.duplicate, tables.levels_of(places))


def read_codes(path: Path) -> Imported:
    """Read a table of codes and parents; its frame follows tables.PLACES, nothing is checked beyond single rows.

    Raises:
        Problem: the file cannot be read.
    """
    given = read_table(path, TREE, "UTC")
    places = given.frame.rename({code: name for name, code in CODES.items()})
    return replace(given, frame=tables.PLACES.check(places))


def refuse_lost(given: Imported, names: Mapping[str, str], elsewhere: Collection[str] = ()) -> Imported:
    """Refuse the places that were given before, hang under nothing, lie in a circle or have impossible numbers.

    `names`: what the file calls the columns. `elsewhere`: places outside the file that parents may be.
    """
    refused = _refusals(given.frame, frozenset(elsewhere))
    return refuse(
        given,
        {
            row: Refusal(names.get(column, column), str(given.frame[column][row]), reason)
            for row, (column, reason) in refused.items()
        },
    )


Refusals = dict[int, tuple[str, Text]]
"""Position of a row -> the column at fault and the reason."""


def _refusals(frame: pl.DataFrame, elsewhere: frozenset[str]) -> Refusals:
    refused: Refusals = {}
    seen: set[str] = set()
    for row, place in enumerate(frame.iter_rows(named=True)):
        fault = _own_fault(place, seen)
        if fault:
            refused[row] = fault
        else:
            seen.add(place["place_id"])
    return refused | _without_root(frame, refused, elsewhere)


def _own_fault(place: dict, seen: set[str]) -> tuple[str, Text] | None:
    if place["place_id"] in seen:
        return "place_id", Text("代码与前面某行重复", "the code was given before")
    for name, fits in _LIMITS.items():
        if place[name] is not None and not fits(place[name]):
            return name, Text("数值超出可能范围", "the number cannot be")
    return None


_LIMITS: dict[str, Callable[[float], bool]] = {
    "population": lambda people: people >= 0,
    "households": lambda households: households >= 0,
    "lat": lambda degrees: -90 <= degrees <= 90,
    "lon": lambda degrees: -180 <= degrees <= 180,
}


def _without_root(frame: pl.DataFrame, refused: Refusals, elsewhere: frozenset[str]) -> Refusals:
    """Return the rows from which no walk upwards ends at a root or elsewhere, with the reason."""
    pairs = frame.select("place_id", "parent_id").iter_rows()
    rows = {
        place: (row, None if parent in elsewhere else parent)
        for row, (place, parent) in enumerate(pairs)
        if row not in refused
    }
    listed = set(frame["place_id"])
    state: dict[str, Text | None] = {}
    for code in rows:
        _walk_up(code, rows, listed, state)
    return {
        row: ("parent_id", reason) for code, (row, _) in rows.items() if (reason := state[code]) is not None
    }


def _walk_up(
    code: str, rows: dict[str, tuple[int, str | None]], listed: set[str], state: dict[str, Text | None]
) -> None:
    """Settle `code` and everything above it: None where a root is reached, else the reason it is not."""
    path: list[str] = []
    at: str | None = code
    while at is not None and at in rows and at not in state and at not in path:
        path.append(at)
        at = rows[at][1]
    above = state[at] if at is not None and at in state else None
    for place in reversed(path):
        if at is not None and at in path:
            in_circle = path.index(place) >= path.index(at)
            state[place] = _CIRCLE if in_circle else _LOST_PARENT
        elif place == path[-1] and at is not None and at not in rows:
            state[place] = _LOST_PARENT if at in listed else _NO_PARENT
        else:
            below_lost = above is not None or state.get(rows[place][1] or "") is not None
            state[place] = _LOST_PARENT if below_lost else None


_CIRCLE = Text("上级关系成环", "its parents form a circle")
_NO_PARENT = Text("上级代码不在表中", "its parent is not in the table")
_LOST_PARENT = Text("其上级已被拒绝", "its parent was refused")


def _require_one_root(kept: pl.DataFrame) -> None:
    roots = kept.filter(pl.col("parent_id").is_null())["place_id"].to_list()
    if len(roots) == 1:
        return
    named = ", ".join(roots[:5]) or "-"
    raise Problem(
        "not-one-root",
        Text(f"地区表有 {len(roots)} 个顶级地区: {named}。", f"The tree has {len(roots)} roots: {named}."),
        Text(
            "应恰有一个地区没有上级，其余各有上级。", "Exactly one place has no parent, every other has one."
        ),
        Text(
            "请补全“上级”一列，或为其加一个共同的上级。", "Fill in the parents, or add one place above them."
        ),
    )
