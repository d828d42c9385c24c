"""Place packs, trees and boundaries of the user's own, and the shapes a map draws."""

from fangxian.stores.places.boundaries import Boundaries, read_boundaries
from fangxian.stores.places.pack import PlaceLevel, PlacePack, list_place_packs, read_place_pack
from fangxian.stores.places.shapes import shapes
from fangxian.stores.places.tree_csv import TREE, TreeRead, read_tree_csv

__all__ = [
    "TREE",
    "Boundaries",
    "PlaceLevel",
    "PlacePack",
    "TreeRead",
    "list_place_packs",
    "read_boundaries",
    "read_place_pack",
    "read_tree_csv",
    "shapes",
]
