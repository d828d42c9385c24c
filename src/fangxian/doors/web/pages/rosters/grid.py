"""A roster as a grid: a line for every post and hour of the day, a column for every day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from fangxian.operations.rosters.rows import ShiftCell


@dataclass(frozen=True)
class Line:
    """The shifts of a post that begin at one hour; None for a day without one."""

    post_id: UUID
    hours: str
    night: bool
    cells: tuple[ShiftCell | None, ...]


@dataclass(frozen=True)
class Grid:
    """Days along the top, lines down the side."""

    days: tuple[date, ...]
    lines: tuple[Line, ...]


def lay_grid(cells: Iterable[ShiftCell], zone: ZoneInfo) -> Grid:
    """Lay out the shifts of a roster by local day and hour."""
    by_line: dict[tuple[UUID, str, bool], dict[date, ShiftCell]] = {}
    for cell in cells:
        begin, end = cell.starts_at.astimezone(zone), cell.ends_at.astimezone(zone)
        key = (cell.post_id, f"{begin:%H:%M}–{end:%H:%M}", cell.night)
        by_line.setdefault(key, {})[begin.date()] = cell
    days = tuple(sorted({day for line in by_line.values() for day in line}))
    lines = [
        Line(post, hours, night, tuple(line.get(day) for day in days))
        for (post, hours, night), line in by_line.items()
    ]
    return Grid(days, tuple(lines))
