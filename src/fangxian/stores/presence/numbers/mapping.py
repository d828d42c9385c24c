"""Opening arrays of a segment: mapped, read only or private to this process."""

import mmap
from contextlib import suppress
from pathlib import Path

import numpy as np

from fangxian.stores.presence.numbers.words import Ints

_HEADER_BYTES = 128
"""An array without rows is its header alone, and cannot be mapped."""


def mapped(path: Path, *, private: bool = False) -> Ints:
    """Map an array. Changes to a `private` one stay in this process's memory and never reach the file."""
    if path.stat().st_size <= _HEADER_BYTES:
        empty: Ints = np.load(path)
        return empty
    array: Ints = np.load(path, mmap_mode="c" if private else "r")
    return array


_POPULATE_READ = 22
"""Linux 5.14 and later (MADV_POPULATE_READ): map all pages of a range. Python names it from 3.13 or so on."""


def populate(array: Ints) -> None:
    """Map all pages of a mapped array now; where the system knows no way to, its pages are mapped as they are read."""
    mapping = getattr(array, "_mmap", None)
    if isinstance(mapping, mmap.mmap):
        with suppress(OSError, ValueError):
            mapping.madvise(_POPULATE_READ)
