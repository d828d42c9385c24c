"""Every folder that shares stock out or finds rounds is held by the same suite; one dropped in is picked up by itself."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.folders import open_folder
from fangxian.engines.problems import Problem
from fangxian.engines.supplies import list_routing, list_sharing, routing, sharing
from fangxian.engines.supplies.driving import Asked, follow, least_metres

COUNTS = st.lists(st.integers(0, 30), min_size=1, max_size=5)


@st.composite
def shares(draw: st.DrawFn):
    """What places want, what lots hold, in which turn, and how far apart they are."""
    wanted, held = np.array(draw(COUNTS)), np.array(draw(COUNTS))
    turn = np.array([draw(st.integers(0, 2)) for _ in held])
    metres = np.array([[float(draw(st.integers(0, 9))) for _ in wanted] for _ in held])
    return wanted, held, turn, metres


@pytest.mark.parametrize("name", list_sharing())
@given(asked=shares())
@settings(max_examples=40)
def test_as_much_is_shared_as_there_is_and_no_turn_is_skipped(name: str, asked) -> None:
    wanted, held, turn, metres = asked
    given_out = open_folder(sharing, name).share(*asked)
    assert given_out.shape == metres.shape
    assert (given_out >= 0).all()
    assert (given_out.sum(axis=1) <= held).all()
    assert (given_out.sum(axis=0) <= wanted).all()
    assert given_out.sum() == min(wanted.sum(), held.sum())
    for lot, later in np.argwhere(turn[:, None] < turn[None, :]):
        assert given_out[later].sum() == 0 or given_out[lot].sum() == held[lot]


@given(asked=shares())
@settings(max_examples=40)
def test_the_flow_never_carries_farther_than_the_greedy_way(asked) -> None:
    best, quick = (
        (open_folder(sharing, name).share(*asked) * asked[3]).sum() for name in ("min_cost_flow", "in_order")
    )
    assert best <= quick


@st.composite
def drives(draw: st.DrawFn) -> Asked:
    """Stops on a line through the depot, some open for a short while only; vans of different size and hours."""
    spots = np.array([0.0, *(float(draw(st.integers(-9, 9))) for _ in range(draw(st.integers(1, 6))))])
    metres = np.abs(spots[:, None] - spots) * 1_000
    stops, vans = len(spots) - 1, draw(st.integers(1, 3))
    hours = [
        (start, start + draw(st.integers(0, 4_000)))
        for start in (draw(st.integers(0, 4_000)) for _ in range(stops))
    ]
    return Asked(
        metres,
        (metres / 5).astype(np.int64),
        [draw(st.integers(0, 5)) for _ in range(stops)],
        [draw(st.integers(0, 300)) for _ in range(stops)],
        hours,
        [draw(st.integers(1, 9)) for _ in range(vans)],
        [(0, draw(st.integers(500, 9_000))) for _ in range(vans)],
    )


@pytest.mark.parametrize("name", list_routing())
@given(asked=drives())
@settings(max_examples=30)
def test_each_stop_is_made_once_within_hours_loads_and_shifts(name: str, asked: Asked) -> None:
    orders = open_folder(routing, name).route(asked)
    made = [stop for order in orders for stop in order]
    assert len(orders) == len(asked.capacities_g)
    assert len(made) == len(set(made))
    for vehicle, order in enumerate(orders):
        legs, back = follow(asked, vehicle, order)
        # Nothing had to be cut off: the answer itself keeps everything.
        assert [leg.stop for leg in legs] == order
        assert back <= asked.shifts[vehicle][1]
        assert sum(asked.loads_g[stop] for stop in order) <= asked.capacities_g[vehicle]


@pytest.mark.parametrize("name", list_routing())
def test_stops_that_all_fit_are_all_made(name: str) -> None:
    metres = np.array([[0.0, 500, 900], [500, 0, 400], [900, 400, 0]])
    asked = Asked(metres, (metres / 5).astype(int), [1, 1], [60, 60], [(0, 3_000)] * 2, [9], [(0, 3_000)])
    assert [sorted(order) for order in open_folder(routing, name).route(asked)] == [[0, 1]]


@given(asked=drives())
@settings(max_examples=30)
def test_no_rounds_are_shorter_than_the_bound(asked: Asked) -> None:
    whole_day = [(0, 10**6)] * len(asked.loads_g)
    one_trip_each = Asked(asked.metres, asked.seconds, asked.loads_g, asked.service_s, whole_day,
                          [5] * len(asked.loads_g), [(0, 10**6)] * len(asked.loads_g))  # fmt: skip
    driven = sum(
        sum(leg.metres for leg in legs) + (asked.metres[legs[-1].stop + 1, 0] if legs else 0.0)
        for vehicle, order in enumerate(open_folder(routing, "nearest").route(one_trip_each))
        for legs, _ in [follow(one_trip_each, vehicle, order)]
    )
    assert least_metres(asked.metres, asked.loads_g, 5) <= driven + 1e-6


def test_a_folder_there_is_none_of_is_refused_by_name() -> None:
    with pytest.raises(Problem, match="no solver magic"):
        open_folder(sharing, "magic")


def test_a_district_with_more_gates_than_are_asked_at_once_is_cut_and_every_gate_is_reached_once():
    # Two towns, 20 km apart, the depot between them: 130 gates in each, four vans that carry 80.
    drawn = np.random.default_rng(1)
    town = np.repeat([[-10.0, 0.0], [10.0, 0.0]], 130, axis=0)
    spots = np.vstack([np.zeros((1, 2)), town + drawn.normal(0.0, 1.0, (260, 2))])
    metres = np.linalg.norm(spots[:, None] - spots, axis=2) * 1_000
    asked = Asked(metres, (metres / 10).astype(np.int64), [1] * 260, [30] * 260, [(0, 36_000)] * 260, [80] * 4, [(0, 36_000)] * 4)  # fmt: skip
    orders = open_folder(routing, "vroom_rounds").route(asked)
    reached = [stop for order in orders for stop in order]
    assert sorted(reached) == list(range(260))
    assert all(len({stop < 130 for stop in order}) == 1 for order in orders)
    driven = sum(leg.metres for van, order in enumerate(orders) for leg in follow(asked, van, order)[0])
    assert driven < 1.6 * least_metres(metres, asked.loads_g, 80)
