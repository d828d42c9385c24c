"""Who is due for a sample, and by when."""

import polars as pl

from fangxian.engines.testing.demand import rounds_due
from tests.engines.response.small_city import PLACES, PLAN, local, measure
from tests.engines.response.test_cascade import signed

RESIDENTS = pl.DataFrame(
    {"place_id": ["city", "d1", "s1", "s2", "s3", "s4"], "population": [1900, 1200, 500, 700, 300, 400]}
)
RULE = PLAN.testing
HALF = {"test": measure("test", "testing", binds_share=0.5)}


def due(measures: pl.DataFrame) -> dict[str, tuple[int, object]]:
    assert RULE is not None
    rows = rounds_due(measures, HALF, RESIDENTS, PLACES, RULE)
    return {
        place: (people, at) for place, people, at in rows.select("place_id", "people", "due_at").iter_rows()
    }


def test_the_bound_share_of_every_community_below_is_due() -> None:
    assert {place: people for place, (people, _) in due(signed("test", "d1")).items()} == {
        "s1": 250,
        "s2": 350,
    }


def test_a_small_population_has_fewer_hours() -> None:
    assert {at for _, at in due(signed("test", "d1")).values()} == {local("2021-08-01")}


def test_a_community_bound_twice_is_sampled_once_by_the_earlier_hour() -> None:
    early = signed("test", "s1", starts_at=local("2021-07-29"))
    both = due(pl.concat([signed("test", "d1"), early]))
    assert both["s1"] == (250, local("2021-07-31"))


def test_other_measures_have_nobody_due() -> None:
    assert due(signed("stop-teaching", "d1")) == {}
