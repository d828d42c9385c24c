"""One plan language: a future stepped through the live `respond` has the same areas and measures on the same days."""

import pytest
from live import AT_ONCE, step

from fangxian.engines.rehearsal import Start, closeness_of, course_of, make_up_city
from fangxian.stores.packs import read_disease, read_plan


@pytest.mark.parametrize("number", [0, 3])
def test_the_same_places_rise_and_the_same_measures_stand_until_the_same_days(number):
    city = make_up_city(60_000, seed=1, vaccinated=0.6)
    course = course_of(read_disease("sars-cov-2-delta"), closeness_of(city.ground), AT_ONCE)
    evenings = list(
        step(city, course, read_plan("cn-covid19-8e-2021"), Start(4, 0, 50), number, range(6, 33))
    )
    assert max(len(both.areas) for both in evenings) >= 3
    assert max(len(both.measures) for both in evenings) >= 8
    for both in evenings:
        assert both.areas == both.areas_live, both.day
        # `respond` may move the beginning of what stands already; when it ends is what people live by.
        ends, ends_live = (
            {key: days[1] for key, days in m.items()} for m in (both.measures, both.measures_live)
        )
        assert ends == ends_live, both.day
