"""The published counts turned into infected people: as many as were counted, each counted once."""

from datetime import date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.engines.city import DayCount, Infection, course_of, infections_of


def july(day):
    return date(2021, 7, day)


def test_a_conversion_is_the_same_person():
    counts = [DayCount(july(28), "a", 0, 2, 0), DayCount(july(30), "a", 2, 0, 1)]
    found = infections_of(counts)
    assert [(one.kind, one.reported_on.day, one.converted_on) for one in found] == [
        ("asymptomatic", 28, july(30)),
        ("asymptomatic", 28, None),
        ("confirmed", 30, None),
    ]


def test_a_conversion_of_nobody_is_refused():
    with pytest.raises(ValueError, match="more conversions"):
        infections_of([DayCount(july(28), "a", 1, 1, 1)])


def test_another_city_cannot_lend_its_asymptomatic_people():
    with pytest.raises(ValueError, match="more conversions"):
        infections_of([DayCount(july(28), "b", 0, 3, 0), DayCount(july(29), "a", 1, 0, 1)])


DIRECT = st.builds(
    DayCount,
    st.integers(1, 31).map(july),
    st.sampled_from("abc"),
    st.integers(0, 9),
    st.integers(0, 9),
    st.just(0),
)


@given(st.lists(DIRECT, max_size=20))
def test_as_many_people_as_were_counted_in_order_of_report(counts):
    found = infections_of(counts)
    assert len(found) == sum(one.confirmed + one.asymptomatic for one in counts)
    assert [one.reported_on for one in found] == sorted(one.reported_on for one in found)


@given(st.integers(0, 9999))
def test_a_case_is_sampled_on_the_eve_and_isolated_after_its_last_known_stay(seed):
    busy = datetime(2021, 7, 29, 22, 30)
    infection = Infection("a", july(29), "confirmed")
    course = course_of(infection, busy, np.random.default_rng(seed))
    assert course.sampled_at.date() == july(28)
    assert course.isolated_at >= max(busy, course.sampled_at)
    assert course.onset_on <= course.sampled_at.date()


def test_someone_without_symptoms_has_no_onset():
    assert (
        course_of(Infection("a", july(29), "asymptomatic"), None, np.random.default_rng(1)).onset_on is None
    )
