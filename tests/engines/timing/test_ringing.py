"""Who is told when: each thing once, nothing that can wait at night, one level at a time."""

from datetime import UTC, datetime, timedelta

import pytest
from drawn_clocks import hour, rule
from hypothesis import given
from hypothesis import strategies as st

from fangxian.engines.plans import NEVER_QUIET, QuietHours
from fangxian.engines.timing import (
    Happened,
    Ring,
    Subject,
    find_rings,
    is_quiet,
    quiet_over,
    quiet_since,
    read_clocks,
)

NIGHT = QuietHours(21, 8)
SHANGHAI, NEW_YORK = "Asia/Shanghai", "America/New_York"


def watch(
    subject: Subject, moments: list[float], quiet: QuietHours = NEVER_QUIET, **changes: object
) -> list[str]:
    """Ring at each of the hours, keeping what was sent, and write down what was told."""
    told, sent = [], dict[str, datetime]()
    for moment in moments:
        readings = read_clocks([rule(**changes)], [subject], hour(moment))
        for ring in find_rings(readings, hour(moment), sent, quiet, SHANGHAI):
            sent[ring.key] = hour(moment)
            told.append(f"{moment:g} {ring.kind} {ring.step}")
    return told


def test_a_day_of_a_clock_nobody_answers(office) -> None:
    # 8 ──── 9 reminder ──── 10 due ──── 11 one level up ──────── 13 two levels up
    told = watch(office("reported 8"), [8, 8.5, 9, 9.5, 10, 10.1, 10.9, 11.1, 12, 13.1, 14, 20])
    assert told == ["9 reminder 0", "10.1 escalation 0", "11.1 escalation 1", "13.1 escalation 2"]


def test_what_is_done_rings_no_more(office) -> None:
    assert watch(office("reported 8  done 10.5"), [9, 10.1, 11, 12]) == ["9 reminder 0", "10.1 escalation 0"]


def test_a_server_that_slept_tells_the_person_before_the_office_above(office) -> None:
    # It wakes at 20, ten hours late: the person first, and the next level only after the hour between the two.
    told = watch(office("reported 8"), [20, 20.5, 21, 21.5, 23])
    assert told == ["20 escalation 0", "21 escalation 1", "23 escalation 2"]


def test_of_reminders_that_came_due_together_only_the_last_is_told(office) -> None:
    changes = {"hours": 8.0, "remind_before": (4.0, 1.0)}
    assert watch(office("reported 8"), [15.5, 15.8], **changes) == ["15.5 reminder 0"]
    assert watch(office("reported 8"), [12, 15], **changes) == ["12 reminder 0", "15 reminder 0"]


def test_what_can_wait_waits_until_the_morning_and_what_cannot_does_not(office) -> None:
    evening = office("reported 20")
    assert watch(evening, [21, 22.1, 23.1, 30, 32, 33], NIGHT, can_wait=True) == [
        "32 escalation 0",
        "33 escalation 1",
    ]
    assert watch(evening, [21, 22.1, 23.1], NIGHT) == [
        "21 reminder 0",
        "22.1 escalation 0",
        "23.1 escalation 1",
    ]


def test_a_reminder_that_the_morning_would_bring_too_late_comes_the_evening_before(office) -> None:
    # Due at 02:00, to be reminded at 01:00: the office hears of it at 20:59.
    told = watch(office("reported 18"), [20, 20.99, 25], NIGHT, can_wait=True, hours=8.0)
    assert told == ["20.99 reminder 0"]


moments = st.lists(st.floats(0, 72), min_size=1, max_size=40).map(sorted)


@given(moments, st.floats(0, 24), st.one_of(st.none(), st.floats(0, 48)), st.booleans())
def test_nothing_is_told_twice_or_out_of_order(
    times: list[float], begun: float, done: float | None, can_wait: bool
) -> None:
    events = [Happened("case_reported", hour(begun))]
    if done is not None:
        events.append(Happened("done:case-investigation", hour(begun + done)))
    subject = Subject("C1", "case", tuple(events), ordered_at=hour(begun))
    told: list[tuple[float, Ring]] = []
    sent: dict[str, datetime] = {}
    for moment in times:
        readings = read_clocks([rule(can_wait=can_wait)], [subject], hour(moment))
        for ring in find_rings(readings, hour(moment), sent, NIGHT, SHANGHAI):
            assert ring.key not in sent
            assert ring.at <= hour(moment)
            sent[ring.key] = hour(moment)
            told.append((moment, ring))
    steps = [ring.step for _, ring in told if ring.kind == "escalation"]
    assert steps == list(range(len(steps)))
    for moment, ring in told:
        late = moment > begun + 2
        assert late == (ring.kind == "escalation")
        assert done is None or moment < begun + done
        assert not (can_wait and is_quiet(hour(moment), NIGHT, SHANGHAI))


@given(moments, st.floats(0, 24))
def test_what_cannot_wait_is_never_postponed(times: list[float], begun: float) -> None:
    subject = Subject("C1", "case", (Happened("case_reported", hour(begun)),), ordered_at=hour(begun))
    for moment in times:
        readings = read_clocks([rule()], [subject], hour(moment))
        told = find_rings(readings, hour(moment), {}, NIGHT, SHANGHAI)
        assert told == find_rings(readings, hour(moment), {}, NEVER_QUIET, SHANGHAI)


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2024, 12, 31)),
    st.integers(0, 23),
    st.integers(0, 23),
    st.sampled_from([SHANGHAI, NEW_YORK, "Australia/Lord_Howe"]),
)
def test_the_quiet_hours_end_and_begin_where_the_wall_says(
    naive: datetime, from_hour: int, to_hour: int, timezone: str
) -> None:
    at, quiet = naive.replace(tzinfo=UTC), QuietHours(from_hour, to_hour)
    over, since = quiet_over(at, quiet, timezone), quiet_since(at, quiet, timezone)
    assert since <= at <= over
    assert not is_quiet(over, quiet, timezone)
    assert over - since <= timedelta(hours=26)
    if is_quiet(at, quiet, timezone):
        assert is_quiet(over - timedelta(minutes=1), quiet, timezone)
        assert not is_quiet(since - timedelta(minutes=1), quiet, timezone)


@pytest.mark.parametrize(("day", "ends"), [(9, 12), (10, 12)])
def test_eight_in_the_morning_is_eight_on_the_wall_also_where_clocks_change(day: int, ends: int) -> None:
    midnight = datetime(2024, 3, day + 1, 4, 30, tzinfo=UTC)
    assert quiet_over(midnight, NIGHT, NEW_YORK) == datetime(2024, 3, day + 1, ends, tzinfo=UTC)
