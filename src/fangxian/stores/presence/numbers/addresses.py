"""Reading arrays of a number of segments unknown in advance from one compiled loop: by their addresses.

Numba compiles anew for every number of arrays it is given; a table of addresses is one array for any number of
segments. Whoever passes the table keeps the arrays alive, and rows that are read lie inside them.
"""

from typing import Any

from llvmlite import ir
from numba import carray, types
from numba.core import cgutils
from numba.extending import intrinsic

from fangxian.engines.compiled import compiled
from fangxian.stores.presence.numbers.words import Ints


@intrinsic
def _pointer(_context: Any, address: Any) -> Any:
    def build(_context: Any, builder: ir.IRBuilder, _signature: Any, arguments: list[Any]) -> Any:
        return builder.inttoptr(arguments[0], cgutils.voidptr_t)

    return types.voidptr(address), build


def address(array: Ints) -> int:
    """Return where an array begins; 0 for an empty one."""
    return int(array.ctypes.data) if array.size else 0


@compiled
def at_address(where: int, size: int, kind: Any) -> Ints:
    """Return the first `size` numbers of the contiguous array of `kind` at an address."""
    numbers: Ints = carray(_pointer(where), (size,), kind)  # type: ignore[call-arg]
    return numbers
