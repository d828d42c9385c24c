"""The tables beside the journal: what stands has to be what its last entry says, what ever stood what its entry marked."""

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.db.models import Max, OuterRef, Subquery

from fangxian.engines.problems import Text
from fangxian.operations.journal.canonical import decode, encode
from fangxian.operations.journal.models import Entry, Seal
from fangxian.operations.journal.watching import Covered, list_covered, list_watched

Marked = Counter[tuple[UUID | None, str]]
"""Marks, each with the entry it came by where the table says so."""

_NOTHING = encode({"after": None})


def check_tables() -> Iterator[tuple[int | None, Text]]:
    """Yield (seq of the entry, what differs) for each object that is not as its entry shows or marks it."""
    for kind, images in list_watched().items():
        for object_id in sorted(_differing(kind, images())):
            # A writer may have come between the two readings: what differs is read once more, by itself.
            again = {key: image for key, image in images() if key == object_id}
            if object_id in _differing(kind, again.items(), only=object_id):
                yield _seq_of_last(kind, object_id), _differs(kind, object_id)
    for word, covered in list_covered().items():
        if suspects := _unmarked(word, covered, None):
            for key, (said, lies) in sorted(_unmarked(word, covered, suspects.keys()).items()):
                yield _seq_of_first(word, key, said - lies or lies - said), _unlike(word, key, said, lies)


def _unmarked(word: str, covered: Covered, keys: Collection[str] | None) -> dict[str, tuple[Marked, Marked]]:
    """Return key -> (marks the journal gave, marks of what lies there) where the two are not the same."""
    said: dict[str, Marked] = {}
    for entry_id, marks in _given(word):
        for key in marks if keys is None else marks.keys() & keys:
            said.setdefault(key, Counter())[entry_id if covered.by_entry else None, marks[key]] += 1
    lies: dict[str, Marked] = {}
    for one in covered.lie(keys):
        lies.setdefault(one.key, Counter())[one.entry_id, one.mark] += 1
    pairs = {key: (said.get(key, Counter()), lies.get(key, Counter())) for key in said.keys() | lies.keys()}
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}


def _given(word: str) -> Iterator[tuple[UUID, dict[str, str]]]:
    """Yield every entry that vouches for rows of this kind, with its marks; one that cannot be read is told by the walk."""
    entries = Entry.objects.filter(object_kind__in=[word, f"{word}s"]).order_by("id")
    for entry_id, canonical in entries.values_list("id", "canonical").iterator(chunk_size=2_000):
        try:
            marks = decode(bytes(canonical)).get("covers", {}).get(word, {})
        except (ValueError, AttributeError):
            continue
        yield entry_id, marks


def _seq_of_first(word: str, key: str, marks: Marked) -> int | None:
    """The number of the first entry the difference is about, where one is known; else of the last about this key."""
    about = {entry_id for entry_id, _ in marks if entry_id}
    about |= {entry_id for entry_id, given in _given(word) if (None, given.get(key)) in marks}
    first = Seal.objects.filter(entry_id__in=about).order_by("seq").values_list("seq", flat=True).first()
    return first or _seq_of_last(word, key)


def _unlike(word: str, key: str, said: Marked, lies: Marked) -> Text:
    if said.total() > lies.total():
        return Text(
            f"表中的 {word} {key} 少了流水写下的行", f"the table's {word} {key} lacks rows the journal wrote"
        )
    if lies.total() > said.total():
        return Text(
            f"表中的 {word} {key} 有流水未写下的行",
            f"the table's {word} {key} has rows no entry vouches for",
        )
    return Text(
        f"表中的 {word} {key} 与写下它的流水不符",
        f"the table's {word} {key} differs from the entry that wrote it",
    )


def _differing(kind: str, standing: Any, only: str | None = None) -> set[str]:
    images = {object_id: b'{"after":' + encode(image) for object_id, image in standing}
    number = Subquery(Seal.objects.filter(entry_id=OuterRef("id")).values("seq")[:1])
    entries = Entry.objects.filter(object_kind=kind).order_by(number.asc(nulls_last=True), "id")
    if only is not None:
        entries = entries.filter(object_id=only)
    last: dict[str, bytes] = {}
    for object_id, canonical in entries.values_list("object_id", "canonical").iterator(chunk_size=5_000):
        last[object_id] = bytes(canonical)
    wrong = {key for key in images if not last.get(key, b"").startswith(images[key] + b',"before":')}
    return wrong | {key for key in last.keys() - images.keys() if _says_something(last[key])}


def _says_something(canonical: bytes) -> bool:
    """Tell whether an entry leaves something standing; one that cannot be read is told by the walk."""
    try:
        return encode({"after": decode(canonical)["after"]}) != _NOTHING
    except (ValueError, KeyError, TypeError):
        return True


def _seq_of_last(kind: str, object_id: str) -> int | None:
    entries = Entry.objects.filter(object_kind=kind, object_id=object_id).values("id")
    return Seal.objects.filter(entry_id__in=entries).aggregate(last=Max("seq"))["last"]


def _differs(kind: str, object_id: str) -> Text:
    return Text(
        f"表中的 {kind} {object_id} 与其最后一条流水不符",
        f"the table's {kind} {object_id} differs from its last entry",
    )
