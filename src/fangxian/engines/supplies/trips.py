"""The trips of a depot's vehicles: out, from gate to gate, back, loaded again, as long as the hours allow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from fangxian.engines.supplies.driving import Asked, Leg, follow
from fangxian.engines.supplies.rules import Driving
from fangxian.engines.tables.distances import metres_between

GRAMS = 1_000
"""In a kilogram."""


@dataclass(frozen=True)
class Hours:
    """When vehicles are on the road: no stop begins before or after, whatever a household allows."""

    starts_at: datetime
    ends_at: datetime

    def seconds(self, at: datetime | None, otherwise: int) -> int:
        """Return an instant as seconds from the start, within the hours."""
        if at is None:
            return otherwise
        return min(max(int((at - self.starts_at).total_seconds()), 0), self.seconds_long)

    @property
    def seconds_long(self) -> int:
        """How long they are."""
        return int((self.ends_at - self.starts_at).total_seconds())


@dataclass(frozen=True)
class Drop:
    """A stop at a gate: who is served there, from when until when, how heavy it is."""

    gate_id: str
    lat: float
    lon: float
    hours: tuple[int, int]
    households: tuple[str, ...]
    load_g: int


class Trips:
    """The vehicles of a depot: each drives, comes back, is loaded again, as long as there are stops it can make."""

    def __init__(
        self,
        depot: str,
        spot: tuple[float, float],
        drops: Sequence[Drop],
        vehicles: Sequence[dict[str, Any]],
        driving: Driving,
        hours: Hours,
    ) -> None:
        self.depot, self.spot, self.drops, self.vehicles = depot, spot, drops, vehicles
        self.driving, self.hours = driving, hours
        self.driven_home = 0.0

    def between(self, drops: Sequence[Drop]) -> tuple[np.ndarray, np.ndarray]:
        """Metres and seconds between the depot and these drops."""
        lat, lon = (np.array([self.spot[at], *((one.lat, one.lon)[at] for one in drops)]) for at in (0, 1))
        metres = metres_between(lat[:, None], lon[:, None], lat, lon) * self.driving.detour
        return metres, np.ceil(metres / self.driving.metres_a_minute * 60).astype(np.int64)

    def drive(self, route: Any) -> tuple[list[tuple[dict[str, object], list[dict[str, object]]]], set[int]]:
        """Return the stops with the households dropped at each, and which drops were reached."""
        free = [self._shift(one) for one in self.vehicles]
        trips = [0] * len(self.vehicles)
        rows: list[tuple[dict[str, object], list[dict[str, object]]]] = []
        reached: set[int] = set()
        while left := [at for at in range(len(self.drops)) if at not in reached]:
            asked = self._asked([self.drops[at] for at in left], free)
            before = len(reached)
            for vehicle, order in enumerate(route(asked)):
                legs, back = follow(asked, vehicle, [one for one in order if left[one] not in reached])
                if not legs:
                    continue
                trips[vehicle] += 1
                rows += self._rows(vehicle, trips[vehicle], [(left[leg.stop], leg) for leg in legs])
                reached |= {left[leg.stop] for leg in legs}
                self.driven_home += float(asked.metres[legs[-1].stop + 1, 0])
                free[vehicle] = (back + int(self.driving.reload_minutes * 60), free[vehicle][1])
            if len(reached) == before:
                break
        return rows, reached

    def _shift(self, vehicle: dict[str, Any]) -> tuple[int, int]:
        whole = self.hours.seconds_long
        return self.hours.seconds(vehicle["opens_at"], 0), self.hours.seconds(vehicle["closes_at"], whole)

    def _asked(self, drops: Sequence[Drop], free: Sequence[tuple[int, int]]) -> Asked:
        metres, seconds = self.between(drops)
        minutes = [
            self.driving.gate_minutes + self.driving.household_minutes * len(one.households) for one in drops
        ]
        return Asked(
            metres,
            seconds,
            [one.load_g for one in drops],
            [int(one * 60) for one in minutes],
            [one.hours for one in drops],
            [one["capacity_kg"] * GRAMS for one in self.vehicles],
            # Back too late to be loaded again: no time is left.
            [(min(begins, ends), ends) for begins, ends in free],
        )

    def _rows(
        self, vehicle: int, trip: int, legs: Sequence[tuple[int, Leg]]
    ) -> list[tuple[dict[str, object], list[dict[str, object]]]]:
        name = self.vehicles[vehicle]["vehicle_id"]
        found = []
        for nth, (at, leg) in enumerate(legs, start=1):
            drop, when = self.drops[at], self.hours.starts_at + timedelta(seconds=leg.begins_s)
            place: dict[str, object] = {"round_id": f"{name}/{trip}", "nth": nth, "at": when}
            stop = {
                **place,
                "vehicle_id": name,
                "depot_id": self.depot,
                "gate_id": drop.gate_id,
                "households": len(drop.households),
                "load_kg": drop.load_g / GRAMS,
                "drive_m": leg.metres,
            }
            found.append((stop, [{**place, "household_id": one} for one in drop.households]))
        return found
