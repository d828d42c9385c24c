"""Place packs, trees and boundaries of the user's own, and the shapes a map draws."""

from fangxian.stores.places.pack import PlaceLevel, PlacePack, list_place_packs, read_place_pack
from fangxian.stores.places.shapes import shapes

__all__ = ["PlaceLevel", "PlacePack", "list_place_packs", "read_place_pack", "shapes"]
