"""Distances on the globe, as the crow flies."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the Earth (IUGG)."""


def metres_between(
    lat: ArrayLike, lon: ArrayLike, other_lat: ArrayLike, other_lon: ArrayLike
) -> NDArray[np.float64]:
    """Return great-circle distances in metres between points in degrees; shapes follow numpy's broadcasting.

    >>> int(metres_between(0.0, 0.0, 0.0, 1.0))
    111195
    """
    lat1, lon1, lat2, lon2 = (
        np.radians(np.asarray(angle, dtype=float)) for angle in (lat, lon, other_lat, other_lon)
    )
    half = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    distance: NDArray[np.float64] = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(half))
    return distance
