"""The content of segments as numbers again, to be written anew: without a person, or several merged into one."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from fangxian.stores.presence.numbers.words import LEAF_KEY, unpack
from fangxian.stores.presence.segments.packing import Chunk, Draft, Gone
from fangxian.stores.presence.segments.segment import Segment
from fangxian.stores.presence.segments.side import SideRows, join_side
from fangxian.stores.presence.segments.withdrawn import gone_of

_BLOCK_ROWS = 4_000_000


def draft_of(segment: Segment, leaving_out: int = -1) -> Draft:
    """Return what a segment holds: the stays that stand, their dictionaries, its tombstones.

    Nothing is taken of the person with the code `leaving_out`, neither stay nor tombstone.
    """
    kept = np.flatnonzero((segment.side.length[:] > 0) & (segment.side.person[:] != leaving_out))
    names = ("person", "leaf", "arrive", "length", "seat", "precision")
    side = SideRows(*(np.asarray(getattr(segment.side, name)[kept]) for name in names))
    gone = gone_of(segment)
    return Draft(
        chunks=_chunks(segment, leaving_out),
        persons=segment.persons.names(np.arange(len(segment.persons))),
        leaves=leaves_of(segment),
        side=side,
        seats=segment.side.seats.names(np.arange(len(segment.side.seats))),
        gone=Gone(*(column[gone[0] != leaving_out] for column in gone)),
    )


def merged(segments: Sequence[Segment]) -> Draft:
    """Return the stays that stand in any of the segments as one draft; its tombstones have done their work."""
    drafts = [draft_of(segment) for segment in segments]
    persons = pl.concat([draft.persons for draft in drafts]).unique().sort()
    leaves = pl.concat([draft.leaves for draft in drafts]).unique().sort(LEAF_KEY)
    seats = pl.concat([draft.seats for draft in drafts]).unique().sort()
    recoded = [_recoded(draft, persons, leaves, seats) for draft in drafts]
    chunks = [chunk for draft in recoded for chunk in draft.chunks]
    return Draft(chunks, persons, leaves, join_side([draft.side for draft in recoded]), seats)


def leaves_of(segment: Segment) -> pl.DataFrame:
    """Return the leaves of a segment (LEAF_KEY), in order of their codes."""
    place = np.repeat(np.arange(len(segment.places)), np.diff(segment.leaf_offsets))
    columns = {name: segment.word(number, np.arange(len(place))) for number, name in enumerate(LEAF_KEY[1:])}
    return pl.DataFrame({"place_id": segment.places.names(place), **columns})


def _chunks(segment: Segment, leaving_out: int) -> list[Chunk]:
    """Return the words, block by block: unpacked all at once they would need four times their size."""
    offsets, words = segment.by_person.offsets, segment.by_person.words
    chunks = []
    for begin in range(0, len(words), _BLOCK_ROWS):
        arrive, leaf, length, precision = unpack(words[begin : begin + _BLOCK_ROWS])
        person = np.searchsorted(offsets, np.arange(begin, begin + len(leaf)), side="right") - 1
        standing = (length > 0) & (person != leaving_out)
        chunks.append(
            Chunk(
                person=person[standing].astype(np.uint32),
                leaf=leaf[standing].astype(np.uint32),
                arrive=(arrive + segment.epoch)[standing].astype(np.uint32),
                length=length[standing].astype(np.uint16),
                precision=precision[standing],
            )
        )
    return chunks


def _recoded(draft: Draft, persons: pl.Series, leaves: pl.DataFrame, seats: pl.Series) -> Draft:
    person = persons.search_sorted(draft.persons).to_numpy().astype(np.uint32)
    numbered = leaves.with_row_index("_code")
    leaf = draft.leaves.join(numbered, on=LEAF_KEY, nulls_equal=True, how="left", maintain_order="left")
    codes = leaf["_code"].to_numpy()
    seat = np.concatenate([[0], seats.search_sorted(draft.seats).to_numpy() + 1]).astype(np.uint32)
    chunks = [replace(part, person=person[part.person], leaf=codes[part.leaf]) for part in draft.chunks]
    side = replace(
        draft.side,
        person=person[draft.side.person],
        leaf=codes[draft.side.leaf],
        seat=seat[draft.side.seat],
    )
    return replace(draft, chunks=chunks, side=side)
