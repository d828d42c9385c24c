"""The sweep in numbers: codes over several segments, local days, degrees without a string."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.stores.presence import SegmentStore, build_store
from fangxian.stores.presence.numbers.days import midnights
from fangxian.stores.presence.sweep.alignment import Alignment
from fangxian.stores.presence.sweep.degrees import Degrees, sweep_degrees
from fangxian.stores.presence.sweep.sweeping import Question
from tests.engines.tracing.drawing import ZONE, clock, drawn

ids = st.lists(st.text("ab1王", min_size=1, max_size=4), min_size=1, max_size=8, unique=True)
STAYS = """
    ann  cafe |####....|
    bo   cafe |..####..|
    bo   park |......##|
    cem  park |......##|
"""


def dictionary(names: list[str]) -> np.ndarray:
    return np.sort(np.array([name.encode() for name in names]))


def minute(moment: datetime) -> int:
    return int(moment.timestamp()) // 60


def question(store: SegmentStore, person: str, **given: int) -> Question:
    codes = store.sweeper.persons.codes([person])
    whole = np.array([minute(clock(0))]), np.array([minute(clock(0, day=29))])
    return Question.plain(codes, *whole, **{"min_minutes": 5, "linger": 0} | given)


@settings(deadline=None, max_examples=40)
@given(st.lists(ids, min_size=1, max_size=4))
def test_codes_of_all_segments_stand_for_the_same_ids_as_codes_of_each(given_ids):
    dictionaries = [dictionary(names) for names in given_ids]
    together = Alignment.of(dictionaries)
    everyone = sorted({name for names in given_ids for name in names}, key=str.encode)
    assert together.names(np.arange(len(together))).to_list() == everyone
    for number, names in enumerate(given_ids):
        local = np.arange(len(names))
        wide = together.widen(number, local)
        assert together.names(wide).to_list() == [name.decode() for name in dictionaries[number]]
        assert together.local(number, wide).tolist() == local.tolist()
        absent = together.codes([name for name in everyone if name not in names])
        assert set(together.local(number, absent).tolist()) <= {-1}


def test_an_alignment_kept_on_disk_is_used_and_built_again_when_it_is_gone(tmp_path, monkeypatch):
    monkeypatch.setattr("fangxian.stores.presence.sweep.alignment._WORTH_KEEPING", 1)
    parts = [dictionary(["ann", "bo"]), dictionary(["bo", "zoe"]), dictionary(["ann", "bo", "zoe"])]
    for _ in range(2):
        kept = Alignment.kept(parts, tmp_path / "alignment", "persons")
        assert kept.names(kept.widen(1, np.array([0, 1]))).to_list() == ["bo", "zoe"]
        assert kept.local(0, kept.codes(["zoe", "bo"])).tolist() == [-1, 1]
    for file in (tmp_path / "alignment").iterdir():
        file.unlink()
    assert Alignment.kept(parts, tmp_path / "alignment", "persons").codes(["zoe"]).tolist() == [2]


def test_local_days_begin_where_clocks_say_even_on_the_night_they_change():
    saturday = datetime(2021, 10, 30, 12, tzinfo=UTC)
    begins, first = midnights("Europe/Berlin", minute(saturday), minute(saturday + timedelta(days=2)))
    assert np.diff(begins).tolist() == [24 * 60, 25 * 60, 24 * 60]
    assert first == (saturday.date() - datetime(1970, 1, 1).date()).days


def test_whoever_shared_a_place_is_found_with_minutes_and_moments(tmp_path):
    store = build_store(drawn(STAYS), tmp_path, timezone=ZONE, recorded_at=clock(20))
    (met,) = store.sweeper.meet(question(store, "ann"))
    assert store.sweeper.persons.names(np.array([met["person"]])).to_list() == ["bo"]
    assert (met["minutes"], met["score"], met["first"], met["last"]) == (
        60,
        60.0,
        minute(clock(9)),
        minute(clock(10)),
    )


def test_the_second_degree_is_found_in_codes_and_names_nobody_twice(tmp_path):
    rows = drawn(STAYS)
    for part in (rows[:2], rows[2:]):
        build_store(part, tmp_path, timezone=ZONE, recorded_at=clock(20))
    store = SegmentStore(tmp_path)
    until = Degrees(count=3, until_minute=minute(clock(20)))
    found = sweep_degrees(store.sweeper, question(store, "ann"), until)
    names = [store.sweeper.persons.names(part["person"]).to_list() for part in found]
    assert names == [["bo"], ["cem"], []]


def test_a_degree_with_a_budget_keeps_the_highest_scores(tmp_path):
    crowd = "ann cafe |####|\nbo cafe |#...|\ncem cafe |###.|\ndora cafe |##..|"
    store = build_store(drawn(crowd), tmp_path, timezone=ZONE, recorded_at=clock(20))
    limits = Degrees(count=1, until_minute=minute(clock(20)), threshold={1: 40}, budget={1: 1})
    (found,) = sweep_degrees(store.sweeper, question(store, "ann"), limits)
    assert store.sweeper.persons.names(found["person"]).to_list() == ["cem"]


def test_pages_can_be_mapped_ahead_and_change_nothing(tmp_path: Path):
    store = build_store(drawn(STAYS), tmp_path, timezone=ZONE, recorded_at=clock(20))
    before = store.sweeper.meet(question(store, "ann"))
    store.warm()
    assert (
        pl.Series(store.sweeper.meet(question(store, "ann"))["score"]).to_list() == before["score"].tolist()
    )
