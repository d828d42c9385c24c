"""Independent parts of one answer, side by side: polars and what is compiled let go of the interpreter meanwhile."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
import polars as pl

# Polars gets hold of numpy when it is first handed an array: two threads that both are the first trip over each other.
pl.Series(np.zeros(1))

One = TypeVar("One")
Other = TypeVar("Other")


def abreast(one: Callable[[], One], other: Callable[[], Other]) -> tuple[One, Other]:
    """Return what both give; neither may depend on the other.

    >>> abreast(lambda: 1, lambda: "two")
    (1, 'two')
    """
    with ThreadPoolExecutor(1) as beside:
        later = beside.submit(other)
        first = one()
        return first, later.result()
