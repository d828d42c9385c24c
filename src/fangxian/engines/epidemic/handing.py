"""One pointer instead of a hundred arrays: named tuples handed to compiled code as a struct.

Numba passes a named tuple by value, field by field, into every function: with as many columns as a future has, compiling
took minutes. A struct of the same fields is passed as one pointer, and the code that reads it looks the same.

Numba also counts, at every look at a column of a struct or at a struct inside another, who still needs it: a third of the
time of a future. The named tuples need all columns as long as there is a struct, and whoever calls holds the struct, so
structs only borrow their columns, compiled code only borrows structs, and nothing is counted.
"""

import sys
from collections.abc import Callable
from typing import Any

from llvmlite.ir import Constant
from numba.core import types
from numba.core.datamodel import default_manager, models
from numba.core.pythonapi import NativeValue, box, unbox
from numba.experimental import structref
from numba.extending import intrinsic
from numba.np.arrayobj import make_array

from fangxian.engines.compiled import compiled

_MAKERS: dict[type, Callable[..., Any]] = {}
"""Class of named tuples -> what makes a struct of its fields."""


def handed(plain: type) -> type:
    """Register the struct of a class of named tuples, to be called once where the class is defined.

    Its type and its proxy become names of that module, so that what is compiled for them can be kept on disk.
    """
    type_ = _name(f"{plain.__name__}Struct", _Struct, plain)
    structref.register(type_)  # type: ignore[no-untyped-call]
    default_manager.register(type_, _Borrowed)  # type: ignore[no-untyped-call]
    proxy = _name(f"{plain.__name__}Proxy", structref.StructRefProxy, plain)
    structref.define_constructor(proxy, type_, list(plain._fields))  # type: ignore[attr-defined, no-untyped-call]
    _give_and_take(type_, proxy)
    _MAKERS[plain] = _maker(proxy)
    return plain


def _name(name: str, base: type, plain: type) -> type:
    made = type(name, (base,), {"__module__": plain.__module__, "__qualname__": name})
    setattr(sys.modules[plain.__module__], name, made)
    return made


def _maker(proxy: Any) -> Callable[..., Any]:
    """Return what makes a struct. Numba's own way to make one is compiled anew, for seconds, by every process."""

    def make(*values: Any) -> Any:
        return proxy(*values)

    make.__qualname__ = f"make_{proxy.__name__}"
    return compiled(make)


class _Borrowed(models.StructModel):
    """A pointer to a struct that nobody counts: what numba has for a struct, but for the type of the pointer."""

    def __init__(self, models_known: Any, type_: Any) -> None:
        super().__init__(models_known, type_, [("meminfo", types.voidptr)])  # type: ignore[no-untyped-call]


def _give_and_take(type_: type, proxy: type) -> None:
    """Define how a struct goes from compiled code to Python, counted, and back, borrowed."""
    counted = types.MemInfoPointer(types.voidptr)  # type: ignore[no-untyped-call]

    @box(type_)  # type: ignore[no-untyped-call, untyped-decorator]
    def give(struct: Any, value: Any, c: Any) -> Any:
        pointer = structref._Utils(c.context, c.builder, struct).get_struct_ref(value).meminfo  # type: ignore[no-untyped-call]
        held = c.box(counted, pointer)
        made_by = c.pyapi.unserialize(c.pyapi.serialize_object(proxy._numba_box_))  # type: ignore[attr-defined]
        kind = c.pyapi.unserialize(c.pyapi.serialize_object(struct))
        made = c.pyapi.call_function_objargs(made_by, [kind, held])
        for one in (made_by, kind, held):
            c.pyapi.decref(one)
        return made

    @unbox(type_)  # type: ignore[no-untyped-call, untyped-decorator]
    def take(struct: Any, handed_in: Any, c: Any) -> Any:
        held = c.pyapi.object_getattr_string(handed_in, "_meminfo")
        pointer = c.unbox(counted, held).value
        c.pyapi.decref(held)
        # Looking at it counted it once more; the proxy has it as long as the call lasts.
        c.context.nrt.decref(c.builder, counted, pointer)
        made = structref._Utils(c.context, c.builder, struct).new_struct_ref(pointer)  # type: ignore[no-untyped-call]
        return NativeValue(made._getvalue())  # type: ignore[no-untyped-call]


class _Struct(types.StructRef):
    def preprocess_fields(self, fields: Any) -> Any:
        return tuple((field, types.unliteral(type_)) for field, type_ in fields)  # type: ignore[no-untyped-call]


def hand(plain: Any) -> Any:
    """Return named tuples, one inside the other, as structs; the arrays are the same ones, and live as long as these.

    >>> from fangxian.engines.epidemic.agenda import make_agenda
    >>> from fangxian.engines.epidemic.agenda import put
    >>> plain = make_agenda(4, 2)
    >>> put(hand(plain), 0.5, 0, 7, -1, 0, 0.0)
    >>> int(plain.item[0]["who"])
    7
    """
    if type(plain) not in _MAKERS:
        return plain
    parts = [hand(value) for value in plain]
    struct = _MAKERS[type(plain)](*parts)
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
