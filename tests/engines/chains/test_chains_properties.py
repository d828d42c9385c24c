"""What holds for chains whatever the outbreak."""

from datetime import date, timedelta

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines import tables
from fangxian.engines.chains import find_chains
from fangxian.engines.chains.forests import forest_chances
from tests.engines.chains.outbreaks import DELTA, cases, household, meetings

FIRST = date(2021, 7, 1)
FORTNIGHT = 14


@st.composite
def line_lists(draw: st.DrawFn) -> pl.DataFrame:
    """Up to nine cases of any dates, some without onset, some of a cluster, some asymptomatic."""
    rows = []
    for number in range(draw(st.integers(1, 9))):
        day = draw(st.integers(0, 27))
        rows.append(
            {
                "case_id": f"c{number}",
                "person_id": f"p-c{number}",
                "onset_on": draw(st.sampled_from([None, FIRST + timedelta(days=day)])),
                "reported_on": FIRST + timedelta(days=day + draw(st.integers(0, 4))),
                "kind": draw(st.sampled_from(["confirmed", "asymptomatic"])),
                "cluster_id": draw(st.sampled_from([None, "k", "m"])),
            }
        )
    return tables.CASES.rows(rows)


STAYS = meetings("cafe 5 c0 c1 c2 60\nshop 9 c2 c3 c4 90\nbank 12 c1 c5 30")
HOMES = household("c0", "c3", "c6")
quick = settings(max_examples=25, deadline=None)


@quick
@given(line_lists())
def test_the_chances_of_a_case_sum_to_one_and_ranks_follow_them(line_list):
    found = find_chains(line_list, DELTA, stays=STAYS, households=HOMES).chains
    sums = found.group_by("infectee").agg(pl.col("probability").sum())
    assert set(sums["infectee"]) == set(line_list["case_id"])
    assert np.allclose(sums["probability"], 1.0)
    assert found["probability"].is_between(0.0, 1.0).all()
    for _, own in found.group_by("infectee"):
        ranked = own.sort("rank")
        assert ranked["rank"].to_list() == list(range(1, own.height + 1))
        assert ranked["probability"].is_sorted(descending=True)
        assert own["infector"].null_count() == 1


@quick
@given(line_lists(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(line_list, random):
    order = list(range(line_list.height))
    random.shuffle(order)
    mixed = find_chains(line_list[order], DELTA, stays=STAYS.reverse(), households=HOMES.reverse()).chains
    same = find_chains(line_list, DELTA, stays=STAYS, households=HOMES).chains
    assert mixed.drop("probability").equals(same.drop("probability"))
    assert np.allclose(mixed["probability"], same["probability"])


@quick
@given(line_lists())
def test_nobody_infects_themselves_or_somebody_who_fell_ill_long_before(line_list):
    found = find_chains(line_list, DELTA, stays=STAYS, households=HOMES).chains.drop_nulls("infector")
    assert (found["infectee"] != found["infector"]).all()
    onset = dict(line_list.select("case_id", "onset_on").rows())
    for infectee, infector in found.select("infectee", "infector").iter_rows():
        if onset[infectee] and onset[infector]:
            assert (onset[infectee] - onset[infector]).days > -FORTNIGHT


@quick
@given(line_lists())
def test_a_case_of_another_season_changes_nothing_much(line_list):
    """It can be nobody's source; only what is learnt of the whole shifts by one case."""
    far = tables.CASES.rows(
        [
            {
                "case_id": "far",
                "person_id": "p-far",
                "onset_on": date(2022, 7, 1),
                "reported_on": date(2022, 7, 2),
            }
        ]
    )
    before = find_chains(line_list, DELTA, stays=STAYS).chains
    after = find_chains(pl.concat([line_list, far]), DELTA, stays=STAYS).chains.filter(
        pl.col("infectee") != "far"
    )
    keys = ["infectee", "infector"]
    both = before.join(after, on=keys, how="full", suffix="_after", nulls_equal=True, coalesce=True)
    gap = (both["probability"].fill_null(0.0) - both["probability_after"].fill_null(0.0)).abs()
    assert gap.max() < 0.25
    assert "far" not in after["infector"].to_list()


@quick
@given(st.integers(1, 4), st.integers(0, 10_000))
def test_chances_over_forests_are_what_counting_them_one_by_one_gives(cases_, seed):
    rng = np.random.default_rng(seed)
    weights = rng.random((cases_, cases_)) * (1 - np.eye(cases_))
    roots = rng.random(cases_) + 0.01
    links, alone = forest_chances(weights, roots)
    counted_links, counted_alone = _count_forests(weights, roots)
    assert np.allclose(links, counted_links)
    assert np.allclose(alone, counted_alone)


def _count_forests(weights: np.ndarray, roots: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    cases_ = len(roots)
    links, alone, whole = np.zeros_like(weights), np.zeros_like(roots), 0.0
    for choice in np.ndindex(*[cases_ + 1] * cases_):
        if any(_runs_in_a_circle(start, choice) for start in range(cases_)):
            continue
        parts = [roots[j] if i == cases_ else weights[j, i] for j, i in enumerate(choice)]
        weight = float(np.prod(parts))
        whole += weight
        for j, i in enumerate(choice):
            if i == cases_:
                alone[j] += weight
            else:
                links[j, i] += weight
    return links / whole, alone / whole


def _runs_in_a_circle(start: int, choice: tuple[int, ...]) -> bool:
    at = start
    for _ in choice:
        at = choice[at]
        if at == len(choice):
            return False
    return True


def test_the_same_twice_is_the_same():
    line_list = cases("c0 3, c1 8, c2 9, c3 14")
    once, again = (find_chains(line_list, DELTA, stays=STAYS, households=HOMES).chains for _ in range(2))
    assert once.equals(again)
