"""Writing and reading the spool on the real disk, and what is said when something is wrong."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spool_power import PowerDisk

from fangxian.stores.spool import (
    DISK,
    Position,
    Record,
    SpoolDamaged,
    SpoolNotWritten,
    SpoolWriter,
    count_waiting,
    list_series,
    read_series,
    remove_applied,
)
from fangxian.stores.spool.frames import decode, encode
from fangxian.stores.spool.reading import READ_BYTES

NOON = datetime(2021, 7, 31, 4, 0, 0, 7, tzinfo=UTC)
RECORDS = st.builds(
    Record,
    st.uuids(),
    st.integers(0, 255),
    st.datetimes(timezones=st.just(UTC)),
    st.binary(max_size=200),
)


def namer() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"{next(numbers):032x}"


def record(number: int, length: int = 20) -> Record:
    return Record(UUID(int=number), 1, NOON, b"x" * length)


def read_all(folder: Path, files=DISK) -> list[Record]:
    found = []
    for writer in list_series(files, folder):
        position = Position()
        while (read := read_series(folder, writer, position, files=files)).records:
            found, position = found + read.records, read.position
    return found


@given(st.lists(RECORDS, max_size=8), st.integers(0, 2**32 - 1), st.data())
def test_cut_anywhere_a_series_of_frames_gives_its_whole_records_and_no_other(records, seed, data) -> None:
    frames = encode(records, seed)
    cut = data.draw(st.integers(0, len(frames)))
    found, length = decode(frames[:cut], seed)
    assert found == records[: len(found)]
    assert length == len(encode(found, seed))
    assert len(found) == len(records) or length + len(encode([records[len(found)]], seed)) > cut


@given(RECORDS, st.data())
def test_a_frame_with_a_bit_turned_is_no_frame(one, data) -> None:
    frame = bytearray(encode([one], 5))
    bit = data.draw(st.integers(0, len(frame) * 8 - 1))
    frame[bit // 8] ^= 1 << bit % 8
    assert decode(bytes(frame), 5) == ([], 0)


def test_what_was_appended_is_read_in_order_over_segments_and_read_once(tmp_path) -> None:
    writer = SpoolWriter(tmp_path, namer(), segment_bytes=200)
    for start in range(0, 40, 4):
        writer.append([record(number) for number in range(start, start + 4)])
    assert len(DISK.list_names(tmp_path)) > 3
    assert [one.key.int for one in read_all(tmp_path)] == list(range(40))
    assert read_all(tmp_path)[0] == record(0)


def test_a_long_series_is_read_piece_by_piece(tmp_path) -> None:
    writer = SpoolWriter(tmp_path, namer())
    writer.append([record(number, 60_000) for number in range(50)])
    first = read_series(tmp_path, writer.series[0], Position())
    assert 0 < len(first.records) < 50
    assert first.position.offset <= READ_BYTES
    assert [one.key.int for one in read_all(tmp_path)] == list(range(50))


def test_threads_that_come_together_share_a_write_to_the_disk(tmp_path) -> None:
    class Counting(type(DISK)):
        def __init__(self) -> None:
            self.syncs, self.go = 0, threading.Event()

        def create(self, path: Path):
            file = super().create(path)
            sync = file.sync

            def count_sync() -> None:
                self.go.wait()
                self.syncs += 1
                sync()

            file.sync = count_sync
            return file

    files = Counting()
    writer = SpoolWriter(tmp_path, namer(), files=files)
    threads = [threading.Thread(target=writer.append, args=([record(n)],)) for n in range(20)]
    for thread in threads:
        thread.start()
    while len(writer._together._waiting) < 19:
        threads[0].join(0.001)
    files.go.set()
    for thread in threads:
        thread.join()
    assert sorted(one.key.int for one in read_all(tmp_path)) == list(range(20))
    # The header, the first who came, everybody else.
    assert files.syncs == 3


def test_a_disk_that_refuses_is_told_to_everybody_who_waited_and_the_next_begin_anew(tmp_path) -> None:
    files = PowerDisk()
    writer = SpoolWriter(tmp_path, namer(), files=files)
    writer.append([record(1)])
    files.fault = "half written"
    with pytest.raises(SpoolNotWritten) as refused:
        writer.append([record(2)])
    assert refused.value.status == 503
    writer.append([record(2), record(3)])
    assert [one.key.int for one in read_all(tmp_path, files)] == [1, 2, 3]
    assert len(writer.series) == 2


def test_a_payload_that_is_too_long_is_refused_before_anybody_waits_for_it(tmp_path) -> None:
    writer = SpoolWriter(tmp_path, namer())
    with pytest.raises(ValueError, match="65537"):
        writer.append([record(1), record(2, 65_537)])
    writer.append([record(3)])
    assert [one.key.int for one in read_all(tmp_path)] == [3]


def test_a_finished_segment_that_changed_is_never_skipped_in_silence(tmp_path) -> None:
    writer = SpoolWriter(tmp_path, namer(), segment_bytes=10)
    for number in range(3):
        writer.append([record(number)])
    first = tmp_path / DISK.list_names(tmp_path)[0]
    content = bytearray(first.read_bytes())
    content[-1] ^= 1
    first.write_bytes(content)
    with pytest.raises(SpoolDamaged) as damaged:
        read_series(tmp_path, writer.series[0], Position())
    assert first.name in str(damaged.value)
    (told,) = count_waiting(tmp_path, {}).damaged
    assert first.name in told


def test_segments_go_once_they_are_applied_and_old_the_last_one_with_its_process(tmp_path) -> None:
    writer = SpoolWriter(tmp_path, namer(), segment_bytes=10)
    for number in range(3):
        writer.append([record(number)])
    series, position = writer.series[0], Position()
    while (read := read_series(tmp_path, series, position)).records:
        position = read.position
    assert remove_applied(tmp_path, {series: position}, kept_for_s=3_600) == []
    assert len(DISK.list_names(tmp_path)) == 3
    assert remove_applied(tmp_path, {series: Position(1, 0, 1)}, kept_for_s=0) == []
    assert len(DISK.list_names(tmp_path)) == 2
    assert remove_applied(tmp_path, {series: position}, kept_for_s=0) == []
    assert len(DISK.list_names(tmp_path)) == 1
    writer.close()
    assert remove_applied(tmp_path, {series: position}, kept_for_s=0) == [series]
    assert DISK.list_names(tmp_path) == []


def test_what_waits_is_counted_with_the_oldest_of_it(tmp_path) -> None:
    assert count_waiting(tmp_path / "nothing", {}).records == 0
    writer = SpoolWriter(tmp_path, namer())
    writer.append([record(1), record(2)])
    read = read_series(tmp_path, writer.series[0], Position())
    assert count_waiting(tmp_path, {}) == count_waiting(tmp_path, {"f" * 32: Position()})
    assert count_waiting(tmp_path, {}).oldest_at == NOON
    assert count_waiting(tmp_path, {writer.series[0]: read.position}).records == 0
