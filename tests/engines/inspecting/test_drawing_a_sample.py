"""Inspection samples: anybody can draw them again, and nobody can aim them."""

from collections import Counter
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.inspecting import (
    RISKS,
    draw_at_random,
    draw_by_risk,
    estimate_share,
    number_of,
    sample_size,
    weigh_places,
)

PLACES = [f"4301020030{number:02}" for number in range(40)]
places = st.lists(st.text("abcdef0123456789", min_size=1, max_size=8), unique=True, max_size=30)


def test_the_number_of_a_place_is_what_sha256sum_gives():
    digest = sha256(b"seed-of-today:430102003001").hexdigest()
    assert number_of("seed-of-today", "430102003001") == pytest.approx(int(digest[:16], 16) / 2**64)


@settings(deadline=None)
@given(places, st.integers(0, 40), st.text(max_size=12))
def test_the_same_seed_draws_the_same_places_in_whatever_order_they_are_listed(listed, size, seed):
    once = draw_at_random(listed, size, seed)
    assert draw_at_random(list(reversed(listed)), size, seed) == once
    assert len(once) == min(size, len(listed))
    assert len({drawn.place_id for drawn in once}) == len(once)


@settings(deadline=None)
@given(places, st.integers(1, 20), st.text(max_size=12))
def test_a_larger_sample_begins_with_the_smaller_one(listed, size, seed):
    assert draw_at_random(listed, size + 1, seed)[:size] == draw_at_random(listed, size, seed)


def test_at_random_every_place_is_drawn_about_as_often():
    drawn = Counter(row.place_id for seed in range(2_000) for row in draw_at_random(PLACES, 10, str(seed)))
    assert min(drawn.values()) > 400
    assert max(drawn.values()) < 600


def test_by_risk_a_place_of_three_times_the_weight_comes_first_three_times_as_often():
    weights = {"calm": 1.0, "busy": 3.0}
    first = Counter(draw_by_risk(weights, 1, str(seed))[0].place_id for seed in range(4_000))
    assert 2.6 < first["busy"] / first["calm"] < 3.5


def test_a_place_without_weight_is_never_drawn():
    assert [row.place_id for row in draw_by_risk({"a": 0.0, "b": 1.0}, 2, "s")] == ["b"]


@settings(deadline=None)
@given(st.integers(1, 10_000), st.floats(0.01, 0.4))
def test_a_finer_answer_needs_a_larger_sample_and_never_more_than_there_are(frame, half_width):
    size = sample_size(frame, half_width)
    assert 1 <= size <= frame
    assert sample_size(frame, half_width / 2) >= size
    assert sample_size(frame + 1, half_width) >= size


@settings(deadline=None)
@given(st.integers(1, 400), st.integers(0, 400), st.integers(0, 600))
def test_the_interval_holds_the_share_and_narrows_when_more_of_all_were_looked_at(whole, part, rest):
    part = min(part, whole)
    drawn, endless = estimate_share(part, whole, whole + rest), estimate_share(part, whole)
    assert 0 <= drawn.low <= drawn.value <= drawn.high <= 1
    assert drawn.high - drawn.low <= endless.high - endless.low + 1e-9


def test_the_interval_holds_the_truth_as_often_as_it_says():
    """Of 200 places 40 have a defect; 60 are drawn, two thousand times."""
    listed = [f"{number:03}" for number in range(200)]
    bad, held = set(listed[:40]), 0
    for seed in range(2_000):
        part = sum(row.place_id in bad for row in draw_at_random(listed, 60, str(seed)))
        share = estimate_share(part, 60, frame=200)
        held += share.low <= 0.2 <= share.high
    assert 0.93 < held / 2_000 < 0.98


def test_nothing_counted_tells_nothing():
    nothing = estimate_share(0, 0)
    assert not nothing.told
    assert (nothing.low, nothing.high) == (0.0, 1.0)


def test_a_place_weighs_by_its_facts_and_one_never_inspected_as_the_longest_since():
    rows = [
        {"place_id": "calm", "issued": 10, "overdue": 0, "exposures": 0, "days_since": 1.0},
        {"place_id": "late", "issued": 10, "overdue": 5, "exposures": 0, "days_since": 1.0},
        {"place_id": "never", "issued": 0, "overdue": 0, "exposures": 8, "days_since": None},
        {"place_id": "long-ago", "issued": 10, "overdue": 0, "exposures": 0, "days_since": 4.0},
    ]
    weights = weigh_places(RISKS.rows(rows), {"overdue_share": 3.0, "exposures": 2.0, "days_since": 1.0})
    assert weights == {"calm": 1.25, "late": 4.25, "never": 4.0, "long-ago": 2.0}


def test_what_is_not_known_adds_nothing():
    weights = weigh_places(
        RISKS.rows([{"place_id": "a"}, {"place_id": "b"}]), {"elderly_alone": 1.0, "exposures": 2.0}
    )
    assert weights == {"a": 1.0, "b": 1.0}
