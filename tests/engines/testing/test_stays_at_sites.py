"""Stays at sampling sites: everybody sampled has one that ends with the swab, whatever the order of what is told."""

from datetime import UTC, datetime, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from fangxian.engines import tables
from fangxian.engines.testing.siting.stays import (
    LONGEST_WAIT,
    PLACED,
    QUEUES,
    REPORT_HOLDS,
    SAMPLED,
    SHIFTS,
    SHORTEST_STAY,
    USUAL_WAIT,
    stays_at_sites,
)

START = datetime(2021, 7, 28, tzinfo=UTC)
SITES = pl.DataFrame([("a", "v-a", 150), ("b", "v-b", 40)], schema=PLACED, orient="row")
instants = st.integers(0, 600).map(lambda minutes: START + timedelta(minutes=minutes))
sampled = st.lists(st.tuples(st.sampled_from("pqrs"), st.sampled_from("abc"), instants), max_size=12)
queues = st.lists(st.tuples(st.sampled_from("ab"), instants, st.integers(0, 5_000)), max_size=8)
shifts = st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("ab"), instants, instants), max_size=6)


def stays(swabs, waiting=(), hours=(), sites=SITES) -> pl.DataFrame:
    return stays_at_sites(
        pl.DataFrame(swabs, schema=SAMPLED, orient="row"),
        pl.DataFrame(list(waiting), schema=QUEUES, orient="row"),
        sites,
        pl.DataFrame(list(hours), schema=SHIFTS, orient="row"),
    )


@given(sampled, queues, shifts)
def test_everybody_sampled_at_a_known_site_stays_until_their_swab(swabs, waiting, hours) -> None:
    found = stays(swabs, waiting, hours)
    ends = {(row["person_id"], row["place_id"], row["leave_at"]) for row in found.to_dicts()}
    assert {(who, f"v-{site}", at) for who, site, at in swabs if site != "c"} <= ends
    lengths = (
        found.filter(pl.col("precision") == "window")["leave_at"]
        - found.filter(pl.col("precision") == "window")["arrive_at"]
    )
    assert all(SHORTEST_STAY <= one <= LONGEST_WAIT for one in lengths)


@given(sampled, queues, shifts, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(swabs, waiting, hours, random) -> None:
    shuffled = [random.sample(rows, len(rows)) for rows in (swabs, waiting, hours)]
    assert stays(swabs, waiting, hours).equals(stays(*shuffled))


@given(sampled, queues)
def test_a_longer_queue_never_makes_a_stay_shorter(swabs, waiting) -> None:
    longer = [(site, at, n * 2 + 10) for site, at, n in waiting]
    first = stays(swabs, waiting).group_by("person_id", "place_id", "leave_at").agg(pl.col("arrive_at").min())
    other = stays(swabs, longer).group_by("person_id", "place_id", "leave_at").agg(pl.col("arrive_at").min())
    joined = first.join(other, on=["person_id", "place_id", "leave_at"])
    assert (joined["arrive_at_right"] <= joined["arrive_at"]).all()


@given(shifts)
def test_hours_on_duty_are_told_as_they_were_and_those_that_cannot_be_are_left_out(hours) -> None:
    found = {
        (row["person_id"], row["arrive_at"], row["leave_at"]) for row in stays([], hours=hours).to_dicts()
    }
    assert found == {(who, begin, end) for who, _, begin, end in hours if end > begin}


def test_an_old_report_says_nothing_of_the_queue() -> None:
    at = START + timedelta(hours=5)
    stale = [("a", at - REPORT_HOLDS - timedelta(minutes=1), 600)]
    [row] = stays([("p", "a", at)], stale).to_dicts()
    assert at - row["arrive_at"] == USUAL_WAIT


def test_nobody_sampled_and_nobody_on_duty_is_an_empty_table() -> None:
    assert stays([]).equals(tables.PRESENCES.empty())
