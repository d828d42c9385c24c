"""A few days of shifts drawn small: eight hours each, three a day, from midnight (UTC), the last of each day at night."""

from datetime import UTC, datetime, timedelta

import polars as pl

from fangxian.engines.tables import ABSENCES, ROSTER_PEOPLE, ROSTER_SHIFTS

MIDNIGHT = datetime(2021, 7, 31, tzinfo=UTC)
HOURS = ("00", "08", "16")


def hour(hours: float) -> datetime:
    return MIDNIGHT + timedelta(hours=hours)


def staff(*names: str, **more: object) -> list[dict[str, object]]:
    return [{"person_id": name, **more} for name in names]


def people(*rows: list[dict[str, object]]) -> pl.DataFrame:
    return ROSTER_PEOPLE.rows([row for some in rows for row in some])


def week(days: int = 1, need: int = 1, **more: object) -> pl.DataFrame:
    """Shifts d0-00, d0-08, d0-16, d1-00 …; those of 16 are the nights."""
    rows = [
        {
            "shift_id": f"d{day}-{begin}",
            "starts_at": hour(24 * day + int(begin)),
            "ends_at": hour(24 * day + int(begin) + 8),
            "need": need,
            "kind": "night" if begin == "16" else "day",
            **more,
        }
        for day in range(days)
        for begin in HOURS
    ]
    return ROSTER_SHIFTS.rows(rows)


def away(person: str, begin: float, end: float, kind: str = "absence") -> pl.DataFrame:
    row = {"person_id": person, "from_at": hour(begin), "to_at": hour(end), "kind": kind}
    return ABSENCES.rows([row])


def table(roster: pl.DataFrame) -> dict[str, str]:
    """Shift -> who is on it."""
    on: dict[str, list[str]] = {}
    for shift, person in roster.select("shift_id", "person_id").iter_rows():
        on.setdefault(shift, []).append(person)
    return {shift: "+".join(sorted(names)) for shift, names in on.items()}
