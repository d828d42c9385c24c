"""SHA-256 of many short texts: the interpreter's own OpenSSL, called from a compiled loop without Python in between."""

import _hashlib
import ctypes
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

_CALLS = ("SHA256_Init", "SHA256_Update", "SHA256_Final")
ROOM = 256
"""Bytes for OpenSSL's state, which takes 112."""


@cache
def find_openssl() -> npt.NDArray[np.int64]:
    """Return where the three calls are; nothing where they are part of the interpreter itself and cannot be seen."""
    try:
        library = ctypes.CDLL(_hashlib.__file__)
        found = [ctypes.cast(getattr(library, name), ctypes.c_void_p).value for name in _CALLS]
    except (AttributeError, OSError):
        found = []
    return np.array(found, np.int64)


@intrinsic
def _call(_context: Any, where: Any, first: Any, second: Any, third: Any) -> Any:

    def build(_context: Any, builder: ir.IRBuilder, _signature: Any, arguments: list[Any]) -> Any:
        kind = ir.FunctionType(ir.IntType(32), [ir.IntType(64)] * 3)
        return builder.call(builder.inttoptr(arguments[0], kind.as_pointer()), arguments[1:])

    return types.int32(types.int64, types.int64, types.int64, types.int64), build


call: Any = _call
"""Call what stands at an address with three whole numbers, or addresses. (Numba hands over the context by itself.)"""
