"""Every engine, Spark among them, on a fixed set of busy tiny cities: the same rows, the same minutes."""

import pytest

from tests.stores.conformance.cities import fixed_cities
from tests.stores.conformance.engines import ENGINES, every
from tests.stores.conformance.questions import PLAINLY, SHANGHAI, SWEEPS, links_hold, plain_rule_holds

CITIES = fixed_cities()


@pytest.mark.parametrize("build", every(ENGINES, "plain rule"))
@pytest.mark.parametrize("question", PLAINLY, ids=["forward", "backward", "an hour without air"])
def test_two_degrees_of_the_plain_rule_are_those_of_the_reference_query(build, question, tmp_path):
    plain_rule_holds(build(CITIES[0].presences, tmp_path, SHANGHAI), CITIES[0], question)


@pytest.mark.parametrize("build", every(ENGINES, "links"))
@pytest.mark.parametrize("sweep", SWEEPS, ids=["forward", "backward", "no weights, own row only"])
def test_a_weighed_sweep_is_what_is_found_by_hand(build, sweep, tmp_path):
    links_hold(build(CITIES[1].presences, tmp_path, SHANGHAI), CITIES[1], sweep)
