"""Where places lie, many at once: each with all it lies in."""

from collections.abc import Iterable
from dataclasses import dataclass

from fangxian.operations.places.models import PlaceWithin


@dataclass(frozen=True)
class Step:
    """A place on the way up."""

    place_id: str
    level: str


def list_paths(place_ids: Iterable[str]) -> dict[str, tuple[Step, ...]]:
    """Return place -> itself and what it lies in, nearest first; places nobody knows are left out."""
    links = PlaceWithin.objects.filter(descendant__in=set(place_ids), structure="tree", to_on=None)
    found: dict[str, list[Step]] = {}
    for place, above, level in links.order_by("depth").values_list(
        "descendant_id", "ancestor_id", "ancestor__level"
    ):
        found.setdefault(place, []).append(Step(above, level))
    return {place: tuple(steps) for place, steps in found.items()}
