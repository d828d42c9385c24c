"""People to place, floors of quarantine sites, rooms given earlier and what will open when, from people's files."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from fangxian.engines.problems import Problem, Text
from fangxian.engines.quarantine.instance import split_words
from fangxian.engines.tables import Table
from fangxian.engines.tables.quarantine import (
    CAPACITY_STEPS,
    CARE_NEEDS,
    QUARANTINE_FLOORS,
    ROOMS_GIVEN,
    TO_PLACE,
)
from fangxian.stores.inputs import Imported, read_table
from fangxian.stores.inputs.refusing import Refusal, refuse, refuse_repeated

_LIMITS: Mapping[str, tuple[Callable[[float], bool], Text]] = {
    "rooms": (lambda rooms: rooms >= 0, Text("房间数不能小于 0", "rooms cannot be below 0")),
    "capacity": (lambda beds: beds >= 0, Text("容量不能小于 0", "a capacity cannot be below 0")),
    "taken": (lambda beds: beds >= 0, Text("占用不能小于 0", "what is taken cannot be below 0")),
    "lat": (lambda degrees: -90 <= degrees <= 90, Text("纬度应在 -90 至 90", "a latitude is from -90 to 90")),
    "lon": (
        lambda degrees: -180 <= degrees <= 180,
        Text("经度应在 -180 至 180", "a longitude is from -180 to 180"),
    ),
}


def read_to_place(path: Path) -> Imported:
    """Read `TO_PLACE`, a person once. Raises "cannot-read-file" when no row can be read at all."""
    return _read(path, TO_PLACE, ("person_id",))


def read_floors(path: Path) -> Imported:
    """Read `QUARANTINE_FLOORS`, a floor once. Raises "cannot-read-file"."""
    return _read(path, QUARANTINE_FLOORS, ("site_id", "floor"))


def read_rooms_given(path: Path) -> Imported:
    """Read `ROOMS_GIVEN` of an earlier run, a person once. Raises "cannot-read-file"."""
    return _read(path, ROOMS_GIVEN, ("person_id",))


def read_steps(path: Path) -> Imported:
    """Read `CAPACITY_STEPS`. Raises "cannot-read-file"."""
    return _read(path, CAPACITY_STEPS, ("kind", "name", "from_on"))


def hold_some(path: Path, given: Imported, what: Text) -> Imported:
    """Return what was read of a file. Raises "nothing-to-place" where it holds no row that can be used."""
    if given.frame.is_empty():
        raise Problem(
            "nothing-to-place",
            Text(f"{path.name} 中没有可用的{what.zh}。", f"{path.name} holds no {what.en}."),
            Text("至少应有一行可用。", "At least one row that can be read is expected."),
            Text("请检查该文件；未写入任何文件。", "Check the file; nothing was written."),
        )
    return given


def _read(path: Path, table: Table, key: tuple[str, ...]) -> Imported:
    given = refuse_repeated(read_table(path, table, "UTC"), key)
    rows = enumerate(given.frame.iter_rows(named=True))
    return refuse(given, {at: found for at, row in rows if (found := _fault(row)) is not None})


def _fault(row: Mapping[str, Any]) -> Refusal | None:
    for name, (fits, reason) in _LIMITS.items():
        value = row.get(name)
        if value is not None and not fits(value):
            return Refusal(name, str(value), reason)
    for name in ("needs", "offers"):
        if strange := split_words(row.get(name)) - set(CARE_NEEDS):
            known = ", ".join(CARE_NEEDS)
            reason = Text(f"照护需要应为 {known}", f"care needs are {known}")
            return Refusal(name, ";".join(sorted(strange)), reason)
    if row.get("to_on") is not None and row["to_on"] <= row["from_on"]:
        return Refusal("to_on", str(row["to_on"]), Text("停用早于启用", "it closes before it opens"))
    return None
