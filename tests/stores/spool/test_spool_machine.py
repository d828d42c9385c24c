"""Whatever breaks, and whenever: an acknowledged record reaches the database, whole and once."""

from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from spool_power import Fault, PowerDisk

from fangxian.stores.spool import (
    Position,
    Record,
    SpoolNotWritten,
    SpoolWriter,
    count_waiting,
    list_series,
    read_series,
    remove_applied,
)

FOLDER, NOON = Path("/spool"), datetime(2021, 7, 31, 4, tzinfo=UTC)
SEGMENT_BYTES = 300
FAULTS: tuple[Fault, ...] = ("no room", "half written", "not synced")


class SpoolMachine(RuleBasedStateMachine):
    """A server that is killed and started, a disk that fails, a database that stores rows and cursors together."""

    def __init__(self) -> None:
        super().__init__()
        self.disk, self.numbers, self.names = PowerDisk(), count(1), count(1)
        self.sent: dict[UUID, bytes] = {}
        self.acknowledged: set[UUID] = set()
        self.rows: list[Record] = []
        self.cursors: dict[str, Position] = {}
        self.start()

    def start(self) -> None:
        self.writer = SpoolWriter(
            FOLDER, lambda: f"{next(self.names):032x}", files=self.disk, segment_bytes=SEGMENT_BYTES
        )

    @rule(lengths=st.lists(st.integers(0, 90), min_size=1, max_size=4))
    def send(self, lengths: list[int]) -> None:
        records = [self.make(length) for length in lengths]
        self.sent |= {record.key: record.payload for record in records}
        try:
            self.writer.append(records)
        except SpoolNotWritten:
            return
        self.acknowledged |= {record.key for record in records}

    def make(self, length: int) -> Record:
        number = next(self.numbers)
        return Record(UUID(int=number), number % 256, NOON, bytes([number % 256]) * length)

    @rule(fault=st.sampled_from(FAULTS))
    def the_disk_will_fail(self, fault: Fault) -> None:
        self.disk.fault = fault

    @rule(fault=st.sampled_from(("", *FAULTS[:2])))
    def kill(self, fault: Fault) -> None:
        """In the middle of a write, or between two."""
        self.disk.fault = fault
        if fault:
            self.send([40, 40])
        self.disk.kill()
        self.start()

    @rule(draw=st.data(), fault=st.sampled_from(("", *FAULTS)))
    def cut_the_power(self, draw: st.DataObject, fault: Fault) -> None:
        self.disk.fault = fault
        if fault:
            self.send([40, 40])
        self.disk.cut_power(lambda below: draw.draw(st.integers(0, below - 1)))
        self.start()

    @rule(most_bytes=st.integers(1, 500), kept=st.booleans())
    def apply(self, most_bytes: int, kept: bool) -> None:
        """Rows and cursor in one transaction, which may come to nothing."""
        for writer in list_series(self.disk, FOLDER):
            read = read_series(
                FOLDER, writer, self.cursors.get(writer, Position()), files=self.disk, most_bytes=most_bytes
            )
            if kept:
                self.rows += read.records
                self.cursors[writer] = read.position

    @rule()
    def sweep(self) -> None:
        remove_applied(FOLDER, self.cursors, kept_for_s=0, files=self.disk)

    @invariant()
    def nothing_is_doubled_and_nothing_is_invented(self) -> None:
        keys = [record.key for record in self.rows]
        assert len(keys) == len(set(keys))
        assert all(self.sent[record.key] == record.payload for record in self.rows)
        assert all(record.kind == record.key.int % 256 for record in self.rows)

    @invariant()
    def what_waits_is_counted(self) -> None:
        waiting = count_waiting(FOLDER, self.cursors, files=self.disk)
        assert waiting.damaged == ()
        assert waiting.records >= len(self.acknowledged - {record.key for record in self.rows})

    def teardown(self) -> None:
        while count_waiting(FOLDER, self.cursors, files=self.disk).records:
            self.apply(200, kept=True)
        assert self.acknowledged <= {record.key for record in self.rows}
        self.nothing_is_doubled_and_nothing_is_invented()


SpoolMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestSpoolMachine = SpoolMachine.TestCase
