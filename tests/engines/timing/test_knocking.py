"""When a door may be knocked at: at no hour of the night, before no hour somebody asked for, alone at no risky door."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.engines.timing import Knock, knocking_ends, list_knock_faults, next_knock

ZONES = st.sampled_from(["Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "UTC"])
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2024, 1, 1), timezones=st.just(UTC))
LATER = st.none() | st.timedeltas(timedelta(hours=-2), timedelta(days=2))


@pytest.mark.parametrize(
    ("hour", "minute", "faults"),
    [(7, 59, ("night",)), (8, 0, ()), (20, 59, ()), (21, 0, ("night",)), (0, 0, ("night",))],
)
def test_nobody_knocks_from_nine_in_the_evening_to_eight_in_the_morning(hour, minute, faults):
    at = datetime(2021, 7, 31, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert list_knock_faults(Knock(at), "Asia/Shanghai") == faults


def test_an_urgent_result_is_brought_at_night_but_by_nobody_alone_to_a_risky_door():
    at = datetime(2021, 7, 31, 23, tzinfo=ZoneInfo("Asia/Shanghai"))
    later = at + timedelta(hours=9)
    assert list_knock_faults(Knock(at, urgent=True, call_back_at=later), "Asia/Shanghai") == ()
    assert list_knock_faults(Knock(at, urgent=True, risky=True), "Asia/Shanghai") == ("alone",)
    assert list_knock_faults(Knock(at, people=2, urgent=True, risky=True), "Asia/Shanghai") == ()


@given(at=INSTANTS, zone=ZONES, wait=LATER)
def test_the_next_knock_is_the_first_instant_that_may_be(at, zone, wait):
    call_back = None if wait is None else at + wait
    found = next_knock(at, zone, call_back_at=call_back)
    assert found >= at
    assert list_knock_faults(Knock(found, call_back_at=call_back), zone) == ()
    assert next_knock(found, zone, call_back_at=call_back) == found
    for part in range(1, 8):
        before = at + (found - at) * part / 8
        if before < found:
            assert list_knock_faults(Knock(before, call_back_at=call_back), zone)


@given(at=INSTANTS, zone=ZONES)
def test_knocking_goes_on_until_the_evening_of_the_day_it_begins(at, zone):
    begins, ends = next_knock(at, zone), knocking_ends(at, zone)
    assert begins < ends
    assert list_knock_faults(Knock(ends), zone) == ("night",)
    assert list_knock_faults(Knock(ends - timedelta(seconds=1)), zone) == ()
    assert ends - begins <= timedelta(hours=14)


@given(at=INSTANTS, zone=ZONES, wait=LATER, people=st.integers(1, 3), risky=st.booleans())
def test_what_is_urgent_has_no_fault_but_going_alone(at, zone, wait, people, risky):
    call_back = None if wait is None else at + wait
    knock = Knock(at, people=people, urgent=True, risky=risky, call_back_at=call_back)
    assert list_knock_faults(knock, zone) == (("alone",) if risky and people < 2 else ())
    assert next_knock(at, zone, call_back_at=call_back, urgent=True) == at
