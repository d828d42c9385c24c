"""The control zones of 2021 as they were published, with made-up households, gates, depots and vehicles.

Where and when is from pack hunan-2021 (official risk levels): the plan of 2021 keeps people of areas at medium or high risk
at home. A street that is listed closes all its communities; a community opened before its street is opened; a compound or
building is drawn as so many households near the place it was listed in. Streets merged since are taken whole, as long as
any of the old ones was listed. How many live where is the census of pack hunan-4.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np
import polars as pl

from fangxian.engines.supplies import SupplyRule, daily_use
from fangxian.engines.tables.supplies import CONTROLLED, LOTS, VEHICLES
from fangxian.stores.outbreaks import read_outbreak
from fangxian.stores.places import read_place_pack

FIRST, LAST = date(2021, 7, 30), date(2021, 8, 20)
A_GATE = 90
"""Households that share a gate."""
A_COMPOUND = 400
"""Households of a compound or building that was listed by itself; assumption."""
A_LORRY, A_VAN = 1_500, 750
"""Households for each lorry of 5 t and each van of 1.5 t of a district; assumption."""
CUT = {date(2021, 8, 3): 0.1, date(2021, 8, 4): 0.1}
"""Days on which vegetables fail to come, and how much of them does: the city has just been closed."""
KEEPS = {"vegetables": 5, "protein": 6}
"""Days that what comes in may be used; other things for 300."""

Span = tuple[date, date]
"""The day a place closes, and the one it opens."""


@dataclass(frozen=True)
class City:
    """`households`: `CONTROLLED` of every place that is ever closed; `spans`: when it is; `depots`: where they lie."""

    households: pl.DataFrame
    spans: Mapping[str, Span]
    depots: Mapping[str, tuple[float, float]]

    def closed_on(self, day: date) -> pl.DataFrame:
        """Return the households of the places closed on a day."""
        inside = [place for place, (first, opens) in self.spans.items() if first <= day < opens]
        return self.households.filter(pl.col("place_id").is_in(inside))


def draw_city(city: str, seed: int = 1) -> City:
    """Return the places of a city that were closed, and draw their gates and households; `city`: its place_id."""
    rng, places = np.random.default_rng(seed), {row["place_id"]: row for row in _places(city)}
    streets, alone = _listed(city)
    homes, spans = list[pl.DataFrame](), dict[str, Span]()
    for place, span in sorted(_communities(streets, places).items()):
        homes.append(_households(rng, place, places[place], places[place]["households"]))
        spans[place] = span
    for number, (place, span) in enumerate(alone):
        if place in streets or place[:9] in streets:
            continue
        homes.append(_households(rng, f"{place}-{number}", places[place], A_COMPOUND))
        spans[f"{place}-{number}"] = span
    districts = sorted({place[:6] for place in spans})
    depots = {one: (places[one]["lat"] or 0.0, places[one]["lon"] or 0.0) for one in districts}
    return City(pl.concat([CONTROLLED.empty(), *homes]), spans, depots)


def _places(city: str) -> Iterator[dict[str, object]]:
    return (
        read_place_pack("hunan-4")
        .places.filter(pl.col("place_id").str.starts_with(city))
        .iter_rows(named=True)
    )


def _listed(city: str) -> tuple[dict[str, Span], list[tuple[str, Span]]]:
    """Return streets and communities that were listed whole, and (place, span) of compounds listed by themselves."""
    pack = read_outbreak("hunan-2021")
    changes = pack.area_changes.filter(pl.col("place_id").str.starts_with(city)).with_columns(
        on=pl.col("effective_at").dt.convert_time_zone(pack.timezone).dt.date()
    )
    whole, alone = dict[str, Span](), list[tuple[str, Span]]()
    for (_, place, match), rows in changes.group_by("area", "place_id", "match", maintain_order=True):
        span = _span(rows)
        if span is None:
            continue
        if match == "within":
            alone.append((str(place), span))
        else:
            known = whole.get(str(place), span)
            whole[str(place)] = (min(known[0], span[0]), max(known[1], span[1]))
    return whole, alone


def _span(rows: pl.DataFrame) -> Span | None:
    """Return when an area was not at low risk; None where it closed with another and only its end was told."""
    begins = rows.filter(from_level="low")["on"].to_list()
    ends = rows.filter(to_level="low")["on"].to_list()
    if not begins and not ends:
        return None
    return (begins[0] if begins else FIRST, ends[0] if ends else LAST + timedelta(days=1))


def _communities(listed: Mapping[str, Span], places: Mapping[str, object]) -> dict[str, Span]:
    """Return the communities of listed streets, each open when its street or itself is."""
    spans = dict[str, Span]()
    for place in places:
        street = listed.get(place[:9])
        if len(place) == 12 and street is not None:
            own = listed.get(place, street)
            spans[place] = (street[0], min(own[1], street[1]))
    return spans


def _households(rng: np.random.Generator, place: str, row: Mapping[str, object], homes: int) -> pl.DataFrame:
    gates = -(-homes // A_GATE)
    spots = np.array([row["lat"], row["lon"]], float) + rng.normal(0, 0.003, (gates, 2))
    gate = np.arange(homes) % gates
    frame = pl.DataFrame(
        {
            "household_id": [f"{place}-{one:05}" for one in range(homes)],
            "place_id": place,
            "gate_id": [f"{place}-g{one:03}" for one in gate],
            "infants": rng.binomial(1, 0.09, homes),
            "children": rng.binomial(2, 0.27, homes),
            "adults": 1 + rng.binomial(2, 0.4, homes),
            "elders": rng.binomial(2, 0.17, homes),
            "lat": spots[gate, 0],
            "lon": spots[gate, 1],
        }
    )
    return CONTROLLED.check(frame)


def at_home(city: City, seed: int = 1) -> pl.DataFrame:
    """Return (household_id, until): what each has at home when it is closed lasts for one to four days; assumption."""
    rng, homes = np.random.default_rng(seed), city.households.select("household_id", "place_id")
    days = rng.integers(1, 5, homes.height)
    until = [
        dawn(city.spans[place][0]) + timedelta(days=int(n))
        for place, n in zip(homes["place_id"], days, strict=True)
    ]
    return homes.select("household_id").with_columns(until=pl.Series(until, dtype=pl.Datetime("us", "UTC")))


def fleet(city: City) -> pl.DataFrame:
    """Return vans and lorries of each district's depot, for the most households it ever has closed."""
    rows = []
    for depot in city.depots:
        homes = city.households.filter(pl.col("place_id").str.starts_with(depot)).height
        for kg, share in ((5_000, A_LORRY), (1_500, A_VAN)):
            rows += [
                {"vehicle_id": f"{depot}-{kg}-{at:03}", "depot_id": depot, "capacity_kg": kg}
                for at in range(-(-homes // share))
            ]
    return VEHICLES.rows(rows)


def arrivals(day: date, city: City, rule: SupplyRule) -> pl.DataFrame:
    """Return what comes into the depots on a day: what the next day's zones eat and a seventh more."""
    closed = city.closed_on(min(day + timedelta(days=1), LAST))
    rows = []
    for depot, (lat, lon) in city.depots.items():
        use = daily_use(closed.filter(pl.col("place_id").str.starts_with(depot)), rule)
        for item, amount in use.items():
            share = CUT.get(day, 1.0) if item == "vegetables" else 1.0
            # On the first day three days' worth lies there already.
            much = amount * (3.4 if day == FIRST else 1.15) * share
            rows.append(
                {
                    "lot_id": f"{day:%m%d}-{item}-{depot}",
                    "depot_id": depot,
                    "item": item,
                    "quantity": int(much),
                    "expires_on": day + timedelta(days=KEEPS.get(item, 300)),
                    "lat": lat,
                    "lon": lon,
                }
            )
    return LOTS.rows([row for row in rows if row["quantity"]])


def dawn(day: date) -> datetime:
    """Return eight in the morning there."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
