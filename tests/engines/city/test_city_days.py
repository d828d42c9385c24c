"""Where synthetic people spend their days: at one place at a time, at venues of very unequal size."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.city import (
    KINDS,
    Calendar,
    Chooser,
    DistrictFigures,
    Window,
    attend,
    employ,
    join,
    live_days,
    make_people,
    make_venues,
)

MIDNIGHTS = np.arange(7) * 1440 + 27_000_000
WEEK = Calendar(MIDNIGHTS, np.array([False] * 5 + [True] * 2))


def town(density=1.0, seed=1, people=200, districts=2):
    """Two districts of one city, lived for a week."""
    figures = [
        DistrictFigures(str(row), np.full(20, people // 20), np.full(20, True), 2.6, 0.25, 0.2)
        for row in range(districts)
    ]
    rngs = [np.random.default_rng([seed, row]) for row in range(districts)]
    venues = make_venues(figures, rngs)
    chooser = Chooser(venues)
    lived, first = [], 0
    for row, rng in enumerate(rngs):
        residents = make_people(figures[row], rng)
        work = employ(residents, venues, row, rng)
        lived.append(live_days(residents, first, work, WEEK, chooser, row, (0, districts), density, rng))
        first += len(residents)
    return join(lived), venues


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000), st.sampled_from([0.5, 1.0, 3.0]))
def test_nobody_is_at_two_places_at_once(seed, density):
    stays, _ = town(density, seed)
    order = np.lexsort((stays.arrive, stays.person))
    same = stays.person[order][1:] == stays.person[order][:-1]
    assert (stays.leave > stays.arrive).all()
    assert not (same & (stays.arrive[order][1:] < stays.leave[order][:-1])).any()


def test_the_same_seed_gives_the_same_days():
    first, again, other = town(seed=5)[0], town(seed=5)[0], town(seed=6)[0]
    assert first.arrive.tobytes() == again.arrive.tobytes()
    assert first.venue.tobytes() == again.venue.tobytes()
    assert first.arrive.tobytes() != other.arrive.tobytes()


def test_density_raises_the_number_of_presences_but_not_the_hours_of_work():
    calm, busy = town(1.0, people=2000), town(3.0, people=2000)
    workplaces = [
        np.isin(stays.venue, np.flatnonzero(venues.kind == 0)).sum() for stays, venues in (calm, busy)
    ]
    assert len(busy[0]) > 1.7 * len(calm[0])
    assert workplaces[0] == pytest.approx(workplaces[1], rel=0.05)


def test_a_few_venues_draw_most_of_the_visitors():
    stays, venues = town(people=20_000)
    counts = np.bincount(stays.venue, minlength=len(venues))
    shops = np.sort(counts[venues.kind == [kind.name for kind in KINDS].index("shop")])[::-1]
    assert shops[: len(shops) // 10].sum() > 0.35 * shops.sum()
    assert shops[0] > 8 * np.median(shops)


def test_every_district_has_every_kind_of_venue_even_when_it_is_nearly_empty():
    venues = make_venues(
        [DistrictFigures("d", np.array([3]), np.array([True]), 2.6, 0.25, 0.2)], [np.random.default_rng(1)]
    )
    assert set(venues.kind) == set(range(len(KINDS)))


def test_people_at_a_published_place_are_there_inside_its_window():
    begin = int(MIDNIGHTS[2]) + 600
    window = Window(9, "theatre", begin, begin + 60, (int(MIDNIGHTS[2]),))
    crowd = attend(window, (1000, 90_000), np.random.default_rng(1))
    assert len(set(crowd.person)) == len(crowd) == 800
    assert (crowd.arrive >= begin).all()
    assert (crowd.leave <= begin + 60).all()
    assert crowd.person.min() >= 1000


def test_a_window_of_days_is_met_in_opening_hours():
    window = Window(9, "shop", int(MIDNIGHTS[1]), int(MIDNIGHTS[4]), tuple(int(at) for at in MIDNIGHTS[1:4]))
    crowd = attend(window, (0, 90_000), np.random.default_rng(1))
    hour = (crowd.arrive - MIDNIGHTS[0]) % 1440 // 60
    assert (hour >= 8).all()
    assert (hour < 22).all()


def test_a_small_city_sends_a_small_crowd():
    window = Window(9, "scenic", int(MIDNIGHTS[1]), int(MIDNIGHTS[1]) + 300, (int(MIDNIGHTS[1]),))
    assert len(attend(window, (0, 500), np.random.default_rng(1))) == 10
