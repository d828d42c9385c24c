"""Ids sort by birth; the clock of a world stands where its drill stands."""

from datetime import UTC, datetime, timedelta

from fangxian.operations.clock import FixedClock, SystemClock, count_wall_ms
from fangxian.operations.ids import new_id


def test_ids_made_in_one_millisecond_keep_their_order():
    ids = [new_id() for _ in range(10_000)]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)


def test_an_id_is_a_uuid_of_version_7_and_begins_with_its_millisecond():
    before = count_wall_ms()
    made = new_id()
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    # 10,000 ids of one millisecond push the stamp ahead by a few: still the same second.
    assert abs((made.int >> 80) - before) < 1_000


def test_a_drill_runs_in_its_own_year():
    offset = timedelta(days=-1500)
    drill, real = SystemClock(offset).now(), SystemClock().now()
    assert abs(real + offset - drill) < timedelta(seconds=5)
    assert drill.tzinfo is UTC


def test_a_fixed_clock_moves_only_when_told():
    clock = FixedClock(datetime(2021, 7, 31, tzinfo=UTC))
    assert clock.now() == clock.now()
    assert clock.advance(timedelta(hours=1)) == datetime(2021, 7, 31, 1, tzinfo=UTC)
