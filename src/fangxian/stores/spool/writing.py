"""Appending: whoever comes while the disk is busy is written together with all who wait, by one of them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from fangxian.engines.problems import Problem, Text
from fangxian.stores.spool.files import DISK, Files, OpenFile
from fangxian.stores.spool.frames import Record, encode, refuse_too_long
from fangxian.stores.spool.segments import make_header, path_of, seed_of
from fangxian.stores.together import Together

SEGMENT_BYTES = 16 << 20


class SpoolNotWritten(Problem):
    """The disk refused. Nothing of the request was acknowledged; it may be sent again under the same keys."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(
            "spool-not-written",
            Text(
                f"记录未能写入磁盘（{error}）。", f"The records could not be written to the disk ({error})."
            ),
            Text("确认之前须已落盘。", "A record is on the disk before it is acknowledged."),
            Text("请以相同编号重发。", "Send them again under the same keys."),
            status=503,
        )


class SpoolWriter:
    """One process's writer; its threads share it.

    `name` gives a name nobody ever had before (32 hexadecimal digits) for each series of segments. A series ends
    when the disk refuses once, for then nobody knows what the last segment holds: the next one is begun.
    """

    def __init__(
        self,
        folder: Path,
        name: Callable[[], str],
        *,
        files: Files = DISK,
        segment_bytes: int = SEGMENT_BYTES,
    ) -> None:
        self._folder, self._name, self._files, self._segment_bytes = folder, name, files, segment_bytes
        self._together = Together(self._write_all)
        self._file: OpenFile | None = None
        self._number, self._written_bytes = 0, 0
        self.series: list[str] = []
        """The names of this writer's series, the present one last."""
        self.appended = 0
        """How many records are in them."""

    def append(self, records: Sequence[Record]) -> None:
        """Return once all of the records are on the disk: only now may they be acknowledged.

        Raises:
            SpoolNotWritten: the disk refused.
            ValueError: a payload is too long; nothing of anybody's was written.
        """
        refuse_too_long(records)
        self._together.ask(records)

    def close(self) -> None:
        """Let go of the segment; the next `append` begins another series."""
        with self._together.between():
            self._abandon()

    def _write_all(self, batches: list[Sequence[Record]]) -> list[None]:
        try:
            self._write([record for records in batches for record in records])
        except BaseException as error:
            self._abandon()
            raise SpoolNotWritten(error) from error
        return [None] * len(batches)

    def _write(self, records: list[Record]) -> None:
        file = self._open()
        frames = encode(records, seed_of(self.series[-1]))
        file.write(frames)
        file.sync()
        self._written_bytes += len(frames)
        self.appended += len(records)

    def _open(self) -> OpenFile:
        """Return the segment to append to: the present one, unless it is full."""
        before = self._file
        if before is not None and self._written_bytes < self._segment_bytes:
            return before
        if before is None:
            self.series.append(self._name())
            self._number = 0
        else:
            self._number += 1
        self._begin(self.series[-1])
        if before is not None:
            before.close()
        assert self._file is not None
        return self._file

    def _begin(self, series: str) -> None:
        file = self._files.create(path_of(self._folder, series, self._number))
        try:
            file.write(make_header(series, self._number))
            file.sync()
            self._files.sync_folder(self._folder)
        except BaseException:
            file.close()
            raise
        self._file, self._written_bytes = file, 0

    def _abandon(self) -> None:
        if self._file is not None:
            self._file.close()
        self._file = None
