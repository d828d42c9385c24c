"""Writing segments from numbers: for whoever makes presences by the million and has no strings to read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType

import numpy as np
import polars as pl

from fangxian.engines.problems import Problem, Text
from fangxian.stores.presence.changing import changing, create_store
from fangxian.stores.presence.intake.coding import PLAIN, Leaves, final_leaves
from fangxian.stores.presence.manifest import Entry
from fangxian.stores.presence.numbers.words import LENGTH_LIMIT, Ints
from fangxian.stores.presence.segments.packing import Chunk, Draft, Progress
from fangxian.stores.presence.segments.side import SideRows, join_side
from fangxian.stores.presence.store import SegmentStore


@dataclass(frozen=True)
class PresenceArrays:
    """Plain presences as numbers: `person` and `place` index the id lists, minutes count from the Unix epoch."""

    person_ids: Sequence[str]
    place_ids: Sequence[str]
    person: Ints
    place: Ints
    arrive_minutes: Ints
    stay_minutes: Ints


class SegmentWriter:
    """Collects chunks of codes and writes one segment when its block ends without an error.

    >>> import tempfile
    >>> from datetime import UTC
    >>> night = datetime(2021, 7, 22, tzinfo=UTC)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with SegmentWriter(Path(folder), ["ann", "bo"], ["cafe"], timezone="UTC", recorded_at=night) as writer:
    ...         writer.append([0, 1], [0, 0], [27115200, 27115230], [27115260, 27115290])
    ...     SegmentStore(Path(folder)).rows
    2
    """

    def __init__(
        self,
        directory: Path,
        person_ids: Sequence[str] | pl.Series,
        place_ids: Sequence[str] | pl.Series,
        *,
        timezone: str,
        recorded_at: datetime,
        sessions: Sequence[str] = (),
        progress: Progress | None = None,
    ) -> None:
        create_store(directory, timezone)
        self._directory = directory
        self._persons = pl.Series(person_ids, dtype=pl.String())
        self._places = pl.Series(place_ids, dtype=pl.String())
        self._variants = [PLAIN, *((session, None, None) for session in sessions)]
        self._recorded_at, self._progress = recorded_at, progress
        self._leaves, self._chunks = Leaves(), list[Chunk]()
        self._side = list[SideRows]()

    def __enter__(self) -> "SegmentWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._close()

    def append(
        self,
        person: Ints | Sequence[int],
        place: Ints | Sequence[int],
        arrive_minutes: Ints | Sequence[int],
        leave_minutes: Ints | Sequence[int],
        *,
        precision: Ints | None = None,
        session: Ints | None = None,
    ) -> None:
        """Add stays: codes, minutes since the Unix epoch, precision (0 exact, 1 window, 2 day), session (-1 none).

        Raises:
            Problem: a stay ends before or when it begins, or a code is outside its dictionary.
        """
        who, where = np.asarray(person, np.int64), np.asarray(place, np.int64)
        arrive, leave = np.asarray(arrive_minutes, np.int64), np.asarray(leave_minutes, np.int64)
        self._require(who, where, leave - arrive)
        sharpness = np.zeros(len(who), np.uint8) if precision is None else np.asarray(precision, np.uint8)
        variant = np.zeros(len(who), np.int64) if session is None else np.asarray(session, np.int64) + 1
        leaf = self._leaves.code(where.astype(np.uint32), variant, self._variants)
        fits = (leave - arrive) < LENGTH_LIMIT
        self._chunks.append(
            Chunk(
                who[fits].astype(np.uint32),
                leaf[fits],
                arrive[fits].astype(np.uint32),
                (leave - arrive)[fits].astype(np.uint16),
                sharpness[fits],
            )
        )
        beside = ~fits
        if beside.any():
            length = (leave - arrive)[beside].astype(np.uint32)
            columns = (who[beside].astype(np.uint32), leaf[beside], arrive[beside].astype(np.int32), length)
            self._side.append(SideRows(*columns, np.zeros(len(length), np.uint32), sharpness[beside]))

    def _require(self, person: Ints, place: Ints, length: Ints) -> None:
        wrong = (length <= 0) | (person < 0) | (person >= len(self._persons))
        wrong |= (place < 0) | (place >= len(self._places))
        if wrong.any():
            raise Problem(
                "impossible-stays",
                Text(f"有 {wrong.sum()} 条到访不成立。", f"{wrong.sum()} stays are impossible."),
                Text(
                    "离开须晚于到达，编号须在名单内。",
                    "A stay ends after it begins; codes index the id lists.",
                ),
                Text(
                    f"首个出错的行: {int(wrong.argmax())}。", f"The first wrong row is {int(wrong.argmax())}."
                ),
            )

    def _close(self) -> None:
        parts: list[Chunk | SideRows] = [*self._chunks, *self._side]
        for part in parts:
            final_leaves(part.leaf, len(self._places))
        leaves = self._leaves.table(self._places)
        draft = Draft(self._chunks, self._persons, leaves, join_side(self._side))
        with changing(self._directory) as change:
            blank = Entry(0, "", change.require_later(self._recorded_at), 0)
            change.append_all([(draft, blank)], self._progress)


def build_store_from_arrays(
    arrays: PresenceArrays,
    directory: Path,
    *,
    timezone: str,
    recorded_at: datetime,
    progress: Callable[[float], None] | None = None,
) -> SegmentStore:
    """Write plain presences given as numbers as one segment and return the store.

    Raises:
        Problem: as `SegmentWriter.append` does.
    """
    writer = SegmentWriter(
        directory,
        arrays.person_ids,
        arrays.place_ids,
        timezone=timezone,
        recorded_at=recorded_at,
        progress=progress,
    )
    with writer:
        arrive = np.asarray(arrays.arrive_minutes, np.int64)
        writer.append(arrays.person, arrays.place, arrive, arrive + arrays.stay_minutes)
    return SegmentStore(directory)
