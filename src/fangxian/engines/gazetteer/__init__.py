"""The gazetteer: which places a text names, with candidates and scores, never a silent guess."""

from fangxian.engines.gazetteer.found import FOUND, find_places_in
from fangxian.engines.gazetteer.index import Gazetteer, build_gazetteer
from fangxian.engines.gazetteer.mentions import Context, Mention, Scored
from fangxian.engines.gazetteer.resolving import resolve
from fangxian.engines.gazetteer.tables import NAMES, ZONES

__all__ = [
    "FOUND",
    "NAMES",
    "ZONES",
    "Context",
    "Gazetteer",
    "Mention",
    "Scored",
    "build_gazetteer",
    "find_places_in",
    "resolve",
]
