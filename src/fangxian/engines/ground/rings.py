"""The outline of a ring around a point, as a polygon: right at any latitude, across 180 degrees and over a pole."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from fangxian.engines.tables.distances import EARTH_RADIUS_M

CORNERS = 96
_WORLD = shapely.box(-180, -90, 180, 90)


def ring_outline(lat: float, lon: float, radius_m: float, corners: int = CORNERS) -> BaseGeometry:
    """Return the points `radius_m` metres away from a point, as a polygon in degrees (in pieces across 180°).

    The corners lie a little outside, so that the polygon has the area of the circle. For drawing and for shares
    of cells: whether one point lies in a ring is asked of its distance.

    >>> west, south, east, north = ring_outline(60.0, 25.0, 1000.0).bounds
    >>> round((east - west) / (north - south), 2)
    2.0
    """
    step = 2 * np.pi / corners
    angle = radius_m / EARTH_RADIUS_M * np.sqrt(step / np.sin(step))
    bearing = np.arange(corners) * step
    lats, lons = _away(np.radians(lat), bearing, angle)
    if angle >= np.pi / 2 - abs(np.radians(lat)):
        return _over_a_pole(lats, lon + lons, north=lat > 0)
    return _within_the_world(shapely.polygons(np.column_stack([lon + lons, lats])))


def _away(lat: float, bearing: np.ndarray, angle: float) -> tuple[np.ndarray, np.ndarray]:
    """Return latitudes, and longitudes from the start, in degrees, after `angle` radians along each bearing."""
    sine = np.sin(lat) * np.cos(angle) + np.cos(lat) * np.sin(angle) * np.cos(bearing)
    across = np.sin(bearing) * np.sin(angle) * np.cos(lat)
    ahead = np.cos(angle) - np.sin(lat) * sine
    return np.degrees(np.arcsin(np.clip(sine, -1, 1))), np.degrees(np.arctan2(across, ahead))


def _over_a_pole(lats: np.ndarray, lons: np.ndarray, *, north: bool) -> BaseGeometry:
    """The ring goes once around the world: what lies between it and the pole's edge of the map."""
    lons = (lons + 180) % 360 - 180
    order = np.argsort(lons)
    pole = 90.0 if north else -90.0
    edge = np.interp(180.0, [lons[order[-1]], lons[order[0]] + 360], [lats[order[-1]], lats[order[0]]])
    rim = [(-180.0, edge), *zip(lons[order], lats[order], strict=True), (180.0, edge)]
    return shapely.make_valid(shapely.Polygon([*rim, (180.0, pole), (-180.0, pole)]))


def _within_the_world(outline: BaseGeometry) -> BaseGeometry:
    west, _, east, _ = outline.bounds
    if west >= -180 and east <= 180:
        return outline
    turn = np.array([360.0 if west < -180 else -360.0, 0.0])
    turned = shapely.transform(outline, lambda xy: xy + turn)
    return shapely.union_all([part.intersection(_WORLD) for part in (outline, turned)])
