"""Walks along venues: each once or left by name, nobody longer than the minutes there are, what is urgent first."""

from datetime import UTC, datetime

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.visiting import DUE, plan_walks
from fangxian.engines.visiting.rounds import WALK_M_A_MINUTE

METRE = 360 / 40_030_000
"""Degrees of latitude in a metre."""
NOON = datetime(2021, 7, 31, 4, tzinfo=UTC)


def venue(venue_id: str, metres: float | None, score: float = 1.0, minutes: float = 10.0) -> dict:
    """A venue on a street that runs north."""
    return {
        "venue_id": venue_id,
        "kind": "shop",
        "lat": None if metres is None else 28.0 + metres * METRE,
        "lon": None if metres is None else 112.0,
        "due_at": NOON,
        "findings": 0,
        "exposures": 0,
        "score": score,
        "minutes": minutes,
        "why": ["interval"],
    }


def table(*rows: dict) -> pl.DataFrame:
    return DUE.rows(sorted(rows, key=lambda row: (-row["score"], row["venue_id"])))


def walks(found) -> list[list[str]]:
    rows = found.rows.sort("walker", "nth")
    return [part["venue_id"].to_list() for _, part in rows.group_by("walker", maintain_order=True)]


def test_a_street_is_walked_from_one_end_to_the_other():
    found = plan_walks(
        table(venue("c", 600), venue("a", 0), venue("d", 900), venue("b", 300)), walkers=1, minutes=240
    )
    assert walks(found) in ([["a", "b", "c", "d"]], [["d", "c", "b", "a"]])
    assert round(found.metres) == 900
    assert found.share == 1.0


def test_with_a_start_the_way_to_the_first_venue_is_walked_too():
    found = plan_walks(table(venue("a", 750)), walkers=1, minutes=240, start=(28.0, 112.0))
    assert round(found.metres) == 750
    assert 10.0 <= found.rows["at_minute"][0] < 10.1


def test_when_not_all_can_be_reached_the_urgent_ones_are_and_the_others_are_named():
    rows = [venue(f"dull-{at}", 100 * at) for at in range(6)] + [venue("urgent", 350, score=9)]
    found = plan_walks(table(*rows), walkers=1, minutes=25)
    assert "urgent" in found.rows["venue_id"]
    assert found.left["why"].unique().to_list() == ["no-time"]
    assert found.rows.height + found.left.height == 7


def test_a_venue_on_no_map_is_left_and_says_so():
    found = plan_walks(table(venue("a", 0), venue("nowhere", None)), walkers=1, minutes=60)
    assert found.left.rows() == [("nowhere", "no-place")]
    assert found.share == 0.5


def test_without_walkers_everything_is_left():
    found = plan_walks(table(venue("a", 0)), walkers=0, minutes=60)
    assert found.left.rows() == [("a", "no-time")]


def test_two_streets_far_apart_go_to_two_walkers():
    rows = [venue(f"n{at}", 20_000 + at * 50) for at in range(4)] + [
        venue(f"s{at}", at * 50) for at in range(4)
    ]
    found = plan_walks(table(*rows), walkers=2, minutes=60)
    assert sorted(sorted(walk) for walk in walks(found)) == [
        ["n0", "n1", "n2", "n3"],
        ["s0", "s1", "s2", "s3"],
    ]


@st.composite
def towns(draw) -> pl.DataFrame:
    """Venues along a street and off the map, some larger than others."""
    many = draw(st.integers(0, 14))
    metres = st.none() | st.floats(0, 4_000)
    rows = [
        venue(
            f"v{at:02}",
            draw(metres),
            draw(st.sampled_from([1.0, 2.0, 7.0])),
            draw(st.sampled_from([5.0, 20.0])),
        )
        for at in range(many)
    ]
    return table(*rows)


@settings(max_examples=25)
@given(towns(), st.integers(1, 3), st.sampled_from([15.0, 45.0, 240.0]))
def test_every_venue_is_in_one_walk_or_left_and_nobody_walks_longer_than_there_is_time(due, walkers, minutes):
    found = plan_walks(due, walkers=walkers, minutes=minutes)
    assert sorted([*found.rows["venue_id"], *found.left["venue_id"]]) == sorted(due["venue_id"])
    assert found.rows["walker"].n_unique() <= walkers
    assert (found.rows["until_minute"] <= minutes).all()
    assert set(found.left.filter(why="no-place")["venue_id"]) == set(
        due.filter(pl.col("lat").is_null())["venue_id"]
    )
    again = plan_walks(due, walkers=walkers, minutes=minutes)
    assert again.rows.equals(found.rows)


@settings(max_examples=25)
@given(towns(), st.sampled_from([15.0, 45.0]))
def test_nothing_is_left_that_still_fits_behind_the_walk(due, minutes):
    found = plan_walks(due, walkers=1, minutes=minutes)
    last = found.rows.sort("nth").tail(1).join(due, on="venue_id")
    for one in found.left.filter(why="no-time").join(due, on="venue_id").iter_rows(named=True):
        away = abs(one["lat"] - last["lat"][0]) / METRE if last.height else 0.0
        over = last["until_minute"][0] if last.height else 0.0
        assert over + away / WALK_M_A_MINUTE + one["minutes"] > minutes - 0.1
