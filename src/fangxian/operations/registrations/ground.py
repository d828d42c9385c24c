"""Which place lies in which, in memory: a thousand records a second ask."""

from collections.abc import Callable
from typing import Generic, TypeVar
from zlib import crc32

from fangxian.operations.cases.roots import find_root
from fangxian.operations.places.around import Around, find_around
from fangxian.operations.places.reach import Reach

KEPT_S = 30.0
"""Boundaries and zones change by the day: within half a minute a change counts here too."""
_SPREAD_S = 10.0
"""What was asked at once is not asked again at once: some of it up to so much sooner."""
_MOST = 200_000
Found = TypeVar("Found")


class Lately(Generic[Found]):
    """What was found lately under a key, each for half a minute; what was not found is asked for every time."""

    def __init__(self, find: Callable[[str], Found | None], elapsed_s: Callable[[], float]) -> None:
        self._find, self._elapsed_s = find, elapsed_s
        self._kept: dict[str, tuple[Found, float]] = {}

    def get(self, key: str) -> Found | None:
        """Return what is found under a key, or None."""
        now_s = self._elapsed_s()
        kept = self._kept.get(key)
        if kept is not None and now_s < kept[1]:
            return kept[0]
        found = self._find(key)
        if len(self._kept) >= _MOST:
            self._kept = {}
        if found is None:
            self._kept.pop(key, None)
        else:
            self._kept[key] = found, now_s + KEPT_S - _SPREAD_S * (crc32(key.encode()) % 100) / 100
        return found


class Ground:
    """What was asked lately of places and outbreaks."""

    def __init__(self, elapsed_s: Callable[[], float]) -> None:
        self._around = Lately[Around](_find_around, elapsed_s)
        self._roots = Lately[str](find_root, elapsed_s)

    def is_within(self, place_id: str, reach: Reach) -> bool:
        """Tell whether a place lies in the reach, as `Reach.covers`."""
        around = self._around.get(place_id)
        return around is not None and not reach.places.isdisjoint(around.every)

    def is_touched(self, outbreak_id: str, reach: Reach) -> bool:
        """Tell whether an outbreak lies in the reach or around it, as `get_outbreak` would."""
        root = self._roots.get(outbreak_id)
        if root is None:
            return False
        return self.is_within(root, reach) or any(self._lies_in(one, root) for one in reach.places)

    def _lies_in(self, place_id: str, root: str) -> bool:
        around = self._around.get(place_id)
        return around is not None and root in around.tree


def _find_around(place_id: str) -> Around | None:
    found = find_around(place_id)
    return found if found.every else None
