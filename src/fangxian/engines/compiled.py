"""Compiling with numba, kept on disk where a cache can be written and in memory where it cannot."""

import hashlib
from collections.abc import Callable
from typing import Any

import numba
import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic

_SO_FAR: dict[str, Any] = {}
"""Package -> digest of everything compiled in it so far."""


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile on first call. A read-only install without a writable home still works, only slower to start.

    Numba throws away what it kept when the function's own file changes, but not when a function it calls has changed in
    another file. What it calls was compiled before it: so all of the package up to here is part of what the kept
    version is known by.
    """
    known_by = _digest(function)
    try:
        made = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # numba found no folder that it may write its cache to
        return numba.njit(nogil=True)(function)
    kept = made._cache._cache_file  # type: ignore[attr-defined]  # numba has no public name for it
    kept._source_stamp = (*kept._source_stamp, known_by)
    return made


def _digest(function: Callable[..., Any]) -> str:
    """Add a function to what its package holds, with the numbers it takes from its module, and return the digest."""
    package = function.__module__.rpartition(".")[0]
    digest = _SO_FAR.setdefault(package, hashlib.sha256())
    code = function.__code__
    numbers = {name: function.__globals__.get(name) for name in code.co_names}
    plain = {name: value for name, value in numbers.items() if isinstance(value, int | float | np.generic)}
    digest.update(repr((function.__qualname__, code.co_code, code.co_names, code.co_consts, plain)).encode())
    return str(digest.hexdigest())


whole: Callable[[Any], int] = numba.int64  # type: ignore[assignment]
"""A number without what is after its point, with a sign whatever it was: in compiled code mixed signs make fractions."""

bits: Callable[[Any], np.uint64] = numba.uint64
"""A number as 64 bits without a sign."""


@intrinsic
def _fetch_ahead(typing: Any, array: Any, index: Any) -> Any:
    def write(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        found = context.make_array(signature.args[0])(context, builder, given[0])
        at = cgutils.get_item_pointer(context, builder, signature.args[0], found, [given[1]])  # type: ignore[no-untyped-call]
        byte, word = ir.IntType(8).as_pointer(), ir.IntType(32)
        call = builder.module.declare_intrinsic(
            "llvm.prefetch", [byte], ir.FunctionType(ir.VoidType(), [byte, word, word, word])
        )
        builder.call(call, [builder.bitcast(at, byte), word(0), word(3), word(1)])
        return context.get_dummy_value()

    return types.void(array, types.intp), write


fetch_ahead: Callable[[Any, int], None] = _fetch_ahead  # type: ignore[assignment]
"""Have the entry of an array brought near while something else is computed; changes nothing but the time it takes."""
