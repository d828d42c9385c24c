"""Where an extent lies, as outlines: pieces of cells, and the whole for a map."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from fangxian.engines.ground.extents import AnyOf, Extent, InPlaces, InPolygon, InRing, Without
from fangxian.engines.ground.rings import ring_outline
from fangxian.engines.ground.units import Ground

_NOWHERE = shapely.Polygon()


def equal_area(outline: BaseGeometry) -> float:
    """Return the area of an outline on a sphere of radius one: the cylindrical projection keeps areas.

    >>> round(equal_area(shapely.box(-180, -90, 180, 90)) / np.pi, 3)
    4.0
    """
    flat = shapely.transform(
        outline, lambda xy: np.column_stack([np.radians(xy[:, 0]), np.sin(np.radians(xy[:, 1]))])
    )
    return float(flat.area)


def piece_of(extent: Extent, ground: Ground, unit: int) -> BaseGeometry:
    """Return the part of one place's cell that lies in an extent."""
    cell = ground.cells[unit]
    match extent:
        case InPlaces(place_ids):
            return cell if _lies_in(ground, unit, place_ids) else _NOWHERE
        case AnyOf(parts):
            return shapely.union_all([piece_of(part, ground, unit) for part in parts])
        case Without(whole, taken_out):
            return _areas(piece_of(whole, ground, unit).difference(piece_of(taken_out, ground, unit)))
    return _areas(cell.intersection(drawn_outline(extent)))


def _areas(found: BaseGeometry) -> BaseGeometry:
    """Return what of an overlay is area: edges that only touch leave lines and points, which the next one cannot take."""
    if found.geom_type in ("Polygon", "MultiPolygon"):
        return found
    parts = shapely.get_parts(found)
    return shapely.union_all(parts[shapely.get_dimensions(parts) == 2])


def drawn_outline(extent: InPolygon | InRing) -> BaseGeometry:
    """Return the outline of what was drawn by itself."""
    return (
        extent.geometry
        if isinstance(extent, InPolygon)
        else ring_outline(extent.lat, extent.lon, extent.radius_m)
    )


def outline_of(extent: Extent, ground: Ground) -> BaseGeometry:
    """Return an extent as one outline for a map; places without a cell are missing from it.

    >>> from fangxian.engines.ground import InRing, build_ground
    >>> from fangxian.engines.response.examples import A_TREE
    >>> outline_of(InRing(28.2, 113.0, 100.0), build_ground(A_TREE)).geom_type
    'Polygon'
    """
    match extent:
        case InPlaces(place_ids):
            inside = ground.below(place_ids)[ground.with_cell]
            return shapely.union_all(ground.cells[ground.with_cell[inside]])
        case AnyOf(parts):
            return shapely.union_all([outline_of(part, ground) for part in parts])
        case Without(whole, taken_out):
            return _areas(outline_of(whole, ground).difference(outline_of(taken_out, ground)))
    return drawn_outline(extent)


def _lies_in(ground: Ground, unit: int, place_ids: tuple[str, ...]) -> bool:
    starts = [ground.at[place_id] for place_id in place_ids if place_id in ground.at]
    return any(start <= unit < ground.end[start] for start in starts)
