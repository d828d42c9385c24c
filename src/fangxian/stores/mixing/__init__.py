"""Mixing cities on disk: built once, mapped into memory afterwards, so that ten million people open at once."""

from fangxian.stores.mixing.keeping import ensure_made_up_city, ensure_mixing_city
from fangxian.stores.mixing.naming import find_city

__all__ = ["ensure_made_up_city", "ensure_mixing_city", "find_city"]
