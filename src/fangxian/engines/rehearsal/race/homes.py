"""In which community of a city somebody lives of whom a place is on record."""

from collections.abc import Mapping
from zlib import crc32

import numpy as np

from fangxian.engines.epidemic import DISTRICT
from fangxian.engines.rehearsal.city import MixingCity


class Homes:
    """The communities of a city by the places that lie around or in them."""

    def __init__(self, city: MixingCity, parents: Mapping[str, str]) -> None:
        self._city, self._parents = city, parents
        self._nodes = {place: number for number, place in enumerate(city.places)}
        self._communities = len(city.ground.community_first) - 1

    def community_of(self, place_id: str | None, who: str) -> int:
        """Return the community of a place; of a wider place one of those in it, always the same for `who`; -1: unknown.

        >>> from fangxian.engines.rehearsal.examples import A_CITY
        >>> homes = Homes(A_CITY, {"grid-1": "c1"})
        >>> homes.community_of("grid-1", "case-1"), homes.community_of("city", "case-1") in (0, 1), homes.community_of(None, "x")
        (1, True, -1)
        """
        place = place_id
        while place and place not in self._nodes:
            place = self._parents.get(place)
        if not place:
            return -1
        inside = self.communities_in(self._nodes[place])
        return int(inside[crc32(who.encode()) % len(inside)])

    def communities_in(self, node: int) -> np.ndarray:
        """Return the communities of a node: itself, or those below it; they follow each other."""
        up = self._city.ground.up[: self._communities]
        return np.flatnonzero((up == node).any(axis=1))

    def district_of(self, community: int) -> int:
        """Return the node of a community's district, -1 where the community is not known."""
        return int(self._city.ground.up[community, DISTRICT]) if community >= 0 else -1
