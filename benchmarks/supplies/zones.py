"""Synthetic control zones: communities that close and open, households behind gates, what comes into two depots.

Sizes are those of Yongding and Wulingyuan in the census of 2020 (517,595 and 60,857 people; 2.7 a household). Which
communities were closed on which day in 2021 is not published: the days rise and fall with the outbreak, the rest is drawn.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np
import polars as pl

from fangxian.engines.supplies import SupplyRule, daily_use
from fangxian.engines.tables.supplies import CONTROLLED, LOTS, VEHICLES

FIRST, LAST = date(2021, 7, 30), date(2021, 8, 20)
CLOSED = (6, 10, 16, 22, 28, 32, 36, 40, 40, 40, 40, 38, 36, 32, 28, 24, 18, 14, 10, 8, 4, 2)
"""Communities closed on each day."""
CENTRES = ((29.13, 110.48), (29.35, 110.55))
DEPOTS = {"yongding": (29.11, 110.45), "wulingyuan": (29.34, 110.53)}
A_GATE = 90
"""Households that share a gate."""
CUT = {date(2021, 8, 3): 0.1, date(2021, 8, 4): 0.1}
"""Days on which vegetables fail to come, and how much of them does: the city has just been closed."""


@dataclass(frozen=True)
class City:
    """`households`: `CONTROLLED` of every community, whether closed or not; `rank`: community -> when it closes."""

    households: pl.DataFrame
    rank: dict[str, int]

    def closed_on(self, day: date) -> pl.DataFrame:
        """Return the households of the communities that are closed on a day: those that closed first open last."""
        number = CLOSED[(day - FIRST).days]
        inside = [place for place, at in self.rank.items() if at < number]
        return self.households.filter(pl.col("place_id").is_in(inside))


def draw_city(seed: int = 1) -> City:
    """Draw the communities that are ever closed, their gates and households."""
    rng = np.random.default_rng(seed)
    frames, rank = [], {}
    for at in range(max(CLOSED)):
        place, far = f"c{at:02}", at % 5 == 4
        lat, lon = np.array(CENTRES[int(far)]) + rng.normal(0, 0.022, 2)
        homes = int(np.clip(rng.lognormal(7.1, 0.45), 300, 3_500))
        frames.append(_households(rng, place, homes, float(lat), float(lon)))
        rank[place] = at
    return City(pl.concat(frames), rank)


def _households(rng: np.random.Generator, place: str, homes: int, lat: float, lon: float) -> pl.DataFrame:
    gates = -(-homes // A_GATE)
    spots = np.array([lat, lon]) + rng.normal(0, 0.003, (gates, 2))
    gate = np.arange(homes) % gates
    frame = pl.DataFrame(
        {
            "household_id": [f"{place}-{one:04}" for one in range(homes)],
            "place_id": place,
            "gate_id": [f"{place}-g{one:02}" for one in gate],
            "infants": rng.binomial(1, 0.09, homes),
            "children": rng.binomial(2, 0.27, homes),
            "adults": 1 + rng.binomial(2, 0.4, homes),
            "elders": rng.binomial(2, 0.17, homes),
            "lat": spots[gate, 0],
            "lon": spots[gate, 1],
        }
    )
    return CONTROLLED.check(frame)


def fleet() -> pl.DataFrame:
    """Return vans and lorries of both depots."""
    rows = [("yongding", 5_000, 8), ("yongding", 1_500, 24), ("wulingyuan", 1_500, 8)]
    return VEHICLES.rows(
        [
            {"vehicle_id": f"{depot[0]}{kg}-{at:02}", "depot_id": depot, "capacity_kg": kg}
            for depot, kg, many in rows
            for at in range(many)
        ]
    )


def arrivals(day: date, city: City, rule: SupplyRule) -> pl.DataFrame:
    """Return what comes into the depots on a day: what the next days' zones eat, four fifths of it in Yongding."""
    ahead = min(day + timedelta(days=1), LAST)
    use, rows = daily_use(city.closed_on(ahead), rule), []
    keeps = {"vegetables": 5, "protein": 6}
    for item, amount in use.items():
        share = CUT.get(day, 1.0) if item == "vegetables" else 1.0
        # On the first day three days' worth lies there already.
        much = amount * (3.4 if day == FIRST else 1.15) * share
        for depot, part in (("yongding", 0.8), ("wulingyuan", 0.2)):
            lat, lon = DEPOTS[depot]
            rows.append(
                {
                    "lot_id": f"{day:%m%d}-{item}-{depot}",
                    "depot_id": depot,
                    "item": item,
                    "quantity": int(much * part),
                    "expires_on": day + timedelta(days=keeps.get(item, 300)),
                    "lat": lat,
                    "lon": lon,
                }
            )
    return LOTS.rows([row for row in rows if row["quantity"]])


def dawn(day: date) -> datetime:
    """Return eight in the morning there."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
