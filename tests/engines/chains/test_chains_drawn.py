"""Who infected whom, from simple to hard."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from fangxian.engines import tables
from fangxian.engines.chains import NaturalHistory, find_chains, rank_places
from fangxian.engines.plans import Disease
from fangxian.engines.problems import Problem, Text
from tests.engines.chains.outbreaks import DELTA, cases, chances, first, household, meetings

LATER, EARLIER = "ann 3, bo 8", "bo 8, ann 3"


def test_a_case_alone_has_an_unknown_source():
    assert chances(cases("ann 3")) == {("ann", None): 1.0}


def test_no_case_gives_no_chain():
    assert find_chains(tables.CASES.empty(), DELTA).chains.equals(tables.CHAINS.empty())


def test_dates_alone_say_who_came_first():
    found = chances(cases(LATER))
    assert found["bo", "ann"] > 0.5 > found["ann", "bo"]


def test_the_generation_before_is_likelier_than_the_one_before_that():
    found = chances(cases("ann 1, bo 6, cem 11"))
    assert found["cem", "bo"] > found["cem", "ann"]


def test_a_household_is_stronger_than_dates_alone():
    line_list = cases("ann 3, bo 3, cem 8")
    assert first(line_list, "cem", households=household("ann", "cem")) == "ann"
    assert first(line_list, "cem", households=household("bo", "cem")) == "bo"


def test_a_meeting_tells_two_equal_candidates_apart():
    line_list = cases("ann 3, bo 3, cem 8")
    assert first(line_list, "cem", stays=meetings("cafe 3 ann cem 60")) == "ann"


def test_the_longer_meeting_weighs_more():
    stays = meetings("cafe 3 ann cem 240\nshop 3 bo cem 20")
    found = chances(cases("ann 3, bo 3, cem 8"), stays=stays)
    assert found["cem", "ann"] > 2 * found["cem", "bo"]


def test_several_meetings_add_up():
    stays = meetings("cafe 3 ann cem 60\nshop 4 ann cem 60\nbank 3 bo cem 60")
    found = chances(cases("ann 3, bo 3, cem 8"), stays=stays)
    assert found["cem", "ann"] > found["cem", "bo"]


def test_a_meeting_too_long_before_the_onset_weighs_less_than_one_in_time():
    stays = meetings("cafe 3 ann cem 60\nshop 19 bo cem 60")
    found = chances(cases("ann 18, bo 18, cem 23"), stays=stays)
    assert found["cem", "bo"] > 3 * found["cem", "ann"]


def test_who_was_isolated_before_the_meeting_infected_nobody_there():
    isolated = {"ann": datetime(2021, 7, 4, tzinfo=UTC)}
    line_list = cases("ann 3, bo 3, cem 11", isolated_at=isolated)
    found = chances(line_list, stays=meetings("cafe 6 ann bo cem 60"))
    assert found["cem", "bo"] > 5 * found["cem", "ann"]


def test_a_small_room_weighs_more_than_a_crowd():
    """With many cases to learn from, meetings of two among four people beat those among four thousand."""
    names = [f"c{n}" for n in range(40)]
    line_list = cases(", ".join(f"{name} {1 + 5 * (n // 10)}" for n, name in enumerate(names)))
    rooms = "\n".join(f"room{n} {5 * (n // 10)} c{n - 10} c{n} 60" for n in range(10, 40))
    halls = "\n".join(f"hall {day} {' '.join(names)} 60" for day in (5, 10, 15))
    stays = meetings(f"{rooms}\n{halls}")
    people = pl.when(pl.col("place_id") == "hall").then(4000).otherwise(4)
    on = pl.col("arrive_at").dt.date()
    crowds = stays.select("place_id", on=on, people=people).unique()
    result = find_chains(line_list, DELTA, stays=stays, crowds=crowds, people=6000)
    assert result.crowding > 0
    chains = result.chains.filter(pl.col("infector").is_not_null())
    held = chains.group_by(pl.col("place_id").str.starts_with("room")).agg(pl.col("probability").sum())
    shares = dict(held.rows())
    assert shares[True] > shares.get(False, 0.0)


def test_a_name_given_in_an_interview_ties_both_ways():
    line_list = cases("ann 3, bo 3, cem 8")
    rows = [
        {
            "source_case_id": "cem",
            "person_id": "p-ann",
            "first_on": date(2021, 7, 1),
            "last_on": date(2021, 7, 6),
        }
    ]
    assert first(line_list, "cem", contacts=tables.CONTACTS.rows(rows)) == "ann"


def test_a_contact_named_for_days_that_do_not_fit_says_little():
    line_list = cases("ann 3, bo 3, cem 8")
    rows = [{"source_case_id": "ann", "person_id": "p-cem", "last_on": date(2021, 7, 30)}]
    found = chances(line_list, contacts=tables.CONTACTS.rows(rows))
    assert found["cem", "ann"] == pytest.approx(found["cem", "bo"], abs=0.02)


def test_one_cluster_ties_its_cases():
    line_list = cases("ann 3, bo 3, cem 8", cluster_id={"ann": "k", "bo": "m", "cem": "k"})
    assert first(line_list, "cem") == "ann"


def test_a_stated_source_is_strong_evidence_and_no_certainty():
    line_list = cases("ann 3, bo 3, cem 8", source_case_id={"cem": "ann"})
    found = find_chains(line_list, DELTA).chains.filter(infectee="cem")
    assert found.row(0, named=True)["infector"] == "ann"
    assert found.row(0, named=True)["kind"] == "stated"
    assert 0.6 < found["probability"][0] < 0.99


def test_a_stated_source_that_is_no_case_is_left_and_said():
    result = find_chains(cases("ann 3, bo 8", source_case_id={"bo": "nobody"}), DELTA)
    assert any("stated" in remark.en for remark in result.remarks)


def test_without_an_onset_the_answer_is_less_sure():
    known = chances(cases("ann 3, bo 8, cem 20"))["bo", "ann"]
    vague = chances(cases("ann 3, bo ?10, cem 20"))["bo", "ann"]
    assert 0.05 < vague < known


def test_a_discarded_case_is_no_part_of_any_chain():
    found = chances(cases("ann 3, bo 8", kind={"ann": "discarded"}))
    assert found == {("bo", None): 1.0}


def test_a_case_twice_is_refused():
    with pytest.raises(Problem, match="more than once") as refused:
        find_chains(cases("ann 3, ann 8"), DELTA)
    assert refused.value.code == "case-twice"


def test_three_cases_who_met_each_other_still_had_one_source_from_outside():
    """Chances never run in a circle: somebody brought it in."""
    found = chances(
        cases("ann 3, bo 4, cem 5"), stays=meetings("cafe 1 ann bo cem 300\ncafe 2 ann bo cem 300")
    )
    assert sum(chance for (_, infector), chance in found.items() if infector is None) >= 0.999


def test_places_are_ranked_by_the_infections_expected_there():
    stays = meetings("cafe 3 ann bo cem 240\nshop 3 ann dora 15")
    found = find_chains(cases("ann 3, bo 8, cem 8, dora 8"), DELTA, stays=stays).chains
    ranked = rank_places(found)
    assert ranked["place_id"].to_list() == ["cafe", "shop"]
    assert all(
        low <= expected <= high for low, expected, high in ranked.select("low", "expected", "high").rows()
    )


def test_a_disease_without_an_incubation_says_what_is_missing():
    word = Text("病", "illness")
    with pytest.raises(Problem, match="incubation") as refused:
        NaturalHistory.of(Disease("x", word, word, word, (), {}, {}))
    assert refused.value.code == "disease-without-incubation"


def test_the_incubation_is_a_distribution_with_the_mean_of_the_pack():
    table = DELTA.incubation()
    days = range(-60, 61)
    assert table.sum() == pytest.approx(1.0)
    assert sum(day * share for day, share in zip(days, table, strict=True)) == pytest.approx(5.8, abs=0.3)
