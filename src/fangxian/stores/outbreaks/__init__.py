"""Outbreak packs: what was published of an outbreak, when it was known, and who stands for its people."""

from fangxian.stores.outbreaks.pack import CityRules, OutbreakPack, list_outbreaks, read_outbreak

__all__ = ["CityRules", "OutbreakPack", "list_outbreaks", "read_outbreak"]
