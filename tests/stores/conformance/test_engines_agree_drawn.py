"""The quick engines on as many drawn cities as hypothesis likes."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.stores.conformance.cities import drawn_cities
from tests.stores.conformance.engines import QUICK, every
from tests.stores.conformance.questions import PLAINLY, SHANGHAI, SWEEPS, links_hold, plain_rule_holds

MANY = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("build", every(QUICK, "plain rule"))
@MANY
@given(city=drawn_cities, question=st.sampled_from(PLAINLY))
def test_any_city_gives_the_rows_and_minutes_of_the_reference_query(build, city, question):
    with tempfile.TemporaryDirectory() as folder:
        plain_rule_holds(build(city.presences, Path(folder), SHANGHAI), city, question)


@pytest.mark.parametrize("build", every(QUICK, "links"))
@MANY
@given(city=drawn_cities, sweep=st.sampled_from(SWEEPS))
def test_any_city_gives_the_links_found_by_hand(build, city, sweep):
    with tempfile.TemporaryDirectory() as folder:
        links_hold(build(city.presences, Path(folder), SHANGHAI), city, sweep)
