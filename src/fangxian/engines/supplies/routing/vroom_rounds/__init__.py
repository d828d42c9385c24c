"""Asks VROOM: as many stops as the hours and the loads allow, then the fewest metres.

Its time grows with the square of the stops and with the vehicles, so a district's thousand gates are cut in halves by where
they lie and what they weigh until a part is small enough, each with its share of the vehicles. What a part's vehicles do not
reach is asked again together with what others left (`Trips.drive`).
"""

from collections.abc import Iterator

import numpy as np
import vroom
from numpy.typing import NDArray

from fangxian.engines.supplies.driving import Asked

_THOROUGH, _QUICK = 5, 0
_MANY = 120
"""Beyond so many stops VROOM looks less far: a thorough answer would take minutes."""
_TOGETHER = 200
"""Stops that are asked at once."""
Ints = NDArray[np.int64]


def route(asked: Asked) -> list[list[int]]:
    """Return the stops of each vehicle in order; a stop nobody reaches is in none."""
    orders: list[list[int]] = [[] for _ in asked.capacities_g]
    fleet = np.argsort(np.array(asked.capacities_g), kind="stable")
    for stops, vehicles in _parts(asked, np.arange(len(asked.loads_g)), fleet):
        for vehicle, order in zip(vehicles, _ask(_part(asked, stops, vehicles)), strict=True):
            orders[vehicle] = [int(stops[at]) for at in order]
    return orders


def _parts(asked: Asked, stops: Ints, vehicles: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Cut stops in halves of equal weight between the two that lie farthest apart, and deal out the vehicles."""
    if len(stops) <= _TOGETHER or len(vehicles) < 2:
        yield stops, vehicles
        return
    one = stops[asked.metres[0, stops + 1].argmax()]
    other = stops[asked.metres[one + 1, stops + 1].argmax()]
    nearer = asked.metres[one + 1, stops + 1] - asked.metres[other + 1, stops + 1]
    lined = stops[np.argsort(nearer, kind="stable")]
    weight = np.cumsum(np.array(asked.loads_g)[lined])
    cut = min(max(int(np.searchsorted(weight, weight[-1] / 2, side="right")), 1), len(lined) - 1)
    yield from _parts(asked, np.sort(lined[:cut]), vehicles[::2])
    yield from _parts(asked, np.sort(lined[cut:]), vehicles[1::2])


def _part(asked: Asked, stops: Ints, vehicles: Ints) -> Asked:
    seen = np.append(0, stops + 1)
    return Asked(
        asked.metres[np.ix_(seen, seen)],
        asked.seconds[np.ix_(seen, seen)],
        [asked.loads_g[at] for at in stops],
        [asked.service_s[at] for at in stops],
        [asked.hours[at] for at in stops],
        [asked.capacities_g[at] for at in vehicles],
        [asked.shifts[at] for at in vehicles],
    )


def _ask(asked: Asked) -> list[list[int]]:
    problem = vroom.Input()
    problem.set_durations_matrix(profile="van", matrix_input=asked.seconds.astype(np.uint32))
    problem.set_costs_matrix(profile="van", matrix_input=np.rint(asked.metres).astype(np.uint32))
    problem.add_vehicle([_vehicle(at, asked) for at in range(len(asked.capacities_g))])
    problem.add_job([_job(at, asked) for at in range(len(asked.loads_g))])
    level = _THOROUGH if len(asked.loads_g) <= _MANY else _QUICK
    # One thread, so that the same stops give the same rounds on every machine.
    found = problem.solve(exploration_level=level, nb_threads=1).routes
    orders: list[list[int]] = [[] for _ in asked.capacities_g]
    if "id" not in found:
        # Nobody reaches any stop: the answer has no column of stops at all.
        return orders
    stops = found[found["type"] == "job"]
    for vehicle, stop in zip(stops["vehicle_id"], stops["id"], strict=True):
        orders[int(vehicle)].append(int(stop))
    return orders


def _vehicle(at: int, asked: Asked) -> vroom.Vehicle:
    begins, ends = asked.shifts[at]
    window = vroom.TimeWindow(begins, ends)
    return vroom.Vehicle(
        at, start=0, end=0, profile="van", capacity=[asked.capacities_g[at]], time_window=window
    )


def _job(at: int, asked: Asked) -> vroom.Job:
    load, hours = vroom.Amount([asked.loads_g[at]]), [vroom.TimeWindow(*asked.hours[at])]
    return vroom.Job(
        at, location=at + 1, default_service=asked.service_s[at], delivery=load, time_windows=hours
    )
