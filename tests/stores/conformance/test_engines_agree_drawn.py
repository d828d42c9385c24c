"""The quick engines on as many drawn cities as hypothesis likes."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.stores.conformance.cities import SHANGHAI, drawn_cities
from tests.stores.conformance.engines import QUICK, every, opened
from tests.stores.conformance.questions import (
    PLAINLY,
    SWEEPS,
    links_hold,
    plain_rule_holds,
    stays_and_overlaps_hold,
)

MANY = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("build", every(QUICK, "plain rule"))
@MANY
@given(city=drawn_cities, question=st.sampled_from(PLAINLY))
def test_any_city_gives_the_rows_and_minutes_of_the_reference_query(build, city, question):
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(build, city.presences, Path(folder), SHANGHAI) as source,
    ):
        plain_rule_holds(source, city, question)


@pytest.mark.parametrize("build", every(QUICK, "links"))
@MANY
@given(city=drawn_cities, sweep=st.sampled_from(SWEEPS))
def test_any_city_gives_the_links_found_by_hand(build, city, sweep):
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(build, city.presences, Path(folder), SHANGHAI) as source,
    ):
        links_hold(source, city, sweep)


@pytest.mark.parametrize("build", every(QUICK, "stays and overlaps"))
@MANY
@given(city=drawn_cities, sweep=st.sampled_from(SWEEPS))
def test_any_city_gives_the_stays_and_overlaps_found_by_hand(build, city, sweep):
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(build, city.presences, Path(folder), SHANGHAI) as source,
    ):
        stays_and_overlaps_hold(source, city, sweep)
