"""Over capacity nothing is taken in, and everybody hears another number of seconds."""

import pytest

from fangxian.stores.spool import Busy, Gate, Limits


class Now:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.at_s = 0.0

    def __call__(self) -> float:
        return self.at_s


def busy(gate: Gate, records: int = 10) -> int:
    with pytest.raises(Busy) as told, gate.reserve(records):
        pass
    return told.value.retry_after_s


def test_records_that_are_not_applied_fill_it_and_applying_makes_room() -> None:
    gate = Gate(Limits(records=25))
    for _ in range(2):
        with gate.reserve(10):
            pass
    assert gate.waiting == 20
    busy(gate)
    gate.note_applied(10)
    with gate.reserve(10):
        pass
    assert gate.waiting == 20


def test_requests_that_are_inside_fill_it_until_they_are_answered() -> None:
    gate = Gate(Limits(requests=1))
    with gate.enter(), pytest.raises(Busy), gate.enter():
        pass
    with pytest.raises(OSError, match="full"), gate.enter():
        raise OSError("full")
    with gate.enter():
        pass


def test_what_could_not_be_written_takes_no_room() -> None:
    gate = Gate(Limits(records=10))
    with pytest.raises(OSError, match="full"), gate.reserve(10):
        raise OSError("full")
    assert gate.waiting == 0


def test_who_is_sent_away_returns_when_there_is_room_at_the_earliest_and_not_all_at_once() -> None:
    now, draws = Now(), iter([0.0, 0.5, 0.999])
    gate = Gate(Limits(records=1_000), elapsed_s=now, draw=lambda: next(draws))
    with gate.reserve(1_000):
        pass
    now.at_s = 2.0
    gate.note_applied(200)
    with gate.reserve(200):
        pass
    # 100 a second: 1,000 take ten seconds.
    assert [busy(gate) for _ in range(3)] == [10, 15, 20]


def test_where_nothing_is_applied_at_all_one_waits_half_a_minute_and_no_longer_than_a_whole_one() -> None:
    assert busy(Gate(Limits(records=0), draw=lambda: 0.0), 1) == 3
    full = Gate(Limits(records=10), draw=lambda: 0.999)
    with full.reserve(10):
        pass
    assert busy(full) == 60


def test_the_answer_says_in_both_languages_when_to_come_back() -> None:
    told = Busy(7)
    assert (told.status, told.code) == (503, "busy")
    assert "7 s" in told.in_("en")
    assert "7 秒" in told.in_("zh")
