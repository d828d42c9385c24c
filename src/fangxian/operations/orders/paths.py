"""Where a dispatch stands in the tree of its order, as a text: three characters a level, the office above first.

Everything beneath an office begins with its path: what is below is counted in one statement, however deep.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from typing import TypeVar

STEP = 3
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MOST = len(_DIGITS) ** STEP

Key = TypeVar("Key", bound=Hashable)


def lay_paths(parents: Mapping[Key, Key | None]) -> dict[Key, str]:
    """Return node -> path for a forest given as node -> the node above (None: a top).

    >>> lay_paths({"city": None, "d1": "city", "d2": "city"})
    {'city': '000', 'd1': '000000', 'd2': '000001'}
    """
    below: dict[Key | None, list[Key]] = defaultdict(list)
    for node, parent in parents.items():
        below[parent].append(node)
    paths: dict[Key, str] = {}
    front: list[tuple[Key | None, str]] = [(None, "")]
    while front:
        parent, path = front.pop()
        for at, node in enumerate(below[parent]):
            paths[node] = path + spell(at)
            if node in below:
                front.append((node, paths[node]))
    return paths


def spell(at: int) -> str:
    """Return the step of the office number `at` (from 0) below another.

    >>> spell(0), spell(37)
    ('000', '011')

    Raises:
        ValueError: more offices than three characters tell apart (46,656).
    """
    if at >= _MOST:
        raise ValueError(f"no more than {_MOST} offices hang under one")
    high, low = divmod(at, len(_DIGITS))
    return _DIGITS[high // len(_DIGITS)] + _DIGITS[high % len(_DIGITS)] + _DIGITS[low]


def following(path: str) -> str:
    """Return the path beside `path` with the next number.

    >>> following("000011")
    '000012'
    """
    return path[:-STEP] + spell(int(path[-STEP:], len(_DIGITS)) + 1)


def above(path: str) -> list[str]:
    """Return the paths of the offices above, the top first.

    >>> above("000001002")
    ['000', '000001']
    """
    return [path[:end] for end in range(STEP, len(path), STEP)]
