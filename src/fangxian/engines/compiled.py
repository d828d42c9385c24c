"""Compiling with numba, kept on disk where a cache can be written and in memory where it cannot."""

from collections.abc import Callable
from typing import Any

import numba


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile on first call. A read-only install without a writable home still works, only slower to start."""
    try:
        return numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # numba found no folder that it may write its cache to
        return numba.njit(nogil=True)(function)
