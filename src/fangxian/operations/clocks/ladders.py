"""Who is told: whoever answers, then the office above, level by level, never outside the outbreak's tree."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from fangxian.engines.timing import Ring
from fangxian.operations.clocks.watching import COMMAND, Watched
from fangxian.operations.orders.paces import find_parents
from fangxian.operations.places.paths import Step, list_paths
from fangxian.operations.places.reach import Reach

Office = tuple[str, str]
"""(place, department)."""


class Ladders:
    """The offices above each of many subjects, nearest first."""

    def __init__(self, watched: Iterable[Watched], root: str) -> None:
        found = list(watched)
        self._root = root
        self._parents = _climb({one.parent_id for one in found if one.parent_id is not None})
        above = {place for _, place, _ in self._parents.values()}
        self._paths = list_paths({one.place_id for one in found} | above)

    def of(self, one: Watched) -> list[Office]:
        """Return whoever answers, then the offices above: those the order came through, then the tree's."""
        ladder = [(one.place_id, one.department)]
        at = one.parent_id
        while at is not None and at in self._parents:
            at, place, department = self._parents[at]
            ladder.append((place, department))
        for step in _within(self._paths.get(ladder[-1][0], ()), self._root):
            ladder.append((step.place_id, COMMAND))
        return list(dict.fromkeys(ladder))


def choose_offices(
    rings: Sequence[tuple[Ring, Watched]], reach: Reach, root: str
) -> Mapping[str, Office | None]:
    """Return key of each ring -> the office to tell; None where the ladder ends, or leaves the reach."""
    ladders = Ladders((watched for _, watched in rings), root)
    chosen: dict[str, Office | None] = {}
    for ring, watched in rings:
        ladder = ladders.of(watched)
        chosen[ring.key] = ladder[ring.step] if ring.step < len(ladder) else None
    inside = reach.keep({office[0] for office in chosen.values() if office is not None})
    return {key: office if office and office[0] in inside else None for key, office in chosen.items()}


def _climb(dispatch_ids: set[UUID]) -> dict[UUID, tuple[UUID | None, str, str]]:
    """Follow parents upwards, a level a question."""
    found: dict[UUID, tuple[UUID | None, str, str]] = {}
    while wanted := dispatch_ids - found.keys():
        fresh = find_parents(wanted)
        if not fresh:
            break
        found |= fresh
        dispatch_ids = {parent for parent, _, _ in fresh.values() if parent is not None}
    return found


def _within(path: Sequence[Step], root: str) -> Iterable[Step]:
    """The steps up to the root of the outbreak and no further; none for a place outside it."""
    keys = [step.place_id for step in path]
    return path[: keys.index(root) + 1] if root in keys else ()
