"""Every engine, Spark among them, on a fixed set of busy tiny cities: the same rows, the same minutes."""

from datetime import timedelta

import polars as pl
import pytest

from fangxian.engines.tracing.meetings import links_of
from tests.engines.tracing.drawing import drawn
from tests.stores.conformance.cities import SHANGHAI, fixed_cities, moved
from tests.stores.conformance.engines import ENGINES, every, opened
from tests.stores.conformance.questions import (
    PLAINLY,
    SWEEPS,
    links_hold,
    moved_sweep,
    plain_rule_holds,
    stays_and_overlaps_hold,
)

CITIES = fixed_cities()
AUTUMN = timedelta(days=95)
"""From the end of July to the end of October, when the clocks of Berlin go back an hour."""


@pytest.mark.parametrize("build", every(ENGINES, "plain rule"))
@pytest.mark.parametrize("question", PLAINLY, ids=["forward", "backward", "an hour without air"])
def test_two_degrees_of_the_plain_rule_are_those_of_the_reference_query(build, question, tmp_path):
    with opened(build, CITIES[0].presences, tmp_path, SHANGHAI) as source:
        plain_rule_holds(source, CITIES[0], question)


@pytest.mark.parametrize("build", every(ENGINES, "links"))
@pytest.mark.parametrize("sweep", SWEEPS, ids=["forward", "backward", "no weights, own row only"])
def test_a_weighed_sweep_is_what_is_found_by_hand(build, sweep, tmp_path):
    with opened(build, CITIES[1].presences, tmp_path, SHANGHAI) as source:
        links_hold(source, CITIES[1], sweep)


@pytest.mark.parametrize("build", every(ENGINES, "stays and overlaps"))
def test_stays_overlaps_and_places_are_those_found_by_hand(build, tmp_path):
    with opened(build, CITIES[2].presences, tmp_path, SHANGHAI) as source:
        stays_and_overlaps_hold(source, CITIES[2], SWEEPS[0])


@pytest.mark.parametrize("build", every(ENGINES, "change of clocks"))
@pytest.mark.parametrize("sweep", SWEEPS[:2], ids=["forward", "backward"])
def test_the_night_of_25_hours_is_one_night(build, sweep, tmp_path):
    city, asked = moved(CITIES[2], AUTUMN), moved_sweep(sweep, AUTUMN, "Europe/Berlin")
    with opened(build, city.presences, tmp_path, "Europe/Berlin") as source:
        links_hold(source, city, asked)


@pytest.mark.parametrize("build", every(ENGINES, "impossible rows"))
def test_rows_that_cannot_be_stays_are_left_out_not_guessed(build, tmp_path):
    good = drawn("ann cafe |####|\nbo cafe |####|")
    backwards = good.with_columns(arrive_at=pl.col("leave_at"), leave_at=pl.col("arrive_at"))
    with opened(build, pl.concat([good, backwards]), tmp_path, SHANGHAI) as source:
        stays = source.stays_of(["ann"], good["arrive_at"].min(), good["leave_at"].max())
        assert source.overlaps(stays, {"": 0}, 0)["person_id"].to_list() == ["bo"]


@pytest.mark.parametrize("build", every(ENGINES, "places nobody visited"))
def test_a_person_who_was_nowhere_met_nobody(build, tmp_path):
    alone = drawn("eve cafe |####|\nbo park |####|")
    with opened(build, alone, tmp_path, SHANGHAI) as source:
        assert links_of(source, SWEEPS[0]).is_empty()
