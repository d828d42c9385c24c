"""Days of a measure are days on the wall calendar; what may end is not prolonged."""

from dataclasses import replace

import polars as pl

from fangxian.engines.plans import Duration
from fangxian.engines.response import Standing, respond
from tests.engines.response.small_city import MEASURES, PLAN, line_list, measure, named, situation


def local_period(zone: str, seen: str) -> tuple[str, ...]:
    """From when to when a contact named on a day is kept from school: day 5 to day 21."""
    stay_out = measure(
        "quarantine",
        "person",
        restricts=True,
        duration=Duration("first_exposed", from_days=5, to_clock="last_exposed", to_days=21),
    )
    plan = replace(PLAN, measures={**PLAN.measures, "quarantine": stay_out})
    one = situation(line_list(f"c1 p1 {seen} s1"), "2021-01-01", contacts=named(f"c1 p2 {seen}"))
    day_after = pl.Series([seen]).str.to_datetime(time_zone=zone).dt.offset_by("1d")[0]
    found = respond(replace(one, timezone=zone, as_of=day_after, known_at=day_after), plan)
    row = found.restrictions.filter(person_id="p2")
    return tuple(
        row[name].dt.convert_time_zone(zone).dt.strftime("%m-%d %H:%M").item()
        for name in ("starts_at", "ends_at")
    )


def test_a_period_over_the_change_to_summer_time_ends_at_midnight() -> None:
    assert local_period("America/Denver", "2024-03-09") == ("03-14 00:00", "03-31 00:00")


def test_a_period_over_the_change_to_winter_time_is_not_an_hour_short() -> None:
    assert local_period("America/Denver", "2024-11-02") == ("11-07 00:00", "11-24 00:00")


def test_where_clocks_skip_midnight_a_period_still_ends() -> None:
    assert local_period("America/Santiago", "2024-08-17") == ("08-22 00:00", "09-08 01:00")


def test_an_area_that_may_end_prolongs_no_measure() -> None:
    assert {"stop-teaching"} <= {one.id for one in MEASURES}
    case = line_list("c1 p1 2021-07-29 s1")
    first = respond(situation(case, "2021-07-30"), PLAN)
    closed = first.measures.filter(measure="stop-teaching")
    stands = Standing(areas=first.areas, measures=first.measures)
    later = respond(replace(situation(case, "2021-09-20"), standing=stands), PLAN)
    assert later.areas["eligible_to_end"].all()
    after = later.measures.filter(measure="stop-teaching")
    assert after.select("ends_at", "change").rows() == [(closed["ends_at"].item(), "unchanged")]
