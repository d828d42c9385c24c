"""Correcting a store: stays are replaced or withdrawn from now on; what was known before can still be shown."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from fangxian.engines import tables
from fangxian.engines.problems import Text
from fangxian.engines.tables import Column, Table
from fangxian.engines.tracing.stays import settle
from fangxian.stores.inputs.reading import REJECTED
from fangxian.stores.presence.changing import Change, changing
from fangxian.stores.presence.intake.balance import Balance
from fangxian.stores.presence.intake.coding import RowCoder
from fangxian.stores.presence.manifest import Entry
from fangxian.stores.presence.segments.packing import Draft
from fangxian.stores.presence.segments.segment import minutes

_OLD = ("person_id", "place_id", "session", "zone", "arrive_at")
_ALWAYS = (0, 1 << 40)

Key = tuple[str, str, str | None, str | None, datetime]
Row = dict[str, Any]

CORRECTIONS = Table(
    "presence_corrections",
    Text("到访记录更正", "corrections of presences"),
    (
        *(column for column in tables.PRESENCES.columns if column.name in _OLD),
        Column("withdraw", pl.Boolean(), Text("撤销", "withdraw")),
        *(
            Column(
                f"new_{column.name}",
                column.dtype,
                Text(f"更正{column.label.zh}", f"new {column.label.en}"),
                values=column.values,
            )
            for column in tables.PRESENCES.columns
        ),
    ),
)
"""One row per stay: what names it, and what is right instead. What is empty stays as it was; `withdraw`: it never was."""

_NO_SUCH = Text("库中没有这条到访记录", "the store holds no such stay")
_THERE_ALREADY = Text("更正后与库中另一条重复", "corrected so, it would be one that the store holds already")
_BACKWARDS = Text("离开早于到达", "the stay ends before it begins")


def correct_presences(
    directory: Path, corrections: pl.DataFrame, recorded_at: datetime, lines: pl.Series | None = None
) -> Balance:
    """Apply `corrections` (`CORRECTIONS`) one after the other and record them as a segment.

    A correction of a stay the store does not hold is rejected, one that changes nothing is a duplicate. A snapshot
    of an earlier moment still shows what was known then. `lines` number the corrections in their file.

    Raises:
        Problem: the folder is no presence store, `corrections` are none, or `recorded_at` lies before what the
            store recorded last.
    """
    checked = CORRECTIONS.check(corrections)
    numbers = range(2, checked.height + 2) if lines is None else lines
    with changing(directory) as change:
        recorded = change.require_later(recorded_at)
        held = _Held(change, checked)
        fates = [held.apply(row) for row in checked.iter_rows(named=True)]
        change.append_all(held.segments(recorded))
    rejected = [
        (line, *fate) for line, fate in zip(numbers, fates, strict=True) if not isinstance(fate, bool)
    ]
    return Balance(
        read=checked.height,
        accepted=fates.count(True),
        duplicate=fates.count(False),
        rejected=pl.DataFrame(rejected, schema=REJECTED, orient="row"),
    )


Refused = tuple[str, str, str, str]
"""Column, value and the reason in both languages."""


@dataclass
class _Held:
    """The stays that corrections speak of: as the store holds them, and as they stand after each correction."""

    change: Change
    corrections: pl.DataFrame
    before: dict[Key, Row] = field(default_factory=dict)
    now: dict[Key, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        people = pl.concat([self.corrections["person_id"], self.corrections["new_person_id"]])
        named = people.drop_nulls().unique().to_list()
        standing = self.change.standing()
        for entry, segment in zip(standing.entries, standing.segments, strict=True):
            for row in segment.stays_of(named, *_ALWAYS).iter_rows(named=True):
                self.before[_key(row)] = row | {"keep_until": entry.keep_until}
        self.now = dict(self.before)

    def apply(self, correction: Row) -> bool | Refused:
        """Correct one stay: True if that changed something, False if not, else why it was refused."""
        key = _key(correction)
        if key not in self.now:
            return _refused("arrive_at", correction["arrive_at"], _NO_SUCH)
        if correction["withdraw"]:
            del self.now[key]
            return True
        old = self.now[key]
        new = self._settled(_replaced(old, correction, self._settled))
        if new == old:
            return False
        if new["leave_at"] < new["arrive_at"]:
            return _refused("new_leave_at", new["leave_at"], _BACKWARDS)
        if _key(new) != key and _key(new) in self.now:
            return _refused("new_arrive_at", new["arrive_at"], _THERE_ALREADY)
        del self.now[key]
        self.now[_key(new)] = new
        return True

    def segments(self, recorded_at: str) -> Iterator[tuple[Draft, Entry]]:
        """Yield what to write: for each day of keeping what is withdrawn, then what is added.

        Kept apart by that day, a correction is dropped together with what it corrected.
        """
        gone = [row for key, row in self.before.items() if self.now.get(key) != row]
        added = [row for key, row in self.now.items() if self.before.get(key) != row]
        days = dict.fromkeys(row["keep_until"] for row in (*gone, *added))
        if len(days) == 1:
            yield self._segment(gone, added, recorded_at, *days)
            return
        for day in days:
            yield self._segment(_kept(gone, day), [], recorded_at, day)
        for day in days:
            yield self._segment([], _kept(added, day), recorded_at, day)

    def _segment(
        self, gone: list[Row], added: list[Row], recorded_at: str, keep_until: str | None
    ) -> tuple[Draft, Entry]:
        coder = RowCoder(self.change.manifest.timezone)
        if gone:
            coder.withdraw(_keys(gone))
        if added:
            coder.add(tables.PRESENCES.rows(added))
        return coder.draft(), Entry(0, "", recorded_at, len(added), len(gone), keep_until=keep_until)

    def _settled(self, row: Row) -> Row:
        """Return the row as the store would hold it."""
        zone = self.change.manifest.timezone
        if row["leave_at"] and row["leave_at"] < row["arrive_at"]:
            return row
        frame = settle(tables.PRESENCES.rows([row]), zone)
        return frame.row(0, named=True) | {"keep_until": row["keep_until"]}


def _replaced(old: Row, correction: Row, settled: Callable[[Row], Row]) -> Row:
    """Put what is right in the place of what was told. A stay moved in time keeps no end that followed from its day."""
    given = {name: correction[f"new_{name}"] for name in tables.PRESENCES.names}
    moved = given["arrive_at"] is not None and given["leave_at"] is None
    end = old["leave_at"]
    if moved and old["precision"] == "day":
        end = given["arrive_at"] + (old["leave_at"] - old["arrive_at"])
    elif moved and old == settled(old | {"leave_at": None}):
        end = None  # it was open until the end of its day
    changed = {name: value for name, value in given.items() if value is not None}
    return old | {"leave_at": end} | changed


def _kept(rows: list[Row], day: str | None) -> list[Row]:
    return [row for row in rows if row["keep_until"] == day]


def _key(row: Row) -> Key:
    arrive = row["arrive_at"].replace(second=0, microsecond=0)
    return row["person_id"], row["place_id"], row["session"], row["zone"], arrive


def _keys(rows: list[Row]) -> pl.DataFrame:
    frame = tables.PRESENCES.rows(rows)
    arrive = pl.Series("arrive", minutes(frame["arrive_at"]))
    return frame.select("person_id", "place_id", "session", "zone").with_columns(arrive)


def _refused(column: str, value: datetime, reason: Text) -> Refused:
    return column, value.isoformat(timespec="minutes"), reason.zh, reason.en
