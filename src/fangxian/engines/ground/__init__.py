"""Ground: what an area covers, whatever its form, how many people that is, and which level counts where areas nest."""

from fangxian.engines.ground.covering import Cover, cover, covered_places
from fangxian.engines.ground.extents import (
    AnyOf,
    Extent,
    ExtentProblem,
    InPlaces,
    InPolygon,
    InRing,
    Without,
    describe_extent,
    read_extent,
)
from fangxian.engines.ground.nesting import PeopleAt, Zone, level_of, people_by_level, relate
from fangxian.engines.ground.outlines import outline_of
from fangxian.engines.ground.rings import ring_outline
from fangxian.engines.ground.units import Ground, build_ground

__all__ = [
    "AnyOf",
    "Cover",
    "Extent",
    "ExtentProblem",
    "Ground",
    "InPlaces",
    "InPolygon",
    "InRing",
    "PeopleAt",
    "Without",
    "Zone",
    "build_ground",
    "cover",
    "covered_places",
    "describe_extent",
    "level_of",
    "outline_of",
    "people_by_level",
    "read_extent",
    "relate",
    "ring_outline",
]
