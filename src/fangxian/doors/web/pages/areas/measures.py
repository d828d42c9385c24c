"""Measures in force by kind: thousands of rows are read as a dozen lines, and a line opens its rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fangxian.engines.problems import Text
from fangxian.operations.areas.rows import MeasureRow


@dataclass(frozen=True)
class MeasureKind:
    """All rows of one measure that stand. `people`: summed over its places; None where no row knows a number."""

    measure: str
    title: Text
    restricts: bool
    places: int
    people: int | None
    starts_at: datetime
    ends_at: datetime
    to_release: int


def group_measures(rows: Iterable[MeasureRow]) -> list[MeasureKind]:
    """Return a line per measure: those to release first, then what restricts, then by how many people."""
    gathered: dict[str, list[MeasureRow]] = {}
    for row in rows:
        gathered.setdefault(row.measure, []).append(row)
    kinds = [_kind_of(found) for found in gathered.values()]
    return sorted(
        kinds, key=lambda kind: (-kind.to_release, not kind.restricts, -(kind.people or 0), kind.measure)
    )


def _kind_of(rows: list[MeasureRow]) -> MeasureKind:
    known = [row.people for row in rows if row.people is not None]
    return MeasureKind(
        measure=rows[0].measure,
        title=rows[0].title,
        restricts=any(row.restricts for row in rows),
        places=len({row.place_id for row in rows}),
        people=sum(known) if known else None,
        starts_at=min(row.starts_at for row in rows),
        ends_at=max(row.ends_at for row in rows),
        to_release=sum(row.release_due_at is not None for row in rows),
    )
