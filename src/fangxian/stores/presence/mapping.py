"""Opening arrays of a segment: mapped, read only or private to this process."""

from pathlib import Path

import numpy as np

from fangxian.stores.presence.words import Ints

_HEADER_BYTES = 128
"""An array without rows is its header alone, and cannot be mapped."""


def mapped(path: Path, *, private: bool = False) -> Ints:
    """Map an array. Changes to a `private` one stay in this process's memory and never reach the file."""
    if path.stat().st_size <= _HEADER_BYTES:
        empty: Ints = np.load(path)
        return empty
    array: Ints = np.load(path, mmap_mode="c" if private else "r")
    return array
