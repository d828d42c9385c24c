"""Whoever was sampled is told, or it is known where the sample stopped, in which tube, and since when."""

import polars as pl
import pytest
from drawn_custody import account, draw

from fangxian.engines import tables
from fangxian.engines.testing.custody import (
    Limits,
    find_custody_breaks,
    find_imbalances,
    follow_custody,
    roll_up_custody,
)
from fangxian.engines.testing.custody.examples import PLACES_OF_THREE

WHOLE = "ann t1 10:00 b1 11:00 12:00 negative 18:00 19:00"


def breaks(text, **given):
    found = find_custody_breaks(follow_custody(**draw(text, **given)))
    return found.select("kind", "person_id", "tube_code").rows()


def test_a_sample_that_went_all_the_way_leaves_no_break():
    assert breaks(WHOLE) == []


@pytest.mark.parametrize(
    ("what_happened", "kind"),
    [
        ("ann t1 10:00 - - - - - -", "not-sent"),
        ("ann t1 10:00 b1 11:00 - - - -", "not-received"),
        ("ann t1 10:00 b1 11:00 11:30 - - -", "no-result"),
        ("ann t1 10:00 b1 11:00 12:00 negative 13:00 -", "not-told"),
    ],
)
def test_a_sample_that_stopped_is_named_with_its_tube_and_the_step_it_waits_for(what_happened, kind):
    assert breaks(what_happened) == [(kind, "ann", "t1")]


@pytest.mark.parametrize(
    "what_happened",
    [
        "ann t1 10:00 - - - - - -",
        "ann t1 10:00 b1 13:00 - - - -",
        "ann t1 10:00 b1 11:00 11:30 - - -",
        "ann t1 10:00 b1 11:00 12:00 negative 13:00 -",
    ],
)
def test_within_its_limit_a_step_is_under_way_and_no_break(what_happened):
    given = draw(what_happened, now="14:00")
    custody = follow_custody(**given)
    assert find_custody_breaks(custody).is_empty()
    balance = roll_up_custody("r1", custody, PLACES_OF_THREE)
    assert balance.select("sampled", "under_way", "late", "told").row(0) == (1, 1, 0, 0)


def test_a_tube_missing_from_an_opened_shipment_is_lost_at_once():
    text = """
    ann t1 10:00 b1 11:00 11:30 - - -
    bo  t2 10:00 b1 11:00 -     - - -
    """
    assert breaks(text, now="11:45") == [("not-received", "bo", "t2")]


def test_a_result_for_a_tube_nobody_counted_in_names_everybody_in_it():
    text = """
    ann t1 10:00 - - - negative 18:00 19:00
    bo  t1 10:00 - - - negative 18:00 19:00
    """
    assert breaks(text) == [
        ("result-without-receipt", "ann", "t1"),
        ("result-without-receipt", "bo", "t1"),
    ]


def test_a_result_for_a_tube_with_nobody_in_it_is_a_break_of_the_tube():
    given = draw(WHOLE)
    stranger = given["results"].with_columns(tube_code=pl.lit("t9"))
    given["results"] = pl.concat([given["results"], stranger])
    found = find_custody_breaks(follow_custody(**given))
    assert found.select("kind", "person_id", "tube_code").rows() == [("result-of-nothing", None, "t9")]


def test_two_results_that_differ_are_named_and_the_earlier_counts():
    text = """
    ann t1 10:00 b1 11:00 12:00 negative 18:00 19:00
    bo  t1 10:00 b1 11:00 12:00 positive 17:00 19:00
    """
    custody = follow_custody(**draw(text))
    assert set(custody.samples["outcome"]) == {"positive"}
    kinds = find_custody_breaks(custody)["kind"].to_list()
    assert kinds == ["not-resampled", "not-resampled", "results-differ", "results-differ"]


def test_everybody_in_a_positive_tube_is_owed_a_sample_of_their_own():
    text = """
    ann t1 10:00 b1 11:00 12:00 positive 18:00 19:00
    bo  t1 10:00 b1 11:00 12:00 positive 18:00 19:00
    ann t5 20:00 b2 20:30 21:00 negative 23:00 23:30
    """
    assert breaks(text, now="23:45") == [("not-resampled", "bo", "t1")]


def test_somebody_alone_in_a_positive_tube_is_a_case_and_owes_nothing():
    assert breaks("ann t1 10:00 b1 11:00 12:00 positive 18:00 19:00", now="30:00") == []


def test_a_second_sample_nobody_asked_for_is_a_break():
    text = """
    ann t1 10:00 b1 11:00 12:00 negative 18:00 19:00
    ann t2 10:30 b1 11:00 12:00 negative 18:00 19:00
    """
    assert breaks(text) == [("sampled-twice", "ann", "t2")]


def test_a_tube_nobody_gave_out_is_followed_no_further():
    custody = follow_custody(**draw("ann ?9 10:00 b1 11:00 12:00 negative 18:00 19:00"))
    assert find_custody_breaks(custody)["kind"].to_list() == ["tube-unknown"]
    balance = roll_up_custody("r1", custody, PLACES_OF_THREE)
    assert balance.select("sampled", "in_tubes", "told", "late").row(0) == (1, 0, 0, 1)


def test_more_people_than_a_tube_may_hold_are_all_named_and_a_household_may_be_of_any_size():
    text = """
    ann t1 10:00 b1 11:00 12:00 negative 18:00 19:00
    bo  t1 10:00 b1 11:00 12:00 negative 18:00 19:00
    cy  t1 10:00 b1 11:00 12:00 negative 18:00 19:00
    """
    assert [kind for kind, _, _ in breaks(text, sizes={"t1": 2})] == ["tube-overfull"] * 3
    assert breaks(text, sizes={"t1": None}) == []


def test_done_in_the_ledger_without_a_sample_and_a_sample_the_ledger_does_not_count():
    given = draw(WHOLE + "\n" + WHOLE.replace("ann", "bo"))
    states = [account("ann", "not-visited"), account("bo"), account("cy")]
    given["accounts"] = tables.ACCOUNTS.rows(states)
    found = find_custody_breaks(follow_custody(**given))
    assert found.select("kind", "person_id").rows() == [
        ("done-without-sample", "cy"),
        ("sample-not-counted", "ann"),
    ]


def test_a_sample_of_somebody_in_no_register_is_named_and_counted_nowhere():
    given = draw(WHOLE)
    given["accounts"] = tables.ACCOUNTS.empty()
    custody = follow_custody(**given)
    assert find_custody_breaks(custody).select("kind", "person_id").rows() == [("sample-of-nobody", "ann")]
    assert roll_up_custody("r1", custody, PLACES_OF_THREE)["sampled"].sum() == 0


def test_an_office_sets_its_own_limits():
    quick = Limits(told=Limits().told / 12)
    given = draw("ann t1 10:00 b1 11:00 12:00 negative 23:00 -", now="24:00")
    assert find_custody_breaks(follow_custody(**given)).is_empty()
    found = find_custody_breaks(follow_custody(**given, limits=quick))
    assert found["kind"].to_list() == ["not-told"]


def test_figures_that_do_not_add_up_are_told_with_the_rule():
    whole = roll_up_custody("r1", follow_custody(**draw(WHOLE)), PLACES_OF_THREE)
    assert find_imbalances(whole).is_empty()
    wrong = whole.with_columns(received=pl.lit(0), missing=pl.lit(3))
    found = find_imbalances(wrong.filter(pl.col("place_id") == "s1"))
    assert found.rows() == [("s1", "accounts", 1, 4), ("s1", "resulted-of-received", 0, 1)]
