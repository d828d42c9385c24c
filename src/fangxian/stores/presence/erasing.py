"""Forgetting a person: the content of a segment without their stays, their id or places only they visited."""

import numpy as np
import polars as pl

from fangxian.stores.presence.packing import LEAF_KEY, Chunk, Draft
from fangxian.stores.presence.segment import Segment
from fangxian.stores.presence.words import unpack


def without_person(segment: Segment, person_id: str) -> Draft | None:
    """Return the segment's content without one person, or None if it never held them."""
    code = int(segment.persons.codes([person_id])[0])
    side = segment.side.filter(pl.col("person_id") != person_id)
    if code < 0 and side.height == segment.side.height:
        return None
    chunk = _chunk(segment)
    kept = chunk.person != code
    return Draft(
        [Chunk(*(column[kept] for column in vars(chunk).values()))],
        segment.persons.names(np.arange(len(segment.persons))),
        _leaves(segment),
        side,
    )


def _chunk(segment: Segment) -> Chunk:
    arrive, leaf, length, precision = unpack(segment.by_person.words[:])
    person = np.repeat(np.arange(len(segment.persons)), np.diff(segment.by_person.offsets))
    return Chunk(person, leaf, arrive + segment.epoch, length, precision)


def _leaves(segment: Segment) -> pl.DataFrame:
    place = np.repeat(np.arange(len(segment.places)), np.diff(segment.leaf_offsets))
    leaf = np.arange(len(place))
    columns = {name: segment.word(number, leaf) for number, name in enumerate(LEAF_KEY[1:])}
    return pl.DataFrame({"place_id": segment.places.names(place), **columns})
