"""What one place lies in, for whoever remembers it: the closure asked from below."""

from dataclasses import dataclass

from fangxian.operations.places.models import PlaceWithin


@dataclass(frozen=True)
class Around:
    """What a place lies in, itself included: by the tree, and with the functional zones it is part of."""

    tree: frozenset[str] = frozenset()
    every: frozenset[str] = frozenset()


def find_around(place_id: str) -> Around:
    """Return what a place lies in today; nothing for a place that does not exist."""
    above = PlaceWithin.objects.filter(descendant=place_id, to_on=None)
    found = list(above.values_list("ancestor_id", "structure"))
    tree = frozenset(key for key, structure in found if structure == "tree")
    return Around(tree, frozenset(key for key, _ in found))
