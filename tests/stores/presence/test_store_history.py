"""Whatever is done to a store, it answers for every moment as a plain list of rows with their times would."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from polars.testing import assert_frame_equal

from fangxian.engines import tables
from fangxian.engines.tracing import InMemoryPresences
from fangxian.stores.presence import SegmentStore, add_presences, compact, correct_presences, delete_person
from fangxian.stores.presence.changes.correcting import CORRECTIONS
from tests.stores.presence.history import KEY, ZONE, PlainList, frame_of, settled

BEGIN = datetime(2021, 7, 28, tzinfo=UTC)
LONG_AGO, FAR_AHEAD = datetime(2015, 1, 1, tzinfo=UTC), datetime(2035, 1, 1, tzinfo=UTC)
PEOPLE, PLACES = ("ann", "bo", "王小明"), ("cafe", "茶馆")

moments = st.integers(0, 3).map(lambda quarter: BEGIN + timedelta(hours=6 * quarter))
rows = st.fixed_dictionaries(
    {
        "person_id": st.sampled_from(PEOPLE),
        "place_id": st.sampled_from(PLACES),
        "arrive_at": moments,
        "leave_at": st.none(),
        "session": st.sampled_from([None, "A"]),
        "zone": st.none(),
        "seat": st.sampled_from([None, None, "7", "8"]),
        "precision": st.sampled_from([None, "window", "day"]),
        "source": st.sampled_from([None, "interview", "guest list"]),
    },
    optional={"length": st.sampled_from([30, 90, 40_000])},
).map(lambda row: row | {"leave_at": row["arrive_at"] + timedelta(minutes=row.pop("length", 0))})


class History(RuleBasedStateMachine):
    """Adds, corrects, withdraws, forgets and compacts, hour by hour, in a store and in a plain list."""

    @initialize()
    def begin(self) -> None:
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = Path(self.scratch.name) / "store"
        self.plain, self.now = PlainList(), BEGIN
        self.answers_from = BEGIN
        add_presences(tables.PRESENCES.empty(), self.folder, timezone=ZONE, recorded_at=self.now)

    def later(self) -> datetime:
        self.now += timedelta(hours=1)
        return self.now

    @rule(given=st.lists(rows, min_size=1, max_size=6))
    def add(self, given) -> None:
        at = self.later()
        found = add_presences(tables.PRESENCES.rows(given), self.folder, timezone=ZONE, recorded_at=at)
        accepted, duplicate = self.plain.add(given, at)
        assert (found.read, found.accepted, found.duplicate) == (len(given), accepted, duplicate)

    @rule(row=rows, known=st.booleans(), pick=st.integers(0, 99))
    def withdraw(self, row, known, pick) -> None:
        key, at = self.key(row, known, pick), self.later()
        found = self.correct(key, at, withdraw=True)
        assert found.accepted == self.plain.withdraw(key, at)

    @rule(row=rows, pick=st.integers(0, 99), right=st.sampled_from(
        [{"place_id": "茶馆"}, {"person_id": "ann"}, {"seat": "9"}, {"session": "B"}, {"source": "interview"}]
    ))  # fmt: skip
    def replace(self, row, pick, right) -> None:
        key, at = self.key(row, True, pick), self.later()
        found = self.correct(key, at, **{f"new_{name}": value for name, value in right.items()})
        assert found.accepted == self.plain.replace(key, at, **right)

    @rule(person=st.sampled_from(PEOPLE))
    def forget(self, person) -> None:
        delete_person(self.folder, person, self.now)
        self.plain.forget(person)
        written = b"".join(path.read_bytes() for path in self.folder.rglob("*") if path.is_file())
        assert person.encode() not in written

    @precondition(lambda self: self.plain.told)
    @rule(back=st.integers(0, 3))
    def compact(self, back) -> None:
        moment = self.now - timedelta(hours=back)
        before = len(SegmentStore(self.folder).entries)
        fewer = compact(self.folder, moment)
        store = SegmentStore(self.folder)
        assert before - len(store.entries) == fewer
        if store.manifest.answers_from:
            self.answers_from = datetime.fromisoformat(store.manifest.answers_from)
            assert self.answers_from <= moment or fewer == 0

    @invariant()
    def answers_for_every_moment_as_the_list_does(self) -> None:
        store, moment = SegmentStore(self.folder), self.now
        while moment >= self.answers_from and moment > self.now - timedelta(hours=5):
            snapshot = store.snapshot(moment)
            expected = self.plain.known_at(moment)
            found = snapshot.stays_of(PEOPLE, LONG_AGO, FAR_AHEAD)
            assert_frame_equal(found.sort(found.columns), frame_of(expected))
            assert snapshot.rows == len(expected)
            plain = InMemoryPresences(frame_of(expected), ZONE)
            met = [one.overlaps(found, {"": 30}, 5) for one in (snapshot, plain)]
            assert_frame_equal(*(one.sort(one.columns) for one in met))
            listed = {row["place_id"] for row in expected if row["source"] != "interview"}
            assert snapshot.places_seen() == listed
            moment -= timedelta(hours=1)

    def key(self, row, known, pick) -> tuple:
        """Return the key of a row that stands, or of any row."""
        standing = list(self.plain.standing())
        if known and standing:
            return standing[pick % len(standing)]
        return tuple(settled(row)[name] for name in KEY)

    def correct(self, key, at, **right):
        named = dict(zip(KEY, key, strict=True))
        return correct_presences(self.folder, CORRECTIONS.rows([named | right]), at)

    def teardown(self) -> None:
        if hasattr(self, "scratch"):
            self.scratch.cleanup()


TestHistory = History.TestCase
TestHistory.settings = settings(
    max_examples=12, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)
