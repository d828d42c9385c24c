"""Who lies within whom, worked out from parents. Pure."""

from collections.abc import Iterable, Mapping

from fangxian.operations.places.problems import CIRCULAR_PLACES, UNKNOWN_PARENT


def climb(place_id: str, parents: Mapping[str, str | None]) -> list[str]:
    """Return the place and its ancestors, nearest first.

    Raises:
        Problem: `unknown-parent-place`, `circular-places`.
    """
    path = [place_id]
    while (parent := parents[path[-1]]) is not None:
        if parent not in parents:
            raise UNKNOWN_PARENT(place=path[-1], parent=parent)
        if parent in path:
            raise CIRCULAR_PLACES(place=place_id)
        path.append(parent)
    return path


def list_links(place_ids: Iterable[str], parents: Mapping[str, str | None]) -> list[tuple[str, str, int]]:
    """Return (ancestor, descendant, depth) per place and ancestor, each place its own at depth 0.

    >>> list_links(["b"], {"a": None, "b": "a"})
    [('b', 'b', 0), ('a', 'b', 1)]
    """
    return [
        (ancestor, place_id, depth)
        for place_id in place_ids
        for depth, ancestor in enumerate(climb(place_id, parents))
    ]
