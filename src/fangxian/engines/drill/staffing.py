"""Offices that act by the plan: when each acknowledges its order and when it is done, with what is late on purpose."""

from dataclasses import dataclass
from zlib import crc32

import polars as pl

from fangxian.engines.epidemic import philox
from fangxian.engines.epidemic.draws import UNIT
from fangxian.engines.problems import Problem, Text

STAFFING = 64
"""What these draws are for: beyond all purposes of a future, so that they move nothing in it."""


@dataclass(frozen=True)
class Late:
    """Orders for a measure (at a place, where one is named) are done so many hours after they are due."""

    measure: str
    hours: float
    place_id: str = ""


@dataclass(frozen=True)
class Staffing:
    """How offices act by the plan.

    `signing_hours` from a proposal to its signatures; an order is acknowledged after `acknowledged_share` of its time and
    done after `done_share` of it, a quarter of the whole earlier or later, by the luck of the office. A share
    `late_share` of offices is late besides, by `late_hours` at the mean. `late`: what is late on purpose.
    """

    signing_hours: float = 2.0
    acknowledged_share: float = 0.1
    done_share: float = 0.5
    late_share: float = 0.0
    late_hours: float = 12.0
    late: tuple[Late, ...] = ()
    seed: int = 1


def plan_work(dispatches: pl.DataFrame, staffing: Staffing) -> pl.DataFrame:
    """Return (key, acknowledged_day, done_day) of DISPATCHES: the same for the same order, office and seed.

    >>> from fangxian.engines.drill.examples import some_dispatches
    >>> usual = plan_work(some_dispatches(), Staffing())
    >>> late = plan_work(some_dispatches(), Staffing(late=(Late("stay-home", 36.0),)))
    >>> bool(9.5 < usual["done_day"][0] < 10.0), late["done_day"].to_list()
    (True, [11.5])
    """
    rows = [_row(row, staffing) for row in dispatches.iter_rows(named=True)]
    schema = {"key": pl.String(), "acknowledged_day": pl.Float64(), "done_day": pl.Float64()}
    return pl.DataFrame(rows, schema=schema, orient="row")


def read_late(text: str) -> Late:
    """Return what is late on purpose from `measure=hours` or `measure@place=hours`.

    Raises:
        Problem: `not-a-lateness`.

    >>> read_late("stay-home@c3=30")
    Late(measure='stay-home', hours=30.0, place_id='c3')
    """
    name, _, hours = text.partition("=")
    measure, _, place = name.strip().partition("@")
    try:
        found = Late(measure, float(hours), place)
    except ValueError as error:
        raise _not_a_lateness(text) from error
    if not measure or found.hours <= 0.0:
        raise _not_a_lateness(text)
    return found


def _row(row: dict, staffing: Staffing) -> tuple[str, float, float]:
    issued, due = row["issued_day"], max(row["due_day"], row["issued_day"])
    who = crc32(f"{row['measure']}|{row['place_id']}|{row['department']}".encode())
    pace, is_late, by, _ = (
        word * UNIT for word in philox(who, STAFFING, round(issued * 24.0), 0, staffing.seed, 0)
    )
    hours = _hours_late(row, staffing, is_late, by)
    acknowledged = issued + (due - issued) * staffing.acknowledged_share
    share = min(max(staffing.done_share + (pace - 0.5) / 2.0, staffing.acknowledged_share), 1.0)
    done = due + hours / 24.0 if hours else issued + (due - issued) * share
    return row["key"], acknowledged, done


def _hours_late(row: dict, staffing: Staffing, is_late: float, by: float) -> float:
    for one in staffing.late:
        if one.measure == row["measure"] and one.place_id in ("", row["place_id"]):
            return one.hours
    return 2.0 * by * staffing.late_hours if is_late < staffing.late_share else 0.0


def _not_a_lateness(text: str) -> Problem:
    return Problem(
        "not-a-lateness",
        Text(f"“{text}”不是一项延误。", f'"{text}" is not a lateness.'),
        Text(
            "应为 措施=小时 或 措施@地区=小时，小时大于 0。",
            "Expected measure=hours or measure@place=hours, hours above 0.",
        ),
        Text("请改正 --late。", "Correct --late."),
    )
