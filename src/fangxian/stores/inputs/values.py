"""One cell to one value: the many ways in which dates, numbers and identifiers arrive."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from fangxian.engines.problems import Text
from fangxian.engines.tables import Column

_WIDE = {0xFF01 + at: 0x21 + at for at in range(94)} | {0x3000: 0x20}
"""Full-width characters of Chinese keyboards to their ASCII twins."""

_WIDE_WORDS = {
    wide: narrow for wide, narrow in _WIDE.items() if chr(narrow).isalnum() or chr(narrow) in " -_."
}
"""In words only letters, digits and what joins them: the brackets and colons of a Chinese sentence stay."""

_DATE = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?=$|[ T])")
_TIME = re.compile(
    r"^[T\s]*(\d{1,2})\s*[:时点]\s*(?:(\d{1,2})\s*分?)?(?::?(\d{1,2})(?:\.\d+)?\s*秒?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$"
)
_SERIAL = re.compile(r"^\d{4,5}(\.\d+)?$")
_SERIAL_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)
_WHOLE_FLOAT = re.compile(r"^(\d+)\.0+$")
_SCIENTIFIC = re.compile(r"^(\d)(?:\.(\d+))?[eE]\+(\d+)$")
YEARS = range(1900, 2101)
_FARTHEST_ZONE_HOURS = 14
"""The Line Islands; no clock is farther from Greenwich."""

_WORDS: Mapping[str, str] = {
    "疑似": "suspected",
    "疑似病例": "suspected",
    "临床": "probable",
    "临床诊断": "probable",
    "临床诊断病例": "probable",
    "确诊": "confirmed",
    "确诊病例": "confirmed",
    "无症状": "asymptomatic",
    "无症状感染者": "asymptomatic",
    "排除": "discarded",
    "女": "female",
    "男": "male",
}
_YES_NO = {"是": True, "有": True, "true": True, "yes": True, "1": True, "y": True} | {
    "否": False,
    "无": False,
    "false": False,
    "no": False,
    "0": False,
    "n": False,
}


@dataclass(frozen=True)
class Fault(Exception):  # noqa: N818 - a fault of one cell, listed rather than raised to anybody
    """Why a cell is not a value of its column."""

    reason: Text


def narrow(cell: str) -> str:
    """Return the text with full-width characters made ASCII, without surrounding space.

    >>> narrow("２０２１－７－２８　")
    '2021-7-28'
    """
    return cell.translate(_WIDE).strip()


def parser_of(column: Column, timezone: str) -> Callable[[str], object]:
    """Return the function that reads one non-empty cell of this column, or raises Fault."""
    zone = ZoneInfo(timezone)
    readers: dict[str, Callable[[str], object]] = {
        "String": lambda cell: to_word(cell, column.values),
        "Int64": to_whole,
        "Float64": to_number,
        "Boolean": to_yes_no,
        "Date": lambda cell: to_local(cell, zone).date(),
        "Datetime": lambda cell: to_local(cell, zone).astimezone(UTC),
    }
    kind = column.dtype.__class__.__name__
    read, letters = readers[kind], _WIDE_WORDS if kind == "String" else _WIDE
    return lambda cell: read(cell.translate(letters).strip())


def to_word(cell: str, values: tuple[str, ...]) -> str:
    """Return an identifier or word; numbers that were once floats lose their point, unless digits are gone."""
    word = _identifier(cell)
    if not values:
        return word
    known = _WORDS.get(word, word.lower())
    if known not in values:
        listed = ", ".join(values)
        raise Fault(Text(f"“{cell}” 不在可选值 {listed} 之列", f'"{cell}" is not one of {listed}'))
    return known


def _identifier(cell: str) -> str:
    if whole := _WHOLE_FLOAT.match(cell):
        return whole[1]
    if scientific := _SCIENTIFIC.match(cell):
        lead, decimals, power = scientific[1], scientific[2] or "", int(scientific[3])
        if len(decimals) < power:
            raise Fault(
                Text(
                    "编号被存成了科学计数法的数字, 末尾数字已丢失; 请把该列设为文本后重新导出",
                    "the identifier was stored as a number and its last digits are lost; "
                    "make the column text and export again",
                )
            )
        return lead + decimals
    return cell


def to_whole(cell: str) -> int:
    """Return a whole number; a unit such as 岁 may follow."""
    number = to_number(cell.removesuffix("岁"))
    if number != int(number):
        raise Fault(Text(f"“{cell}” 不是整数", f'"{cell}" is not a whole number'))
    return int(number)


def to_number(cell: str) -> float:
    """Return a finite number."""
    try:
        number = float(cell.replace(",", ""))
    except ValueError:
        number = float("nan")
    if not abs(number) < 1e15:
        raise Fault(Text(f"“{cell}” 不是数字", f'"{cell}" is not a number'))
    return number


def to_yes_no(cell: str) -> bool:
    """Return yes or no."""
    if (found := _YES_NO.get(cell.lower())) is None:
        raise Fault(Text(f"“{cell}” 不是 是/否", f'"{cell}" is neither yes nor no'))
    return found


def to_local(cell: str, zone: ZoneInfo) -> datetime:
    """Return the instant a cell means, shown in `zone`; without a time it is the day's midnight there.

    >>> to_local("2021年7月28日 8:05", ZoneInfo("Asia/Shanghai")).isoformat()
    '2021-07-28T08:05:00+08:00'
    >>> to_local("44405", ZoneInfo("Asia/Shanghai")).date().isoformat()
    '2021-07-28'
    """
    if _SERIAL.match(cell):
        return _of_serial(cell, zone)
    found = _DATE.match(cell) or _COMPACT.match(cell)
    if not found:
        raise _not_a_date(cell)
    rest = cell[found.end() :].strip()
    time = _TIME.match(rest) if rest else None
    if rest and not time:
        raise _not_a_date(cell)
    return _instant(cell, found, time, zone)


def _of_serial(cell: str, zone: ZoneInfo) -> datetime:
    """A spreadsheet's day number, counted from 30 December 1899 (its own 29 February 1900 included)."""
    moment = _SERIAL_EPOCH + timedelta(seconds=round(float(cell) * 86400))
    if moment.year not in range(1950, 2101):
        raise _not_a_date(cell)
    return moment.replace(tzinfo=zone)


def _instant(cell: str, found: re.Match[str], time: re.Match[str] | None, zone: ZoneInfo) -> datetime:
    hour, minute, second = (int(time[at] or 0) for at in (1, 2, 3)) if time else (0, 0, 0)
    given = time[4] if time else None
    if given and given not in ("Z", "UTC") and int(given[1:3]) > _FARTHEST_ZONE_HOURS:
        raise _not_a_date(cell)
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
        moment = midnight.replace(hour=hour % 24 if hour < 25 else hour, minute=minute, second=second)
    except ValueError as error:
        raise _not_a_date(cell) from error
    if day.year not in YEARS:
        raise _not_a_date(cell)
    moment += timedelta(days=hour // 24)
    if given:
        offset = "+00:00" if given in ("Z", "UTC") else given
        moment = datetime.fromisoformat(moment.replace(tzinfo=None).isoformat() + offset).astimezone(zone)
    return moment


def _not_a_date(cell: str) -> Fault:
    return Fault(
        Text(
            f"“{cell}” 不是可识别的日期时间, 请写成 2021-07-28 或 2021-07-28 18:00",
            f'"{cell}" is not a date or time we can read; write 2021-07-28 or 2021-07-28 18:00',
        )
    )
