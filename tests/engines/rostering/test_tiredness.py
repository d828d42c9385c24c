"""Who is worn out, by which rule."""

from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.rostering import LEVELS, Rules, Stint, watch_hours
from tests.engines.rostering.drawn_week import hour

UTC_RULES = Rules("UTC")


def stint(begin: float, end: float, night: bool = False) -> Stint:
    return Stint(f"s{begin}", hour(begin), hour(end), night)


def test_nobody_who_never_served_is_tired() -> None:
    [one] = watch_hours({"an": []}, hour(0))
    assert (one.hours_7d, one.rest_hours, one.level, one.rule) == (0, None, "rested", "")


def test_thirteen_hours_in_a_day_are_too_many_and_ten_nearly() -> None:
    tired = watch_hours(
        {"an": [stint(0, 13)], "bo": [stint(0, 10)], "cui": [stint(0, 8)]}, hour(14), UTC_RULES
    )
    assert [(one.person_id, one.level, one.rule) for one in tired] == [
        ("an", "over", "day_hours"),
        ("bo", "near", "day_hours"),
        ("cui", "rested", ""),
    ]


def test_a_shift_begun_before_the_rest_was_over_is_seen() -> None:
    [one] = watch_hours({"an": [stint(0, 4), stint(10, 14)]}, hour(16), UTC_RULES)
    assert (one.level, one.rule, one.rest_hours) == ("over", "rest", 2)


def test_nights_in_a_row_end_with_a_night_at_home() -> None:
    three = [stint(24 * day + 20, 24 * day + 26, night=True) for day in range(3)]
    [one] = watch_hours({"an": three}, hour(76), UTC_RULES)
    assert (one.nights_in_a_row, one.nights_7d, one.level) == (3, 3, "near")
    [later] = watch_hours({"an": three}, hour(124), UTC_RULES)
    assert (later.nights_in_a_row, later.nights_7d) == (0, 3)


@given(starts=st.lists(st.integers(0, 60), max_size=8, unique=True), now=st.integers(0, 300))
@settings(max_examples=25, deadline=None)
def test_hours_of_a_day_are_within_those_of_a_week_and_each_level_has_its_rule(starts, now) -> None:
    [one] = watch_hours({"an": [stint(4 * n, 4 * n + 4) for n in starts]}, hour(now), UTC_RULES)
    assert 0 <= one.hours_24 <= min(one.hours_7d, 24)
    assert one.level in LEVELS
    assert (one.level == "rested") == (one.rule == "")
