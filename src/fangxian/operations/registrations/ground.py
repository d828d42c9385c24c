"""Which place lies in which, in memory: a thousand records a second ask."""

import threading
from collections.abc import Callable

from fangxian.operations.cases.roots import find_root
from fangxian.operations.places.around import Around, find_around
from fangxian.operations.places.reach import Reach

KEPT_S = 30.0
"""Boundaries and zones change by the day: within half a minute a change counts here too."""
_MOST = 200_000


class Ground:
    """What was asked lately. Nothing is remembered of places and outbreaks that do not exist."""

    def __init__(self, elapsed_s: Callable[[], float]) -> None:
        self._elapsed_s, self._since_s = elapsed_s, elapsed_s()
        self._lock = threading.Lock()
        self._around: dict[str, Around] = {}
        self._roots: dict[str, str] = {}

    def is_within(self, place_id: str, reach: Reach) -> bool:
        """Tell whether a place lies in the reach, as `Reach.covers`."""
        return not reach.places.isdisjoint(self._find_around(place_id).every)

    def is_touched(self, outbreak_id: str, reach: Reach) -> bool:
        """Tell whether an outbreak lies in the reach or around it, as `get_outbreak` would."""
        root = self._find_root(outbreak_id)
        if root is None:
            return False
        return self.is_within(root, reach) or any(root in self._find_around(one).tree for one in reach.places)

    def _find_around(self, place_id: str) -> Around:
        self._forget()
        found = self._around.get(place_id)
        if found is None:
            found = find_around(place_id)
            if found.every:
                self._around[place_id] = found
        return found

    def _find_root(self, outbreak_id: str) -> str | None:
        self._forget()
        found = self._roots.get(outbreak_id)
        if found is None:
            found = find_root(outbreak_id)
            if found is not None:
                self._roots[outbreak_id] = found
        return found

    def _forget(self) -> None:
        now_s = self._elapsed_s()
        if now_s - self._since_s < KEPT_S and len(self._around) < _MOST:
            return
        with self._lock:
            self._since_s, self._around, self._roots = now_s, {}, {}
