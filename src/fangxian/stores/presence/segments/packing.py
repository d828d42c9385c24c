"""Writing one segment: chunks of numbers in, two sorted orders and their dictionaries out."""

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import polars as pl

from fangxian.engines.problems import Problem, Text
from fangxian.stores.presence.numbers.dictionary import Dictionary, sort_ids
from fangxian.stores.presence.numbers.words import ARRIVE_LIMIT, ID_LIMIT, LEAF_KEY, Ints
from fangxian.stores.presence.segments.side import SideRows, join_side, save_side
from fangxian.stores.presence.segments.withdrawn import save_gone

DAY_MINUTES = 1440
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
class Gone:
    """Tombstones as numbers: the keys of stays that earlier segments hold and that are withdrawn."""

    person: Ints = field(default_factory=lambda: np.empty(0, np.uint32))
    leaf: Ints = field(default_factory=lambda: np.empty(0, np.uint32))
    arrive: Ints = field(default_factory=lambda: np.empty(0, np.int32))


@dataclass(frozen=True)
class Draft:
    """Everything one segment is written from. `leaves` has LEAF_KEY; the code of a leaf is its row."""

    chunks: list[Chunk]
    persons: pl.Series
    leaves: pl.DataFrame
    side: SideRows = field(default_factory=lambda: join_side([]))
    seats: pl.Series = field(default_factory=lambda: pl.Series(dtype=pl.String()))
    gone: Gone = field(default_factory=Gone)

    @property
    def rows(self) -> int:
        """All stays, those of the side table included."""
        return len(self.side) + sum(len(chunk.person) for chunk in self.chunks)


@dataclass(frozen=True)
class Written:
    """What became of a draft: the digest of the segment's content and its rows, each stay once."""

    sha256: str
    rows: int


def write_segment(draft: Draft, folder: Path, progress: Progress | None = None) -> Written:
    """Write the files of a segment into `folder`; of stays with one key one is kept.

    The digest does not depend on the order of rows or of the dictionaries given. The files are on the disk
    when this returns.

    Raises:
        Problem: more people, places or years than one segment holds.
    """
    tell = progress or (lambda _share: None)
    persons, person_code, person_offsets = _persons(draft)
    leaf_order = draft.leaves.with_row_index("_code").sort(LEAF_KEY)["_code"].to_numpy()
    leaf_code, leaf_offsets, used = _compress(_Counts(draft, "leaf", draft.leaves.height), leaf_order)
    epoch = _epoch(draft.chunks)
    persons.save(folder / "persons.npy")
    _save_leaves(draft.leaves[used], folder)
    tell(0.1)
    codes = {"person": person_code, "leaf": leaf_code}
    rows = _write_order(folder, "place", leaf_offsets, _Packing(draft.chunks, epoch, codes, by="leaf"))
    tell(0.5)
    _write_order(folder, "person", person_offsets, _Packing(draft.chunks, epoch, codes, by="person"))
    side = replace(draft.side, person=person_code[draft.side.person], leaf=leaf_code[draft.side.leaf])
    save_side(side, draft.seats, folder)
    save_gone(person_code[draft.gone.person], leaf_code[draft.gone.leaf], draft.gone.arrive, folder)
    _save_head(folder, epoch, rows + len(side))
    tell(0.9)
    _flush(folder)
    return Written(_digest(folder), rows + len(side))


def _persons(draft: Draft) -> tuple[Dictionary, Ints, Ints]:
    order = draft.persons.arg_sort().to_numpy()
    code, offsets, used = _compress(_Counts(draft, "person", len(draft.persons)), order)
    dictionary, _ = sort_ids(draft.persons.gather(used))
    return dictionary, code, offsets


class _Counts:
    """How often each code of a column is used: among the words, and at all."""

    def __init__(self, draft: Draft, column: str, size: int) -> None:
        self.words = np.zeros(size, np.int64)
        for chunk in draft.chunks:
            self.words += np.bincount(getattr(chunk, column), minlength=size)
        beside = [getattr(draft.side, column), getattr(draft.gone, column)]
        self.used = self.words > 0
        self.used[np.concatenate(beside).astype(np.int64)] = True


def _compress(counts: _Counts, order: Ints) -> tuple[Ints, Ints, Ints]:
    """Drop ids nobody uses and number the others in `order`: (new code per old, offsets, old codes used)."""
    used = order[counts.used[order]]
    if len(used) > ID_LIMIT:
        raise _too_much(f"{len(used):,}", f"{ID_LIMIT:,}")
    code = np.zeros(len(counts.used), np.uint32)
    code[used] = np.arange(len(used), dtype=np.uint32)
    return code, np.concatenate([[0], np.cumsum(counts.words[used])]).astype(np.int64), used


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


@dataclass(frozen=True)
class _Packing:
    """Packs chunks into words in buckets by "leaf" or by "person": the bucket is one id, the word holds the other."""

    chunks: list[Chunk]
    epoch: int
    codes: dict[str, Ints]
    by: str

    def scatter(self, offsets: Ints, out: Ints) -> None:
        """Put every word into its bucket, in the order the chunks have it."""
        from fangxian.stores.presence.numbers.sorting import scatter

        other = "person" if self.by == "leaf" else "leaf"
        next_free = offsets[self.codes[self.by]]
        for chunk in self.chunks:
            columns = (
                getattr(chunk, self.by),
                getattr(chunk, other),
                chunk.arrive,
                chunk.length,
                chunk.precision,
            )
            scatter(columns, self.codes[other], self.epoch, next_free, out)


def _write_order(folder: Path, name: str, offsets: Ints, packing: _Packing) -> int:
    """Write one order and return its rows."""
    from fangxian.stores.presence.numbers.sorting import sort_buckets

    words = np.empty(int(offsets[-1]), np.uint64)
    packing.scatter(offsets, words)
    longest = np.zeros(len(offsets) - 1, np.uint16)
    kept = sort_buckets(words, offsets, longest)
    np.save(folder / f"by_{name}.npy", words[:kept])
    np.save(folder / f"{name}_offsets.npy", offsets)
    np.save(folder / f"{name}_longest.npy", longest)
    return int(kept)


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


def _save_head(folder: Path, epoch: int, rows: int) -> None:
    (folder / "segment.json").write_text(json.dumps({"epoch_minutes": epoch, "rows": rows}), "utf-8")


def _flush(folder: Path) -> None:
    """Bring every file to the disk: the manifest must never name a segment that a power cut could lose."""
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        digest.update(path.name.encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
