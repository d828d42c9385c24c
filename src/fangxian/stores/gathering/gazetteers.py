"""The gazetteer of a place pack: its tree, its venues and those of the outbreaks that happened on it."""

from functools import cache

import polars as pl

from fangxian.engines import tables
from fangxian.engines.gazetteer import Gazetteer, build_gazetteer
from fangxian.stores.outbreaks import list_outbreaks, read_outbreak
from fangxian.stores.places import read_place_pack


@cache
def pack_gazetteer(pack_id: str) -> Gazetteer:
    """Return the gazetteer of a place pack; built once per process.

    Raises:
        Problem: no such pack.
    """
    pack = read_place_pack(pack_id)
    places = pl.concat([pack.places, _published_venues(pack_id)])
    places = places.unique("place_id", keep="first", maintain_order=True)
    return build_gazetteer(places, pack.names, pack.zones)


def _published_venues(pack_id: str) -> pl.DataFrame:
    """Return the venues named in the outbreak packs of a place pack; one outside its tree has no parent."""
    outbreaks = [read_outbreak(outbreak) for outbreak in list_outbreaks()]
    listed = [one.exposure_places for one in outbreaks if one.place_pack == pack_id]
    if not listed:
        return tables.PLACES.empty()
    return tables.PLACES.check(pl.concat(listed).with_columns(level=pl.lit(tables.VENUE)))
