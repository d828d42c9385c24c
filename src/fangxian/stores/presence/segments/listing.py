"""Which places a segment shows a list of visitors for."""

import numpy as np
import polars as pl

from fangxian.engines.tracing.memory import INTERVIEW
from fangxian.stores.presence.numbers.words import LENGTH_LIMIT, LENGTH_SHIFT
from fangxian.stores.presence.segments.segment import Segment

_LENGTH_BITS = np.uint64((LENGTH_LIMIT - 1) << LENGTH_SHIFT)


def places_listed(segment: Segment, withdrawn: pl.DataFrame) -> frozenset[str]:
    """Return the places with a stay that stands and that no interview alone accounts for.

    `withdrawn` are the keys hidden in the segment: only at their places a leaf may stand empty.
    """
    told = segment.word(2, np.arange(segment.leaf_keys.shape[1])).to_numpy() != INTERVIEW
    filled = np.diff(segment.by_place.offsets) > 0
    for leaf in _leaves_at(segment, withdrawn["place_id"].unique()):
        bucket = slice(segment.by_place.offsets[leaf], segment.by_place.offsets[leaf + 1])
        filled[leaf] = bool((segment.by_place.words[bucket] & _LENGTH_BITS).any())
    filled[np.asarray(segment.side.leaf[np.flatnonzero(segment.side.length)]).astype(np.int64)] = True
    places = np.searchsorted(segment.leaf_offsets, np.flatnonzero(filled & told), side="right") - 1
    return frozenset(segment.places.names(places))


def _leaves_at(segment: Segment, place_ids: pl.Series) -> list[int]:
    places = segment.places.codes(place_ids)
    offsets = segment.leaf_offsets
    return [leaf for place in places[places >= 0] for leaf in range(offsets[place], offsets[place + 1])]
