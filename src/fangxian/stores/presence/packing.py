"""Writing one segment: chunks of numbers in, two sorted orders and their dictionaries out."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl

from fangxian.engines import tables
from fangxian.engines.problems import Problem, Text
from fangxian.stores.presence.dictionary import Dictionary, sort_ids
from fangxian.stores.presence.words import ARRIVE_LIMIT, ID_LIMIT, Ints, pack

DAY_MINUTES = 1440
LEAF_KEY = ("place_id", "session", "zone", "source")
"""What a leaf is. Who was in which zone of which session of a place is found by the leaf alone."""

Progress = Callable[[float], None]


@dataclass(frozen=True)
class Chunk:
    """Stays as numbers: codes of person and leaf, minutes since the Unix epoch, minutes of length, precision."""

    person: Ints
    leaf: Ints
    arrive: Ints
    length: Ints
    precision: Ints


@dataclass(frozen=True)
class Draft:
    """Everything one segment is written from. `leaves` has LEAF_KEY; the code of a leaf is its row."""

    chunks: list[Chunk]
    persons: pl.Series
    leaves: pl.DataFrame
    side: pl.DataFrame = field(default_factory=tables.PRESENCES.empty)

    @property
    def rows(self) -> int:
        """All stays, those of the side table included."""
        return self.side.height + sum(len(chunk.person) for chunk in self.chunks)


def write_segment(draft: Draft, folder: Path, progress: Progress | None = None) -> str:
    """Write the files of a segment into `folder` and return the digest of its content.

    The digest does not depend on the order of rows or of the dictionaries given.

    Raises:
        Problem: more people, places or years than one segment holds.
    """
    tell = progress or (lambda _share: None)
    persons, person_code, person_offsets = _ranked(draft, "person", draft.persons)
    leaf_order = draft.leaves.with_row_index("_code").sort(LEAF_KEY)["_code"].to_numpy()
    leaf_code, leaf_offsets, used = _compress(_counts(draft, "leaf", draft.leaves.height), leaf_order)
    epoch = _epoch(draft.chunks)
    persons.save(folder / "persons.npy")
    _save_leaves(draft.leaves[used], folder)
    tell(0.1)
    codes = (person_code, leaf_code)
    _write_order(folder, "place", leaf_offsets, _words(draft.chunks, epoch, codes, by="leaf"))
    tell(0.5)
    _write_order(folder, "person", person_offsets, _words(draft.chunks, epoch, codes, by="person"))
    draft.side.sort(tables.PRESENCES.names).write_parquet(folder / "side.parquet")
    _save_head(folder, epoch, draft)
    tell(0.9)
    return _digest(folder)


def _ranked(draft: Draft, column: str, ids: pl.Series) -> tuple[Dictionary, Ints, Ints]:
    order = ids.arg_sort().to_numpy()
    code, offsets, used = _compress(_counts(draft, column, len(ids)), order)
    dictionary, _ = sort_ids(ids.gather(used))
    return dictionary, code, offsets


def _counts(draft: Draft, column: str, size: int) -> Ints:
    counts = np.zeros(size, np.int64)
    for chunk in draft.chunks:
        counts += np.bincount(getattr(chunk, column), minlength=size)
    return counts


def _compress(counts: Ints, order: Ints) -> tuple[Ints, Ints, Ints]:
    """Drop ids nobody uses and number the others in `order`: (new code per old, offsets, old codes used)."""
    used = order[counts[order] > 0]
    if len(used) > ID_LIMIT:
        raise _too_much(f"{len(used):,}", f"{ID_LIMIT:,}")
    code = np.zeros(len(counts), np.uint32)
    code[used] = np.arange(len(used), dtype=np.uint32)
    return code, np.concatenate([[0], np.cumsum(counts[used])]).astype(np.int64), used


def _epoch(chunks: list[Chunk]) -> int:
    filled = [chunk.arrive for chunk in chunks if len(chunk.arrive)]
    if not filled:
        return 0
    epoch = int(min(arrive.min() for arrive in filled)) // DAY_MINUTES * DAY_MINUTES
    span = int(max(arrive.max() for arrive in filled)) - epoch
    if span >= ARRIVE_LIMIT:
        raise _too_much(f"{span // DAY_MINUTES:,} d", f"{ARRIVE_LIMIT // DAY_MINUTES:,} d")
    return epoch


def _too_much(found: str, limit: str) -> Problem:
    return Problem(
        "too-much-for-a-segment",
        Text(f"一个分段中有 {found}。", f"One segment would hold {found}."),
        Text(f"一个分段最多 {limit}。", f"A segment holds at most {limit}."),
        Text("请分批追加，并检查日期有无错误。", "Append in parts, and check for wrong dates."),
    )


def _words(chunks: list[Chunk], epoch: int, codes: tuple[Ints, Ints], by: str) -> Iterator[tuple[Ints, Ints]]:
    """Yield (words, bucket of each) chunk by chunk: the bucket is one id, the word holds the other."""
    for chunk in chunks:
        person, leaf = codes[0][chunk.person], codes[1][chunk.leaf]
        bucket, identity = (leaf, person) if by == "leaf" else (person, leaf)
        yield pack(chunk.arrive - epoch, identity, chunk.length, chunk.precision), bucket


def _write_order(folder: Path, name: str, offsets: Ints, words: Iterator[tuple[Ints, Ints]]) -> None:
    from fangxian.stores.presence.kernel import scatter, sort_buckets

    path, total = folder / f"by_{name}.npy", int(offsets[-1])
    np.save(path, np.empty(0, np.uint64))
    # An empty file cannot be mapped; a segment may hold side rows alone.
    order = np.lib.format.open_memmap(path, "w+", np.uint64, (total,)) if total else np.load(path)
    next_free = offsets[:-1].copy()
    for part, buckets in words:
        scatter(part, buckets, next_free, order)
    longest = np.zeros(len(offsets) - 1, np.uint16)
    sort_buckets(order, offsets, longest)
    del order  # unmapping writes it out
    np.save(folder / f"{name}_offsets.npy", offsets)
    np.save(folder / f"{name}_longest.npy", longest)


def _save_leaves(leaves: pl.DataFrame, folder: Path) -> None:
    """Save the leaves (sorted by place) as numbers: the place of each, and its session, zone and source."""
    places = leaves["place_id"].unique(maintain_order=True)
    dictionary, _ = sort_ids(places)
    dictionary.save(folder / "places.npy")
    place = leaves["place_id"].rle_id().to_numpy() if leaves.height else np.empty(0, np.uint32)
    columns = [_word_codes(leaves[name]) for name in LEAF_KEY[1:]]
    np.save(folder / "leaf_offsets.npy", np.searchsorted(place, np.arange(len(places) + 1)))
    np.save(folder / "leaf_keys.npy", np.stack([codes for codes, _ in columns]))
    (folder / "words.json").write_text(
        json.dumps([words for _, words in columns], ensure_ascii=False), "utf-8"
    )


def _word_codes(column: pl.Series) -> tuple[Ints, list[str]]:
    words = column.drop_nulls().unique().sort()
    codes = pl.Series(column).replace_strict(
        words, pl.Series(range(len(words)), dtype=pl.Int32()), default=-1, return_dtype=pl.Int32()
    )
    return codes.to_numpy(), words.to_list()


def _save_head(folder: Path, epoch: int, draft: Draft) -> None:
    head = {"epoch_minutes": epoch, "rows": draft.rows, "side_rows": draft.side.height}
    (folder / "segment.json").write_text(json.dumps(head), "utf-8")


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        digest.update(path.name.encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
