"""The watched tables beside the journal: what stands has to be what its last entry says."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Max, OuterRef, Subquery

from fangxian.engines.problems import Text
from fangxian.operations.journal.canonical import decode, encode
from fangxian.operations.journal.models import Entry, Seal
from fangxian.operations.journal.watching import list_watched

_NOTHING = encode({"after": None})


def check_tables() -> Iterator[tuple[int | None, Text]]:
    """Yield (seq of the last entry, what differs) for each object of a watched kind that its entry does not show."""
    for kind, images in list_watched().items():
        for object_id in sorted(_differing(kind, images())):
            # A writer may have come between the two readings: what differs is read once more, by itself.
            again = {key: image for key, image in images() if key == object_id}
            if object_id in _differing(kind, again.items(), only=object_id):
                yield _seq_of_last(kind, object_id), _differs(kind, object_id)


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
