"""Tiny outbreaks for tests of chains: onsets as days of July, meetings as lines of text."""

from datetime import UTC, date, datetime, timedelta

import polars as pl

from fangxian.engines import tables
from fangxian.engines.chains import NaturalHistory, find_chains

DELTA = NaturalHistory(
    5.8, 3.2, {-4: 0.4, -3: 0.7, -2: 1.0, -1: 1.0, 0: 0.9, 1: 0.75, 2: 0.6, 3: 0.45, 4: 0.3}
)
HOUR_MINUTES = 60


def cases(onsets: str, **columns: dict[str, object]) -> pl.DataFrame:
    """Return a line list from "ann 3, bo 8": onset in July, reported two days later; "cem ?12" has only a report.

    `columns`: further values by case, as `cluster_id={"ann": "k"}`.
    """
    rows = []
    for one in onsets.split(","):
        name, day = one.split()
        on = date(2021, 7, 1) + timedelta(days=int(day.strip("?")) - 1)
        told = {"reported_on": on} if "?" in day else {"onset_on": on, "reported_on": on + timedelta(days=2)}
        further = {column: values[name] for column, values in columns.items() if name in values}
        rows.append({"case_id": name, "person_id": f"p-{name}", **told, **further})
    return tables.CASES.rows(rows)


def meetings(text: str) -> pl.DataFrame:
    """Return stays from lines such as "cafe 4 ann bo 60": on 4 July, together, so many minutes."""
    rows = []
    for line in text.strip().splitlines():
        place, day, *people, minutes = line.split()
        begin = datetime(2021, 7, int(day), 10, tzinfo=UTC)
        leave = begin + timedelta(minutes=int(minutes))
        rows += [
            {"person_id": f"p-{name}", "place_id": place, "arrive_at": begin, "leave_at": leave}
            for name in people
        ]
    return tables.PRESENCES.rows(rows)


def household(*names: str) -> pl.DataFrame:
    """Return one household of these cases."""
    return tables.HOUSEHOLDS.rows([{"person_id": f"p-{name}", "household_id": "h"} for name in names])


def chances(line_list: pl.DataFrame, **known: object) -> dict[tuple[str, str | None], float]:
    """Return (infectee, infector) -> probability; the infector None is the unknown source."""
    found = find_chains(line_list, DELTA, **known).chains  # type: ignore[arg-type]
    return {
        (row[0], row[1]): row[2] for row in found.select("infectee", "infector", "probability").iter_rows()
    }


def first(line_list: pl.DataFrame, name: str, **known: object) -> str | None:
    """Return the likeliest infector of a case."""
    found = find_chains(line_list, DELTA, **known).chains  # type: ignore[arg-type]
    return found.filter(infectee=name, rank=1)["infector"][0]
