"""A presence store as a plain list of rows: what the segment store is held to, whatever was done to it."""

from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from fangxian.engines import tables
from fangxian.engines.tracing.stays import settle

ZONE = "Asia/Shanghai"
KEY = ("person_id", "place_id", "session", "zone", "arrive_at")


@dataclass
class Told:
    """A row with when it was recorded, until when it was to be kept, and when it was withdrawn (None: it stands)."""

    row: dict
    recorded_at: datetime
    withdrawn_at: datetime | None = None

    @property
    def key(self) -> tuple:
        return tuple(self.row[name] for name in KEY)


@dataclass
class PlainList:
    """The oracle: every row ever told, in order."""

    told: list[Told] = field(default_factory=list)

    def known_at(self, moment: datetime) -> list[dict]:
        """Return the rows that had been recorded by then and were not withdrawn yet."""
        return [
            one.row
            for one in self.told
            if one.recorded_at <= moment and (one.withdrawn_at is None or one.withdrawn_at > moment)
        ]

    def standing(self) -> dict[tuple, Told]:
        return {one.key: one for one in self.told if one.withdrawn_at is None}

    def add(self, rows: list[dict], at: datetime) -> tuple[int, int]:
        """Add what is new; return (accepted, duplicate)."""
        best: dict[tuple, dict] = {}
        for row in (settled(row) for row in rows):
            key = tuple(row[name] for name in KEY)
            best[key] = min(best.get(key, row), row, key=preference)
        held = self.standing()
        new = [row for key, row in best.items() if key not in held]
        self.told += [Told(row, at) for row in new]
        return len(new), len(rows) - len(new)

    def withdraw(self, key: tuple, at: datetime) -> bool:
        """Withdraw a row; tell whether there was one."""
        if key not in self.standing():
            return False
        self.standing()[key].withdrawn_at = at
        return True

    def replace(self, key: tuple, at: datetime, **right: object) -> bool:
        """Put what is right in the place of a row; tell whether that was possible and changed anything."""
        old = self.standing().get(key)
        if old is None:
            return False
        new = settled(old.row | right)
        clash = tuple(new[name] for name in KEY)
        if new == old.row or (clash != key and clash in self.standing()):
            return False
        old.withdrawn_at = at
        self.told.append(Told(new, at))
        return True

    def forget(self, person_id: str) -> None:
        self.told = [one for one in self.told if one.row["person_id"] != person_id]


def settled(row: dict) -> dict:
    """Return a row as a store holds it."""
    return settle(tables.PRESENCES.rows([row]), ZONE).row(0, named=True)


def preference(row: dict) -> tuple:
    """Order rows with one key: the sharpest, the longest, one with a seat, one that no interview told."""
    sharpness = {"exact": 0, "window": 1, "day": 2}[row["precision"]]
    length = row["leave_at"] - row["arrive_at"]
    source, seat = row["source"] or "", row["seat"] or ""
    return (sharpness, -length, row["seat"] is None, row["source"] == "interview", source, seat)


def frame_of(rows: list[dict]) -> pl.DataFrame:
    """Return rows as a frame in one order."""
    frame = tables.PRESENCES.rows(rows)
    return frame.sort(frame.columns)
