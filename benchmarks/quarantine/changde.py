"""Changde in August 2021 as far as it is known, the rest drawn: 4,544 of 11,373 people managed were in quarantine places.

The numbers are of the city's bulletin of 11 August 2021. Where those people lived, who belonged together, what they needed and
what the sites were like was never published: it is drawn from a seed.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from fangxian.engines.tables.quarantine import QUARANTINE_FLOORS, TO_PLACE

CENTRAL, MANAGED = 4_544, 11_373
GROUPS = 12
"""Listed places and the boat: R29 tells of eight and more."""
_LAT, _LON = 29.03, 111.69
_NEEDS = ("wheelchair", "dialysis", "infant", "interpreter")
_SIZES, _CHANCES = (1, 2, 3, 4), (0.72, 0.14, 0.08, 0.06)


@dataclass(frozen=True)
class Town:
    """So many people and sites, drawn from a seed; `rooms`: of all floors, about so many."""

    people: int
    sites: int
    seed: int
    room_share: float = 1.0
    """Rooms a site has, as a share of the usual ten to twenty-five on three to eight floors."""


def draw(town: Town) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return `TO_PLACE` and `QUARANTINE_FLOORS`."""
    chance = np.random.default_rng(town.seed)
    return _people(town, chance), _floors(town, chance)


def _people(town: Town, chance: np.random.Generator) -> pl.DataFrame:
    rows: list[dict[str, object]] = []
    while len(rows) < town.people:
        size = int(chance.choice(_SIZES, p=_CHANCES))
        lat, lon = _LAT + chance.normal() * 0.15, _LON + chance.normal() * 0.2
        group = f"venue-{int(chance.integers(GROUPS)):02}" if chance.random() < 0.8 else None
        need = str(chance.choice(_NEEDS)) if chance.random() < 0.06 else None
        party = f"party-{len(rows):05}"
        for nth in range(min(size, town.people - len(rows))):
            person = {"person_id": f"p-{len(rows):05}", "party_id": party, "group_id": group}
            rows.append({**person, "needs": None if nth else need, "lat": lat, "lon": lon})
    return TO_PLACE.rows(rows)


def _floors(town: Town, chance: np.random.Generator) -> pl.DataFrame:
    rows: list[dict[str, object]] = []
    for site in range(town.sites):
        lat, lon = _LAT + chance.normal() * 0.2, _LON + chance.normal() * 0.25
        rooms = max(1, round(int(chance.integers(10, 26)) * town.room_share))
        for floor in range(2, 2 + int(chance.integers(3, 9))):
            offers = "wheelchair;infant" if floor == 2 else "dialysis;interpreter" if floor == 3 else None
            where = {"site_id": f"site-{site:02}", "floor": str(floor), "lat": lat, "lon": lon}
            rows.append({**where, "rooms": rooms, "offers": offers, "air": None})
    return QUARANTINE_FLOORS.rows(rows)
