"""Finding what was tampered with: edits, deletions, reorders, cut tails, tables changed behind the journal."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast

from fangxian.engines.problems import Text
from fangxian.operations.journal.canonical import decode, encode
from fangxian.operations.journal.heads import SignedHead
from fangxian.operations.journal.models import Anchor, Entry, Seal, Waiting
from fangxian.operations.journal.scanning import Flaw
from fangxian.operations.journal.tables import check_tables
from fangxian.operations.journal.walking import walk

_WORDS = {
    "missing": Text("封存号 {0} 缺失", "seals {0} are missing"),
    "unlinked": Text("与前一条不相接", "does not follow from the one before"),
    "deleted": Text("条目已被删除", "the entry was deleted"),
    "edited": Text("条目或封存被改动", "the entry or its seal was edited"),
    "columns": Text("检索列被改动: {0}", "columns differ from what was written: {0}"),
}


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


def verify(heads: Sequence[SignedHead] = ()) -> VerifyReport:
    """Walk the whole chain, then the anchors (ours and those handed in as `heads`), then the watched tables.

    Only a head kept elsewhere can show a tail cut together with its anchor: hand it in.
    """
    anchors = [*list_heads(), *heads]
    last = Seal.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    seq, _, flaws = walk(last)
    sealed = dict(Seal.objects.filter(seq__in=[head.seq for head in anchors]).values_list("seq", "hash"))
    findings = [
        *(Finding(flaw.seq, _word(flaw)) for flaw in flaws),
        *_check_unsealed(None if flaws else seq),
        *(found for head in anchors for found in _check_head(head, seq, sealed)),
        *_check_keys(anchors, heads),
        *(Finding(at, what) for at, what in check_tables()),
    ]
    good = [head.seq for head in anchors if sealed.get(head.seq) == head.hash and head.is_genuine()]
    return VerifyReport(seq, Waiting.objects.count(), max(good, default=0), tuple(findings))


def _word(flaw: Flaw) -> Text:
    words = _WORDS[flaw.kind]
    return Text(words.zh.format(flaw.detail), words.en.format(flaw.detail))


def _check_unsealed(whole: int | None) -> Iterator[Finding]:
    """`whole`: how many seals there are if each has its entry; then entries are only counted, for ids are unique."""
    sealed = Exists(Seal.objects.filter(entry_id=OuterRef("id")))
    queued = Exists(Waiting.objects.filter(entry_id=OuterRef("id")))
    # Counted first: an entry that is sealed meanwhile makes the two differ, and all are looked at.
    waiting = Entry.objects.filter(id__in=Waiting.objects.values("entry_id")).exclude(sealed).count()
    if whole is None or Entry.objects.count() != whole + waiting:
        for entry_id in _list_as_written("id", Entry.objects.exclude(sealed).exclude(queued)):
            yield _unsealed(entry_id, Text("的封存已被删除", "has lost its seal"))
    known = Exists(Entry.objects.filter(id=OuterRef("entry_id")))
    for entry_id in _list_as_written("entry_id", Waiting.objects.exclude(known)):
        yield _unsealed(entry_id, Text("在封存前被删除", "was deleted before it was sealed"))


def _list_as_written(column: str, rows: QuerySet[Any]) -> Iterator[str]:
    """Yield ids as they lie there: one that an intruder wrote may be no id at all."""
    yield from rows.annotate(as_written=Cast(column, TextField())).values_list("as_written", flat=True)


def _unsealed(entry_id: str, what: Text) -> Finding:
    return Finding(None, Text(f"条目 {entry_id} {what.zh}", f"entry {entry_id} {what.en}"))


def list_heads() -> list[SignedHead]:
    """Return the heads we signed, the oldest first."""
    return [
        SignedHead(row.seq, row.hash, row.held_by, _written(row.signed_at), row.public_key, row.signature)
        for row in Anchor.objects.order_by("seq", "signed_at", "id")
    ]


def _written(at: object) -> str:
    return str(decode(encode({"at": at}))["at"])


def _check_keys(anchors: Sequence[SignedHead], kept: Sequence[SignedHead]) -> Iterator[Finding]:
    """An intruder who signs a new head needs a key of their own: it is not that of the heads held elsewhere."""
    keys = {head.public_key for head in kept}
    for head in anchors:
        if keys and head.public_key not in keys:
            yield Finding(
                head.seq,
                Text(
                    f"{head.held_by}名下的存证用了另一把钥匙",
                    f"the anchor said to be held by {head.held_by} is signed with another key",
                ),
            )


def _check_head(head: SignedHead, last: int, sealed: Mapping[int, str]) -> Iterator[Finding]:
    where = Text(f"{head.held_by}保管的存证", f"the anchor held by {head.held_by}")
    if not head.is_genuine():
        yield Finding(head.seq, Text(f"{where.zh}签名不符", f"{where.en} is not genuine"))
    elif head.seq > last:
        yield Finding(
            last + 1,
            Text(f"尾部被截断: {where.zh}到 {head.seq}", f"the tail was cut: {where.en} goes to {head.seq}"),
        )
    elif sealed.get(head.seq) != head.hash:
        yield Finding(head.seq, Text(f"与{where.zh}不符", f"differs from {where.en}"))
