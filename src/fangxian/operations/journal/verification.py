"""Finding what was tampered with: edits, deletions, reorders, cut tails, tables changed behind the journal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Exists, OuterRef

from fangxian.engines.problems import Text
from fangxian.operations.journal.canonical import GENESIS, chain, decode, encode
from fangxian.operations.journal.heads import SignedHead
from fangxian.operations.journal.models import Anchor, Entry, Seal, Waiting
from fangxian.operations.journal.watching import list_watched

_READ_AT_ONCE = 1_000
_COLUMNS = ("who", "role", "office", "verb", "object_kind", "object_id", "event_at", "recorded_at")


@dataclass(frozen=True)
class Finding:
    """One thing that does not fit; `seq` where it has a number."""

    seq: int | None
    what: Text


@dataclass(frozen=True)
class VerifyReport:
    """What a verification found. `unanchored`: sealed entries that no second office's head covers yet."""

    sealed: int
    waiting: int
    anchored_seq: int
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """True if nothing was found."""
        return not self.findings

    @property
    def unanchored(self) -> int:
        """The length of the tail that could be cut without a trace outside."""
        return max(0, self.sealed - self.anchored_seq)

    @property
    def first_bad_seq(self) -> int | None:
        """The lowest number at which something does not fit."""
        return min((finding.seq for finding in self.findings if finding.seq is not None), default=None)


@dataclass
class _Walk:
    """What a walk along the chain remembers."""

    watched: frozenset[str]
    seq: int = 0
    head: str = GENESIS
    hashes: dict[int, str] = field(default_factory=dict)
    last_images: dict[tuple[str, str], tuple[int, bytes]] = field(default_factory=dict)


def verify(heads: Sequence[SignedHead] = ()) -> VerifyReport:
    """Walk the whole chain, then the anchors (ours and those handed in as `heads`), then the watched tables.

    Only a head kept elsewhere can show a tail cut together with its anchor: hand it in.
    """
    anchors = [*_our_heads(), *heads]
    walk = _Walk(frozenset(list_watched()), hashes={head.seq: "" for head in anchors})
    findings = [
        *_check_chain(walk),
        *_check_unsealed(),
        *(found for head in anchors for found in _check_head(head, walk)),
        *_check_tables(walk),
    ]
    good = [head.seq for head in anchors if walk.hashes[head.seq] == head.hash and head.is_genuine()]
    return VerifyReport(walk.seq, Waiting.objects.count(), max(good, default=0), tuple(findings))


def _check_chain(walk: _Walk) -> Iterator[Finding]:
    while seals := list(Seal.objects.filter(seq__gt=walk.seq).order_by("seq")[:_READ_AT_ONCE]):
        entries = Entry.objects.in_bulk([seal.entry_id for seal in seals])
        for seal in seals:
            yield from _check_seal(walk, seal, entries.get(seal.entry_id))


def _check_seal(walk: _Walk, seal: Seal, entry: Entry | None) -> Iterator[Finding]:
    if seal.seq != walk.seq + 1:
        missing = f"{walk.seq + 1}-{seal.seq - 1}"
        yield Finding(walk.seq + 1, Text(f"封存号 {missing} 缺失", f"seals {missing} are missing"))
    if seal.prev != walk.head:
        yield Finding(seal.seq, Text("与前一条不相接", "does not follow from the one before"))
    walk.seq, walk.head = seal.seq, seal.hash
    if seal.seq in walk.hashes:
        walk.hashes[seal.seq] = seal.hash
    if entry is None:
        yield Finding(seal.seq, Text("条目已被删除", "the entry was deleted"))
        return
    canonical = bytes(entry.canonical)
    if seal.hash != chain(seal.prev, seal.seq, seal.entry_id, canonical):
        yield Finding(seal.seq, Text("条目或封存被改动", "the entry or its seal was edited"))
        return
    yield from _check_columns(seal.seq, entry, canonical)
    if entry.object_kind in walk.watched:
        image = encode({"after": decode(canonical)["after"]})
        walk.last_images[entry.object_kind, entry.object_id] = (seal.seq, image)


def _check_columns(seq: int, entry: Entry, canonical: bytes) -> Iterator[Finding]:
    columns = decode(encode({name: getattr(entry, name) for name in _COLUMNS}))
    written = decode(canonical)
    wrong = [name for name, value in columns.items() if written.get(name) != value]
    if wrong:
        names = ", ".join(wrong)
        yield Finding(seq, Text(f"检索列被改动: {names}", f"columns differ from what was written: {names}"))


def _check_unsealed() -> Iterator[Finding]:
    sealed = Exists(Seal.objects.filter(entry_id=OuterRef("id")))
    queued = Exists(Waiting.objects.filter(entry_id=OuterRef("id")))
    for entry_id in Entry.objects.exclude(sealed).exclude(queued).values_list("id", flat=True):
        yield _unsealed(entry_id, Text("的封存已被删除", "has lost its seal"))
    known = Exists(Entry.objects.filter(id=OuterRef("entry_id")))
    for entry_id in Waiting.objects.exclude(known).values_list("entry_id", flat=True):
        yield _unsealed(entry_id, Text("在封存前被删除", "was deleted before it was sealed"))


def _unsealed(entry_id: UUID, what: Text) -> Finding:
    return Finding(None, Text(f"条目 {entry_id} {what.zh}", f"entry {entry_id} {what.en}"))


def _our_heads() -> list[SignedHead]:
    return [
        SignedHead(row.seq, row.hash, row.held_by, _written(row.signed_at), row.public_key, row.signature)
        for row in Anchor.objects.order_by("seq")
    ]


def _written(at: object) -> str:
    return str(decode(encode({"at": at}))["at"])


def _check_head(head: SignedHead, walk: _Walk) -> Iterator[Finding]:
    where = Text(f"{head.held_by}保管的存证", f"the anchor held by {head.held_by}")
    if not head.is_genuine():
        yield Finding(head.seq, Text(f"{where.zh}签名不符", f"{where.en} is not genuine"))
    elif head.seq > walk.seq:
        yield Finding(
            walk.seq + 1,
            Text(f"尾部被截断: {where.zh}到 {head.seq}", f"the tail was cut: {where.en} goes to {head.seq}"),
        )
    elif walk.hashes[head.seq] != head.hash:
        yield Finding(head.seq, Text(f"与{where.zh}不符", f"differs from {where.en}"))


def _check_tables(walk: _Walk) -> Iterator[Finding]:
    for kind, images in list_watched().items():
        standing = {object_id: encode({"after": image}) for object_id, image in images()}
        for object_id in sorted(standing.keys() | {key for k, key in walk.last_images if k == kind}):
            seq, written = walk.last_images.get((kind, object_id), (None, encode({"after": None})))
            if standing.get(object_id, encode({"after": None})) != written:
                yield Finding(
                    seq,
                    Text(
                        f"表中的 {kind} {object_id} 与其最后一条流水不符",
                        f"the table's {kind} {object_id} differs from its last entry",
                    ),
                )
