"""What somebody wishes of a command: its options, gathered into the frozen class that does the work."""

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    W = TypeVar("W", bound=DataclassInstance)


def wish_of(wish: "type[W]", options: Mapping[str, Any], **other: Any) -> "W":
    """Return a wish made of those options it has a field for; `other` fields stand before them.

    >>> from dataclasses import make_dataclass
    >>> wish_of(make_dataclass("Wish", ["out", "seed"]), {"out": "a.csv", "seed": 1, "app": None}, seed=2)
    Wish(out='a.csv', seed=2)
    """
    named = {field.name for field in fields(wish)}
    return wish(**{**{name: value for name, value in options.items() if name in named}, **other})
