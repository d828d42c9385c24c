"""Long lists in pieces a database takes as the values of one statement."""

from collections.abc import Collection, Iterator
from itertools import islice
from typing import TypeVar

Value = TypeVar("Value")


def in_chunks(values: Collection[Value], size: int = 10_000) -> Iterator[list[Value]]:
    """Yield `values` in lists of at most `size`.

    >>> list(in_chunks([1, 2, 3], size=2))
    [[1, 2], [3]]
    """
    rest = iter(values)
    while chunk := list(islice(rest, size)):
        yield chunk
