"""Every missing person is on a list with an owner: a door, a sample, a round."""

import polars as pl
from hypothesis import given, settings

from fangxian.engines.ledger import (
    list_accounts,
    list_dwellings,
    list_missed_households,
    list_missed_rounds,
    list_missed_samples,
)
from fangxian.engines.tables import MISSING
from tests.engines.ledger.drawn_street import TREE, folded, hour, street
from tests.engines.ledger.test_ledger_rolled_up import A_STREET, rounds

OPENED = hour(6)


def gaps_of(drawn: tuple[pl.DataFrame, pl.DataFrame]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Households missed and samples missed."""
    fold = folded(drawn)
    dwellings = list_dwellings(fold)
    return (
        list_missed_households(dwellings, TREE, OPENED),
        list_missed_samples(list_accounts(fold), dwellings, TREE, OPENED),
    )


def test_a_door_where_nobody_was_met_is_a_household_missed_of_its_community():
    households, _ = gaps_of(street(A_STREET))
    assert households.select("place_id", "door_id", "state", "people", "tried_at").rows() == [
        ("mill", "joe", "not-visited", 1, None),
        ("river", "d3", "no-answer", 2, hour(9)),
    ]
    assert set(households["since_at"]) == {OPENED}


def test_somebody_missing_behind_a_door_that_was_reached_is_a_sample_missed():
    _, samples = gaps_of(street(A_STREET))
    assert samples.select("place_id", "door_id", "person_id", "state", "tried_at").rows() == [
        ("hill", "d5", "ivy", "not-visited", hour(9)),
        ("river", "d2", "dee", "refused", hour(11)),
    ]


def test_whoever_was_added_is_owed_since_then():
    households, _ = gaps_of(street("river d1: +ann"))
    assert households["since_at"].to_list() == [hour(10)]


def test_a_household_that_refused_was_reached_and_its_people_are_named():
    households, samples = gaps_of(street("river d1: ann bo | refused@8 no-answer@9"))
    assert households.is_empty()
    assert samples["person_id"].to_list() == ["ann", "bo"]


def test_rows_of_one_community_and_door_stand_together():
    text = "river-1 d9: ann=refused bo\nhill d2: cy=refused\nriver d9: dee"
    _, samples = gaps_of(street(text))
    assert samples.select("place_id", "door_id", "person_id").rows() == [
        ("hill", "d2", "cy"), ("river", "d9", "ann"), ("river", "d9", "bo"), ("river", "d9", "dee"),
    ]  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(drawn=rounds())
def test_each_missing_person_is_on_exactly_one_of_both_lists(drawn: tuple[pl.DataFrame, pl.DataFrame]):
    accounts = list_accounts(folded(drawn))
    households, samples = gaps_of(drawn)
    door = pl.coalesce("household_id", "person_id").alias("door_id")
    missing = accounts.filter(pl.col("state").is_in(MISSING)).select("person_id", door)
    behind = missing.join(households, on="door_id", how="semi")["person_id"].to_list()
    assert sorted([*behind, *samples["person_id"]]) == sorted(missing["person_id"])
    assert households["people"].sum() == len(behind)


def _rounds(*texts: str) -> pl.DataFrame:
    """The accounts of rounds drawn one after another, begun at 1, 2, 3 …"""
    accounts = []
    for nth, text in enumerate(texts, 1):
        register, events = street(text)
        named = list_accounts(folded((register, events)))
        accounts.append(named.with_columns(round_id=pl.lit(f"r{nth}")))
    return pl.concat(accounts)


def _missed(accounts: pl.DataFrame, rounds: int) -> list[tuple[object, ...]]:
    opened = {f"r{nth}": hour(nth) for nth in range(1, rounds + 1)}
    gaps = list_missed_rounds(accounts, opened, TREE)
    return gaps.select("round_id", "person_id", "rounds", "since_at").rows()


def test_a_round_missed_counts_the_rounds_in_a_row():
    accounts = _rounds("river d1: ann bo=done cy", "river d1: ann bo cy=done", "river d1: ann bo cy")
    assert _missed(accounts, 3) == [
        ("r3", "ann", 3, hour(1)),
        ("r3", "bo", 2, hour(2)),
        ("r3", "cy", 1, hour(3)),
    ]


def test_whoever_was_found_in_the_latest_round_missed_none():
    assert _missed(_rounds("river d1: ann", "river d1: ann=done"), 2) == []


def test_a_round_one_was_not_registered_in_ends_the_row():
    assert _missed(_rounds("river d1: ann", "hill d2: bo", "river d1: ann"), 3) == [("r3", "ann", 1, hour(3))]


def test_a_round_nobody_is_missing_in_still_counts_as_a_round():
    assert _missed(_rounds("river d1: ann", "river d1: ann=done", "river d1: ann"), 3) == [
        ("r3", "ann", 1, hour(3))
    ]


def test_a_round_missed_belongs_to_where_one_lives_now():
    accounts = _rounds("river d1: ann", "hill d1: ann=no-answer@9")
    gaps = list_missed_rounds(accounts, {"r1": hour(1), "r2": hour(2)}, TREE)
    assert gaps.select("place_id", "state", "rounds", "tried_at").rows() == [
        ("hill", "no-answer", 2, hour(9))
    ]
