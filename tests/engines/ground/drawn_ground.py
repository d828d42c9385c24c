"""A town drawn on a grid: every community is a square of 0.01 degrees, four to a street.

north street   n1 n2 n3 n4      100 people each, and in n1 the building b1 with 40 of them
south street   s1 s2 s3 s4      200 people each
longitudes     0  1  2  3       (hundredths of a degree; the streets meet at latitude 0.01)
"""

import polars as pl
import shapely

from fangxian.engines import tables
from fangxian.engines.ground import Ground, build_ground

SIDE = 0.01
STREETS = {"n": (1, 100), "s": (0, 200)}


def places() -> pl.DataFrame:
    """The town, its streets, communities, one building and one teahouse without residents."""
    rows = [{"place_id": "town", "name": "town", "level": "district", "population": 1200}]
    for street, (row, people) in STREETS.items():
        rows.append({"place_id": street, "name": street, "level": "street", "parent_id": "town"})
        rows += [
            {
                "place_id": f"{street}{column}",
                "name": f"{street}{column}",
                "level": "community",
                "parent_id": street,
                "population": people,
                "lat": (row + 0.5) * SIDE,
                "lon": (column - 0.5) * SIDE,
            }
            for column in (1, 2, 3, 4)
        ]
    building = {"place_id": "b1", "name": "b1", "level": "venue", "venue_kind": "building", "parent_id": "n1"}
    rows.append({**building, "population": 40, "lat": 0.015, "lon": 0.002})
    teahouse = {
        "place_id": "tea",
        "name": "tea",
        "level": "venue",
        "venue_kind": "restaurant",
        "parent_id": "s2",
    }
    rows.append({**teahouse, "lat": 0.005, "lon": 0.015})
    return tables.PLACES.rows(rows)


def cells() -> dict[str, shapely.Polygon]:
    """The squares of the communities."""
    return {
        f"{street}{column}": shapely.box((column - 1) * SIDE, row * SIDE, column * SIDE, (row + 1) * SIDE)
        for street, (row, _) in STREETS.items()
        for column in (1, 2, 3, 4)
    }


def town(households: pl.DataFrame | None = None) -> Ground:
    """The town as ground."""
    return build_ground(places(), cells(), households)


def box(west: float, south: float, east: float, north: float) -> dict[str, object]:
    """An extent: a box given in hundredths of a degree."""
    outline = shapely.box(west * SIDE, south * SIDE, east * SIDE, north * SIDE)
    return {"kind": "polygon", "geometry": shapely.geometry.mapping(outline)}
