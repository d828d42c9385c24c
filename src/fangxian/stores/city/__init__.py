"""Synthetic cities on disk: built once from an outbreak pack and a place pack, opened in under a second."""

from fangxian.stores.city.build import ensure_city
from fangxian.stores.city.city import City

open_outbreak = ensure_city
"""The name `respond` uses: an outbreak pack with its people, whatever they come from."""

__all__ = ["City", "ensure_city", "open_outbreak"]
