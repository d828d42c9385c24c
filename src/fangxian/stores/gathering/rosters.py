"""People, shifts, absences, an earlier roster and the rules from people's files."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from fangxian.engines.problems import Problem, Text
from fangxian.engines.rostering import HeatBand, Rules
from fangxian.engines.tables import ABSENCES, ROSTER, ROSTER_PEOPLE, ROSTER_SHIFTS, Table
from fangxian.stores.inputs import Imported, read_table
from fangxian.stores.inputs.refusing import Refusal, refuse, refuse_repeated

_ENDS_LATER = Text("结束须晚于开始", "it has to end after it begins")
_TOO_LONG = Text("班次不得超过24小时", "a shift is 24 h at most")
_TOO_MANY = Text("需要人数应在 0 至 500", "people needed are from 0 to 500")
_DAY_S = 86_400


class _Band(BaseModel):
    model_config = ConfigDict(extra="forbid")
    from_c: float
    stretch_minutes: int = Field(ge=0, le=1_440)
    day_minutes: int = Field(ge=0, le=1_440)


class _Rules(BaseModel):
    """The keys of a file of rules: those of `engines.rostering.Rules`, each with the default it has there."""

    model_config = ConfigDict(extra="forbid")
    timezone: str = Rules.timezone
    rest_hours: float = Field(Rules.rest_hours, ge=0, le=72)
    day_hours: float = Field(Rules.day_hours, gt=0, le=24)
    week_hours: float = Field(Rules.week_hours, gt=0, le=168)
    nights_in_a_row: int = Field(Rules.nights_in_a_row, ge=0, le=31)
    week_nights: int = Field(Rules.week_nights, ge=0, le=7)
    night_at_least: int = Field(Rules.night_at_least, ge=1, le=50)
    new_with_experienced: bool = Rules.new_with_experienced
    suit_c: float = Rules.suit_c
    heat: list[_Band] = Field([_Band(**vars(band)) for band in Rules.heat], min_length=1)

    @field_validator("timezone")
    @classmethod
    def _known(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except Exception as error:
            raise ValueError("not a time zone") from error
        return zone


def read_rules(path: Path) -> Rules:
    """Read the rules of a roster from YAML; what is left out keeps its default.

    Raises:
        Problem: `rules-unclear`, with the key at fault.
    """
    try:
        tree = yaml.safe_load(path.read_text("utf-8")) or {}
        found = _Rules.model_validate(tree)
    except ValidationError as error:
        first = error.errors()[0]
        raise _unclear(path, ".".join(str(part) for part in first["loc"]), first["msg"]) from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise _unclear(path, "-", "not YAML that can be read") from error
    bands = tuple(HeatBand(**band.model_dump()) for band in sorted(found.heat, key=lambda one: one.from_c))
    return Rules(**{**found.model_dump(), "heat": bands})


def read_people(path: Path, rules: Rules) -> Imported:
    """Read `ROSTER_PEOPLE`, a person once. Raises as `read_table`."""
    return _read(path, ROSTER_PEOPLE, rules, ("person_id",))


def read_shifts(path: Path, rules: Rules) -> Imported:
    """Read `ROSTER_SHIFTS`, a shift once; hours without a zone are those of the rules. Raises as `read_table`."""
    return _read(path, ROSTER_SHIFTS, rules, ("shift_id",), _fault_of_shift)


def read_absences(path: Path, rules: Rules) -> Imported:
    """Read `ABSENCES`. Raises as `read_table`."""
    return _read(path, ABSENCES, rules, ("person_id", "from_at", "to_at"), _fault_of_absence)


def read_previous(path: Path, rules: Rules) -> Imported:
    """Read an earlier roster.csv (`ROSTER`). Raises as `read_table`."""
    return _read(path, ROSTER, rules, ("shift_id", "person_id"), _fault_of_shift)


def _read(
    path: Path,
    table: Table,
    rules: Rules,
    key: tuple[str, ...],
    fault: Callable[[Mapping[str, Any]], Refusal | None] = lambda row: None,
) -> Imported:
    given = refuse_repeated(read_table(path, table, rules.timezone), key)
    rows = enumerate(given.frame.iter_rows(named=True))
    return refuse(given, {at: found for at, row in rows if (found := fault(row)) is not None})


def _fault_of_shift(row: Mapping[str, Any]) -> Refusal | None:
    if not 0 <= row.get("need", 0) <= 500:
        return Refusal("need", str(row["need"]), _TOO_MANY)
    begin, end = row["starts_at"], row["ends_at"]
    if end <= begin:
        return Refusal("ends_at", _hour(end), _ENDS_LATER)
    return Refusal("ends_at", _hour(end), _TOO_LONG) if (end - begin).total_seconds() > _DAY_S else None


def _fault_of_absence(row: Mapping[str, Any]) -> Refusal | None:
    return None if row["to_at"] > row["from_at"] else Refusal("to_at", _hour(row["to_at"]), _ENDS_LATER)


def _hour(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}Z"


def _unclear(path: Path, key: str, why: str) -> Problem:
    return Problem(
        "rules-unclear",
        Text(
            f"{path.name} 的规则 {key} 不明：{why}。", f"The rule {key} of {path.name} is not clear: {why}."
        ),
        Text(
            f"可用的键: {', '.join(_Rules.model_fields)}。",
            f"Expected keys among: {', '.join(_Rules.model_fields)}.",
        ),
        Text("请改正后重试；未写入任何文件。", "Correct it and try again; nothing was written."),
    )
