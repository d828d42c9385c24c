"""Small zones, drawn: households on a grid, a few lots in one or two depots, a few vans."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
from hypothesis import strategies as st

from fangxian.engines.supplies import Hours
from fangxian.engines.tables.supplies import CONTROLLED, LOTS, REQUESTS, VEHICLES

DAY = date(2021, 8, 5)
DAWN = datetime(2021, 8, 5, tzinfo=UTC)
HOURS = Hours(DAWN, DAWN + timedelta(hours=10))
_DEGREE = 0.004


def home(number: int, people: int = 2, **more: object) -> dict[str, object]:
    """A household of adults at the first gate of its place."""
    told = {"household_id": f"h{number:02}", "place_id": "p", "adults": people}
    return {**told, "lat": 29.10, "lon": 110.50, **more}


def lot(name: str, item: str, quantity: int, depot: str = "d", **more: object) -> dict[str, object]:
    """What lies in a depot."""
    told = {"lot_id": name, "depot_id": depot, "item": item, "quantity": quantity}
    return {**told, "lat": 29.11, "lon": 110.48, **more}


@st.composite
def zones(draw: st.DrawFn) -> dict[str, pl.DataFrame]:
    """Households, requests, lots and vehicles; some households on no map, some served already, lots that spoil."""
    number = st.integers(0, 4)
    homes = [
        home(
            at,
            draw(number),
            place_id=draw(st.sampled_from("pq")),
            gate_id=draw(st.sampled_from([None, "g1", "g2"])),
            lat=draw(st.none() | st.integers(0, 5).map(lambda step: 29.1 + step * _DEGREE)),
            served_until_at=draw(st.sampled_from([None, DAWN, DAWN + timedelta(days=3)])),
            closes_at=draw(st.sampled_from([None, DAWN + timedelta(minutes=20)])),
        )
        for at in range(draw(st.integers(0, 9)))
    ]
    asked = [
        {"request_id": f"r{at}", "household_id": f"h{draw(st.integers(0, 9)):02}", "item": "formula"}
        | {"quantity": draw(number), "urgent": draw(st.booleans())}
        for at in range(draw(st.integers(0, 3)))
    ]
    lots = [
        lot(
            f"l{at}",
            draw(st.sampled_from(["rice", "formula"])),
            draw(st.integers(0, 4_000)),
            depot=draw(st.sampled_from("de")),
            expires_on=draw(st.none() | st.integers(-1, 60).map(lambda days: DAY + timedelta(days=days))),
            arrives_on=draw(st.sampled_from([None, DAY, DAY + timedelta(days=2)])),
        )
        for at in range(draw(st.integers(0, 5)))
    ]
    vans = [
        {
            "vehicle_id": f"v{at}",
            "depot_id": draw(st.sampled_from("de")),
            "capacity_kg": draw(st.integers(1, 6)),
        }
        for at in range(draw(st.integers(0, 3)))
    ]
    return {
        "households": CONTROLLED.rows(homes),
        "requests": REQUESTS.rows(asked),
        "lots": LOTS.rows(lots),
        "vehicles": VEHICLES.rows(vans),
    }
