"""Every solver for sending people is held by the same suite; a folder dropped into `sending/solvers/` is picked up by itself."""

from itertools import product

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.problems import Problem
from fangxian.engines.staffing.sending import REASONS, SendingRules, assign_teams, list_solvers
from fangxian.engines.staffing.sending.instance import NOBODY, lay_out
from fangxian.engines.tables.distances import metres_between

SOLVERS = pytest.mark.parametrize("solver", list_solvers())
KM_DEGREES = 1 / 111.2
"""Degrees of a kilometre at the equator."""
SKILLS = ("", "sample", "sample;drive")
SPOT = st.tuples(st.integers(0, 9), st.integers(0, 9))
PERSON = st.tuples(SPOT, st.sampled_from(SKILLS), st.sampled_from([None, "t1", "t2"]), st.sampled_from("ab"))
POST = st.tuples(SPOT, st.sampled_from(SKILLS[:2]), st.integers(1, 3), st.integers(1, 3))
WORLD = st.tuples(st.lists(PERSON, max_size=9), st.lists(POST, min_size=1, max_size=4))


def tables(world) -> tuple[pl.DataFrame, pl.DataFrame]:
    """People and posts on a grid of 100 m, more or less."""
    people = [
        (f"p{at}", team, skills, 28 + y / 1000, 113 + x / 1000, employer)
        for at, ((y, x), skills, team, employer) in enumerate(world[0])
    ]
    posts = [
        (f"q{at}", need, skills, 28 + y / 1000, 113 + x / 1000, weight)
        for at, ((y, x), skills, need, weight) in enumerate(world[1])
    ]
    words, number = pl.String(), pl.Float64()
    return (
        pl.DataFrame(
            people,
            schema={
                "person_id": words,
                "team_id": words,
                "skills": words,
                "lat": number,
                "lon": number,
                "employer": words,
            },
            orient="row",
        ),
        pl.DataFrame(
            posts,
            schema={
                "place_id": words,
                "need": pl.Int64(),
                "skills": words,
                "lat": number,
                "lon": number,
                "weight": pl.Int64(),
            },
            orient="row",
        ),
    )


def tried_all(people: pl.DataFrame, posts: pl.DataFrame, rules: SendingRules) -> float:
    """What the best answer costs, found by trying every one; for a handful of people."""
    laid = lay_out(people, posts, None, rules)
    metres = np.where(laid.fit(slice(None)), np.rint(laid.metres(slice(None))), np.inf)
    best = np.inf
    for chosen in product(range(NOBODY, posts.height), repeat=people.height):
        filled = np.bincount([at for at in chosen if at >= 0], minlength=posts.height)
        if (filled > laid.need).any():
            continue
        cost = ((laid.need - filled) * laid.unfilled).sum()
        cost += sum(metres[row, at] for row, at in enumerate(chosen) if at >= 0)
        if rules.keep_teams:
            teams = {(laid.team[row], at) for row, at in enumerate(chosen) if at >= 0 and laid.team[row] >= 0}
            cost += rules.split_m * (len(teams) - len({team for team, _ in teams}))
        best = min(best, float(cost))
    return best


@SOLVERS
@pytest.mark.parametrize("keep_teams", [False, True])
@given(world=WORLD)
@settings(max_examples=20, deadline=None)
def test_nobody_is_sent_twice_or_where_they_do_not_fit_and_every_need_is_met_or_named(
    solver: str, keep_teams: bool, world
) -> None:
    people, posts = tables(world)
    sent = assign_teams(people, posts, rules=SendingRules(keep_teams=keep_teams), solver=solver)
    assert sent.postings["person_id"].is_unique().all()
    able = dict(people.select("person_id", "skills").iter_rows())
    asks = dict(posts.select("place_id", "skills").iter_rows())
    for person, place in sent.postings.select("person_id", "place_id").iter_rows():
        assert set(filter(None, asks[place].split(";"))) <= set(able[person].split(";"))
    filled = dict(sent.postings.group_by("place_id").len().iter_rows())
    short = dict(sent.short.select("place_id", "short").iter_rows())
    for place, need in posts.select("place_id", "need").iter_rows():
        assert filled.get(place, 0) + short.get(place, 0) == need
    assert set(sent.postings["person_id"]) | set(sent.reserve["person_id"]) == set(people["person_id"])


@SOLVERS
@given(world=WORLD, keep_teams=st.booleans())
@settings(max_examples=20, deadline=None)
def test_no_answer_is_below_the_bound_and_the_order_of_rows_does_not_matter(
    solver: str, world, keep_teams
) -> None:
    people, posts = tables(world)
    rules = SendingRules(keep_teams=keep_teams)
    sent = assign_teams(people, posts, rules=rules, solver=solver)
    assert sent.bound <= sent.cost + 0.5
    mixed = assign_teams(people.reverse(), posts.reverse(), rules=rules, solver=solver)
    assert sent.postings.equals(mixed.postings)


@given(world=st.tuples(st.lists(PERSON, max_size=4), st.lists(POST, min_size=1, max_size=3)))
@settings(max_examples=25, deadline=None)
def test_of_single_people_both_solvers_find_the_best_answer_there_is(world) -> None:
    people, posts = tables(world)
    rules = SendingRules(share_m=0)
    best = tried_all(people, posts, rules)
    for solver in ("min_cost_flow", "cp_sat"):
        sent = assign_teams(people, posts, rules=rules, solver=solver)
        assert (sent.cost, sent.gap) == (best, 0.0)


@given(world=st.tuples(st.lists(PERSON, max_size=4), st.lists(POST, min_size=1, max_size=3)))
@settings(max_examples=20, deadline=None)
def test_of_teams_kept_together_cp_sat_finds_the_best_and_no_bound_is_above_it(world) -> None:
    people, posts = tables(world)
    rules = SendingRules(share_m=0, keep_teams=True)
    best = tried_all(people, posts, rules)
    assert assign_teams(people, posts, rules=rules, solver="cp_sat").cost == best
    flow = assign_teams(people, posts, rules=rules)
    assert flow.bound - 0.5 <= best <= flow.cost


@SOLVERS
@given(world=WORLD)
@settings(max_examples=15, deadline=None)
def test_asked_again_nobody_moves(solver: str, world) -> None:
    people, posts = tables(world)
    first = assign_teams(people, posts, solver=solver)
    again = assign_teams(people, posts, first.postings, solver=solver)
    assert again.postings.select("person_id", "place_id").equals(
        first.postings.select("person_id", "place_id")
    )
    assert again.moved == 0


@SOLVERS
def test_when_one_is_missing_only_who_must_moves(solver: str) -> None:
    """Four posts in a row, 1 km apart, one at each; the one at the end is gone and a reserve stands at the other end."""
    posts = pl.DataFrame(
        {
            "place_id": list("abcd"),
            "need": [1] * 4,
            "lat": [28.0] * 4,
            "lon": [113.0 + at / 100 for at in range(4)],
        }
    )
    people = pl.DataFrame(
        {"person_id": list("ABCDZ"), "lat": [28.0] * 5, "lon": [113.0, 113.01, 113.02, 113.03, 113.031]}
    )
    first = assign_teams(people, posts, solver=solver)
    gone = people.filter(pl.col("person_id") != "A")
    again = assign_teams(gone, posts, first.postings, solver=solver)
    assert dict(again.postings.select("person_id", "place_id").iter_rows()) == dict(
        zip("BCDZ", "bcda", strict=True)
    )
    loose = assign_teams(gone, posts, first.postings, rules=SendingRules(move_m=0), solver=solver)
    assert again.moved <= loose.moved
    assert again.postings.filter(person_id="B")["why"].item() == "nearest;stays"


@SOLVERS
def test_an_employer_is_not_stripped_while_another_is_spared(solver: str) -> None:
    posts = pl.DataFrame({"place_id": ["p"], "need": [10], "lat": [28.0], "lon": [113.0]})
    ids = [f"{employer}{at}" for employer in "ab" for at in range(10)]
    lon = [113.0] * 10 + [113.002] * 10
    people = pl.DataFrame(
        {"person_id": ids, "employer": [one[0] for one in ids], "lat": [28.0] * 20, "lon": lon}
    )
    shared = assign_teams(people, posts, solver=solver).postings["person_id"].str.head(1).value_counts()
    assert dict(shared.iter_rows()) == {"a": 6, "b": 4}
    nearest = assign_teams(people, posts, rules=SendingRules(share_m=0), solver=solver)
    assert set(nearest.postings["person_id"].str.head(1)) == {"a"}


@SOLVERS
def test_a_team_goes_together_and_is_split_only_where_people_are_short(solver: str) -> None:
    people = pl.DataFrame(
        {
            "person_id": list("ABCDE"),
            "team_id": ["x", "x", "x", "y", "y"],
            "lat": [28.0] * 5,
            "lon": [113.0, 113.05, 113.0, 113.05, 113.05],
        }
    )
    posts = pl.DataFrame({"place_id": ["p", "q"], "need": [3, 2], "lat": [28.0] * 2, "lon": [113.0, 113.05]})
    rules = SendingRules(keep_teams=True)
    sent = assign_teams(people, posts, rules=rules, solver=solver)
    assert dict(sent.postings.select("person_id", "place_id").iter_rows()) == dict(
        zip("ABCDE", "pppqq", strict=True)
    )
    assert (sent.splits, sent.gap) == (0, 0.0)
    four = posts.with_columns(need=pl.Series([1, 4]))
    split = assign_teams(people, four, rules=rules, solver=solver)
    assert (split.splits, split.short.height) == (1, 0)
    assert split.postings["why"].str.contains("team_split").any()


@SOLVERS
def test_who_has_no_position_is_sent_home_or_last_and_the_file_says_so(solver: str) -> None:
    people = pl.DataFrame(
        {
            "person_id": ["here", "lost"],
            "lat": [28.0, None],
            "lon": [113.0, None],
            "home_place_id": [None, "q"],
        }
    )
    posts = pl.DataFrame(
        {"place_id": ["p", "q"], "need": [1, 1], "lat": [28.0, 28.0], "lon": [113.0, 113.001]}
    )
    sent = assign_teams(people, posts, solver=solver).postings
    assert sent.rows() == [
        ("here", "p", 0.0, "nearest", "p"),
        ("lost", "q", None, "lives_there;place_unknown", "q"),
    ]


def test_a_post_of_more_weight_is_filled_first_and_the_tired_stay_at_home() -> None:
    people = pl.DataFrame(
        {"person_id": ["a", "b"], "lat": [28.0] * 2, "lon": [113.0] * 2, "hours_worked": [60.0, 8.0]}
    )
    posts = pl.DataFrame(
        {
            "place_id": ["near", "far"],
            "need": [1, 1],
            "lat": [28.0, 28.1],
            "lon": [113.0, 113.0],
            "weight": [1, 2],
        }
    )
    one = assign_teams(people.head(1), posts)
    assert one.postings["place_id"].to_list() == ["far"]
    assert one.short.rows() == [("near", "near", None, 1)]
    rested = assign_teams(people, posts.head(1))
    assert rested.postings["person_id"].to_list() == ["b"]


def test_hundreds_in_clusters_are_sent_with_a_proof_over_every_pair() -> None:
    """Arcs left out at first have to be found: people and posts lie in four towns, and the towns have unequal shares."""
    drawn = np.random.default_rng(7)
    towns = np.array([[28.0, 113.0], [28.0, 113.4], [28.3, 113.0], [28.3, 113.4]])
    where = towns[drawn.choice(4, 300, p=[0.4, 0.3, 0.2, 0.1])] + drawn.normal(0, 0.02, (300, 2))
    there = towns[drawn.integers(0, 4, 60)] + drawn.normal(0, 0.02, (60, 2))
    people = pl.DataFrame(
        {"person_id": [f"{at:03}" for at in range(300)], "lat": where[:, 0], "lon": where[:, 1]}
    )
    posts = pl.DataFrame(
        {"place_id": [f"{at:02}" for at in range(60)], "need": 5, "lat": there[:, 0], "lon": there[:, 1]}
    )
    sent = assign_teams(people, posts)
    assert (sent.gap, sent.short.height, sent.postings.height) == (0.0, 0, 300)
    from scipy.optimize import linear_sum_assignment

    metres = metres_between(where[:, :1], where[:, 1:], there[:, 0].repeat(5), there[:, 1].repeat(5))
    rows, columns = linear_sum_assignment(np.rint(metres))
    assert sent.cost == np.rint(metres)[rows, columns].sum()


def test_posts_at_one_address_do_not_pass_people_round_in_circles() -> None:
    rng = np.random.default_rng(3)
    here = rng.integers(0, 3, 60)
    posts = [
        ((int(spot), 0), "", int(need), 1) for spot, need in zip(here, rng.integers(1, 5, 60), strict=True)
    ]
    people = [((int(spot), 0), "", None, "a") for spot in rng.integers(0, 3, 90)]
    sent = assign_teams(*tables((people, posts)), solver="min_cost_flow")
    assert sent.postings.height == 90
    assert sent.gap == 0.0


def test_every_reason_given_has_words_in_both_languages() -> None:
    assert all(text.zh and text.en for text in REASONS.values())


def test_an_unknown_solver_is_a_problem_that_names_those_there_are() -> None:
    nobody, nothing = tables(([], [((0, 0), "", 1, 1)]))
    with pytest.raises(Problem) as unknown:
        assign_teams(nobody, nothing, solver="guess")
    assert unknown.value.code == "no-such-solver"
    assert "cp_sat" in unknown.value.expected.en


def test_a_position_that_is_nowhere_on_earth_is_a_problem() -> None:
    people = pl.DataFrame({"person_id": ["a"], "lat": [113.0], "lon": [28.0]})
    posts = pl.DataFrame({"place_id": ["p"], "need": [1], "lat": [28.0], "lon": [113.0]})
    with pytest.raises(Problem) as nowhere:
        assign_teams(people, posts)
    assert nowhere.value.code == "not-a-position"


@SOLVERS
def test_nobody_goes_far_to_spare_others_a_little(solver):
    """a ── 9 km ── b: sending a to the far post saves all together twenty metres and costs a nine kilometres more."""
    people = pl.DataFrame({"person_id": ["a", "b"], "lat": [0.0, 0.0], "lon": [0.0, 9 * KM_DEGREES]})
    near, far = (0.0, 10 * KM_DEGREES), (1 * KM_DEGREES, 18.9 * KM_DEGREES)
    posts = pl.DataFrame(
        {"place_id": ["near", "far"], "need": [1, 1], "lat": [near[0], far[0]], "lon": [near[1], far[1]]}
    )
    least = assign_teams(people, posts, solver=solver)
    fair = assign_teams(people, posts, rules=SendingRules(far_m=10_100), solver=solver)
    assert dict(least.postings.select("person_id", "place_id").iter_rows()) == {"a": "far", "b": "near"}
    assert dict(fair.postings.select("person_id", "place_id").iter_rows()) == {"a": "near", "b": "far"}
    assert fair.walked_m < least.walked_m + 100
    assert fair.gap == pytest.approx(0.0, abs=1e-9)
    assert "nearest" in fair.postings.filter(person_id="a")["why"][0]


@SOLVERS
def test_who_served_nights_is_spared_where_somebody_rested_can_go(solver):
    people = pl.DataFrame(
        {"person_id": ["a", "b"], "lat": [0.0, 0.0], "lon": [0.0, KM_DEGREES], "nights_worked": [4.0, 0.0]}
    )
    post = pl.DataFrame({"place_id": ["p"], "need": [1], "lat": [0.0], "lon": [0.0]})
    assert assign_teams(people, post, solver=solver).postings["person_id"].to_list() == ["b"]
    both = post.with_columns(need=pl.lit(2, dtype=pl.Int64()))
    assert assign_teams(people, both, solver=solver).short.is_empty(), "needs come first"
