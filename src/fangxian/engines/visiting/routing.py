"""Asks VROOM for the order of the doors: as many as can be reached by the end of the day, then the fewest metres."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import vroom

_THOROUGH, _QUICK = 5, 2
_MANY = 160
"""Beyond so many doors VROOM looks less far: a thorough answer would take minutes."""
_UNITS_A_METRE = 10
"""VROOM counts in whole numbers."""


@dataclass(frozen=True)
class Asked:
    """What is asked. `metres`: between the start (0) and the doors (1 …); `from_s`, `end_s`: seconds from the start.

    No worker is given more than `most` doors, so that nobody walks for all. `services`: seconds at each door where they
    differ; `priorities` (0 to 100): which door first where not all can be reached.
    """

    metres: np.ndarray
    seconds: np.ndarray
    from_s: Sequence[int]
    end_s: int
    service_s: int
    workers: int
    most: int
    services: Sequence[int] = ()
    priorities: Sequence[int] = ()

    def service_of(self, door: int) -> int:
        """Seconds at a door."""
        return self.services[door] if self.services else self.service_s

    def priority_of(self, door: int) -> int:
        """How urgent a door is."""
        return self.priorities[door] if self.priorities else 0


def ask_vroom(asked: Asked) -> list[list[int]]:
    """Return a list of doors (from 0) for each worker; a door nobody reaches by the end is in none."""
    problem = vroom.Input()
    problem.set_durations_matrix(profile="foot", matrix_input=asked.seconds.astype(np.uint32))
    costs = np.rint(asked.metres * _UNITS_A_METRE).astype(np.uint32)
    problem.set_costs_matrix(profile="foot", matrix_input=costs)
    day = vroom.TimeWindow(0, asked.end_s + asked.service_s)
    for worker in range(asked.workers):
        problem.add_vehicle(
            vroom.Vehicle(worker, start=0, profile="foot", time_window=day, max_tasks=asked.most)
        )
    problem.add_job(
        [
            vroom.Job(
                door,
                location=door + 1,
                default_service=asked.service_of(door),
                priority=asked.priority_of(door),
                time_windows=[vroom.TimeWindow(begins, asked.end_s)],
            )
            for door, begins in enumerate(asked.from_s)
            if begins <= asked.end_s
        ]
    )
    # One thread, so that the same doors give the same order on every machine.
    found = problem.solve(
        exploration_level=_THOROUGH if len(asked.from_s) <= _MANY else _QUICK, nb_threads=1
    ).routes
    orders: list[list[int]] = [[] for _ in range(asked.workers)]
    if "id" not in found:
        # Nobody reaches any door: the answer has no column of doors at all.
        return orders
    stops = found[found["type"] == "job"]
    for worker, door in zip(stops["vehicle_id"], stops["id"], strict=True):
        orders[int(worker)].append(int(door))
    return orders
