"""A valid file of each kind as a sheet of cells: dates are dates, instants are instants, the rest is text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from benchmarks.testing.mangled.drawing import Draw
from benchmarks.testing.mangled.ground import CASE, FOLLOWED, HOMES, LAB, VENUE
from fangxian.engines import tables
from fangxian.engines.tables import Table
from fangxian.operations.importing import KINDS
from fangxian.stores.list_sources import LIST_FILE

Cell = str | date | datetime | float | int | bool | None
FORMS = ("csv", "xlsx", "parquet")
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030")
_DAY, _NOON = date(2021, 7, 30), datetime(2021, 7, 30, 12)  # noqa: DTZ001 - files write local times
TABLES: Mapping[str, Table] = {
    kind: {
        "cases": tables.CASES,
        "checks": tables.CHECKS,
        "contacts": tables.CONTACTS,
        "presences": tables.PRESENCES,
        "results": tables.RESULTS,
    }.get(kind, LIST_FILE)
    for kind in KINDS
}


@dataclass
class Sheet:
    """One file before it is written. `above`: what stands over the header."""

    kind: str
    form: str
    header: list[str]
    rows: list[list[Cell]]
    encoding: str = "utf-8"
    delimiter: str = ","
    newlines: tuple[str, ...] = ("\n",)
    above: list[list[Cell]] = field(default_factory=list)
    merged: tuple[str, ...] = ()
    """Ranges of a spreadsheet that are one cell."""
    every_line_a_row: bool = True
    """No cell was given a line break: whatever quotation marks say, a line of text is a row."""


def draw_sheet(kind: str, form: str, tubes: tuple[str, ...], draw: Draw) -> Sheet:
    """A valid file of two to six rows, with headings in one of the languages."""
    lines = [_ROWS.get(kind, _listed)(number, tubes, draw) for number in range(draw.between(2, 6))]
    names, labels = list(lines[0]), {column.name: column.label for column in TABLES[kind].columns}
    told = draw.one_of(("name", "zh", "en"))
    header = [name if told == "name" else getattr(labels[name], told) for name in names]
    sheet = Sheet(kind, form, header, [list(line.values()) for line in lines])
    sheet.encoding = draw.one_of(ENCODINGS)
    return sheet


def _hour(number: int, draw: Draw) -> datetime:
    return _NOON + timedelta(minutes=draw.between(0, 900) + number)


def _case(number: int, _tubes: tuple[str, ...], draw: Draw) -> dict[str, Cell]:
    return {
        "case_id": f"C-{number}",
        "person_id": f"p-{number}",
        "reported_on": _DAY,
        "kind": draw.one_of(("confirmed", "asymptomatic", "确诊病例")),
        "onset_on": _DAY - timedelta(days=draw.between(0, 5)),
        "sampled_at": _hour(number, draw),
        "residence_place_id": draw.one_of(HOMES),
        "age": draw.between(1, 90),
        "sex": draw.one_of(("female", "male", "女")),
        "outcome": draw.one_of(("recovered", None)),
    }


def _check(number: int, _tubes: tuple[str, ...], draw: Draw) -> dict[str, Cell]:
    return {
        "person_id": draw.one_of(FOLLOWED),
        "checked_at": _hour(number, draw),
        "result": "well",
        "temperature_c": draw.one_of((36.4, 36.8, None)),
        "note": draw.one_of(("一切正常", "asked twice", None)),
    }


def _contact(number: int, _tubes: tuple[str, ...], draw: Draw) -> dict[str, Cell]:
    return {
        "source_case_id": CASE,
        "person_id": f"c-{number}",
        "last_on": _DAY - timedelta(days=draw.between(0, 3)),
        "first_on": _DAY - timedelta(days=draw.between(3, 6)),
        "setting": draw.one_of(("办公室", "tea", None)),
    }


def _presence(number: int, _tubes: tuple[str, ...], draw: Draw) -> dict[str, Cell]:
    arrive = _hour(number, draw)
    return {
        "person_id": f"v-{number}",
        "place_id": VENUE,
        "arrive_at": arrive,
        "leave_at": draw.one_of((arrive + timedelta(hours=1), None)),
        "seat": draw.one_of(("A1", None)),
    }


def _result(number: int, tubes: tuple[str, ...], draw: Draw) -> dict[str, Cell]:
    return {
        "tube_code": tubes[number % len(tubes)],
        "laboratory_id": LAB,
        "outcome": draw.one_of(("negative", "negative", "positive")),
        "resulted_at": _hour(number, draw),
    }


def _listed(number: int, _tubes: tuple[str, ...], draw: Draw) -> dict[str, Cell]:
    return {
        "row_id": f"r-{number}",
        "full_name": f"合成{number}",
        "phone": f"000{draw.between(0, 10**8):08d}",
        "birth_on": date(1950 + draw.between(0, 60), draw.between(1, 12), draw.between(1, 28)),
        "sex": draw.one_of(("female", "男", None)),
        "place_id": draw.one_of(HOMES),
        "address": f"租住{number}号",
    }


_ROWS: Mapping[str, Callable[[int, tuple[str, ...], Draw], dict[str, Cell]]] = {
    "cases": _case,
    "checks": _check,
    "contacts": _contact,
    "presences": _presence,
    "results": _result,
}
