"""Asks VROOM: as many stops as the hours and the loads allow, then the fewest metres."""

import numpy as np
import vroom

from fangxian.engines.supplies.driving import Asked

_THOROUGH, _QUICK = 5, 0
_MANY = 120
"""Beyond so many stops VROOM looks less far: a thorough answer would take minutes."""


def route(asked: Asked) -> list[list[int]]:
    """Return the stops of each vehicle in order; a stop nobody reaches is in none."""
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
