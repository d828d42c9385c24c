"""One pointer instead of a hundred arrays: named tuples handed to compiled code as a struct.

Numba passes a named tuple by value, field by field, into every function: with as many columns as a future has, compiling
took minutes. A struct of the same fields is passed as one pointer, and the code that reads it looks the same.

Numba also counts, at every look at a column of a struct, who still needs the column. The named tuples need them all as long
as there is a struct, so the structs only borrow their columns, and nothing is counted.
"""

import sys
from typing import Any

from llvmlite.ir import Constant
from numba.core import types
from numba.experimental import structref
from numba.extending import intrinsic
from numba.np.arrayobj import make_array

from fangxian.engines.compiled import compiled

_STRUCTS: dict[type, type] = {}


def handed(plain: type) -> type:
    """Register the struct of a class of named tuples, to be called once where the class is defined.

    Its type becomes a name of that module, so that what is compiled for it can be kept on disk.
    """
    name = f"{plain.__name__}Struct"
    type_ = type(name, (_Struct,), {"__module__": plain.__module__, "__qualname__": name})
    setattr(sys.modules[plain.__module__], name, type_)
    structref.register(type_)  # type: ignore[no-untyped-call]
    proxy = type(f"{plain.__name__}Proxy", (structref.StructRefProxy,), {"__new__": _new})
    structref.define_proxy(proxy, type_, list(plain._fields))  # type: ignore[attr-defined, no-untyped-call]
    _STRUCTS[plain] = proxy
    return plain


class _Struct(types.StructRef):
    def preprocess_fields(self, fields: Any) -> Any:
        return tuple((field, types.unliteral(type_)) for field, type_ in fields)  # type: ignore[no-untyped-call]


def _new(cls: type, *values: Any) -> Any:
    return structref.StructRefProxy.__new__(cls, *values)  # type: ignore[no-untyped-call]


def hand(plain: Any) -> Any:
    """Return named tuples, one inside the other, as structs; the arrays are the same ones, and live as long as these.

    >>> from fangxian.engines.epidemic.agenda import make_agenda
    >>> from fangxian.engines.epidemic.agenda import put
    >>> plain = make_agenda(4)
    >>> put(hand(plain), 0.5, 0, 7, -1, 0, 0.0)
    >>> int(plain.who[0])
    7
    """
    if type(plain) not in _STRUCTS:
        return plain
    parts = [hand(value) for value in plain]
    struct = _STRUCTS[type(plain)](*parts)
    _borrow(struct)
    struct.kept = (plain, parts)
    return struct


@compiled
def _borrow(struct):  # type: ignore[no-untyped-def]
    _let_go(struct)  # type: ignore[call-arg]


@intrinsic
def _let_go(typing: Any, struct: Any) -> Any:
    """Give up the struct's own hold of every array in it: from then on they belong to whoever made them."""

    def write(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        data = structref._Utils(context, builder, struct).get_data_struct(given[0])  # type: ignore[no-untyped-call]
        for name, type_ in struct.field_dict.items():
            if isinstance(type_, types.Array):
                array = make_array(type_)(context, builder, getattr(data, name))  # type: ignore[no-untyped-call]
                context.nrt.decref(builder, type_, array._getvalue())
                array.meminfo = Constant(array.meminfo.type, None)
                setattr(data, name, array._getvalue())
        return context.get_dummy_value()

    return types.void(struct), write
