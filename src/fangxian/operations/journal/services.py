"""Recording an act, sealing what was recorded, signing the head of the chain."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import connection, transaction

from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.journal.canonical import GENESIS, chain, encode
from fangxian.operations.journal.heads import SignedHead, sign_head
from fangxian.operations.journal.marks import Covers
from fangxian.operations.journal.models import Anchor, Entry, Seal, Waiting
from fangxian.operations.journal.problems import BARE_PERSONAL_VALUE, NOTHING_TO_ANCHOR

CIPHERTEXT = "box1:"
"""How a value encrypted under a person's key begins."""

_PERSONAL = frozenset({"full_name", "id_number", "phone"})
_SEALED_AT_ONCE = 1_000
# Any number will do as long as nobody else's advisory lock uses it.
_SEALER_LOCK = 0x0FA_65EA1


class Author(Protocol):
    """Whoever acts, as far as the journal needs to know."""

    @property
    def user_id(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def office_id(self) -> str: ...


def record(
    actor: Author,
    verb: str,
    object_kind: str,
    object_id: str | UUID,
    *,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
    event_at: datetime | None = None,
    covers: Covers | None = None,
) -> Entry:
    """Write one entry inside the caller's transaction, so that act and entry stand or fall together.

    `at` is when it is recorded, `event_at` when it happened (default: the same). `covers`: the marks of
    the rows it vouches for. Sealing follows the commit.

    Raises:
        RuntimeError: outside a transaction.
        Problem: `bare-personal-value`, a personal value that is not ciphertext.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("record() belongs in the transaction of the act it records")
    _refuse_bare_values(before, after)
    columns = {
        "who": actor.user_id,
        "role": actor.role,
        "office": actor.office_id,
        "verb": verb,
        "object_kind": object_kind,
        "object_id": str(object_id),
        "event_at": event_at or at,
        "recorded_at": at,
    }
    entry_id = new_id()
    told = {"id": entry_id, "before": before, "after": after, "reason": reason}
    canonical = encode({**columns, **told, **({"covers": covers} if covers else {})})
    entry = Entry.objects.create(id=entry_id, canonical=canonical, **columns)
    Waiting.objects.create(entry_id=entry_id)
    _seal_after_commit()
    return entry


def seal() -> int:
    """Number and chain every waiting entry; return how many.

    One sealer at a time; writers never wait for it, because it numbers only what they have committed.
    """
    sealed = 0
    while count := _seal_some():
        sealed += count
    return sealed


def anchor(held_by: str, clock: Clock) -> SignedHead:
    """Sign the head of the chain for the office `held_by`, which keeps it out of our reach.

    Raises:
        Problem: `nothing-to-anchor`.
    """
    seal()
    last = Seal.objects.order_by("-seq").first()
    if last is None:
        raise NOTHING_TO_ANCHOR()
    head = sign_head(last.seq, last.hash, held_by, clock.now())
    Anchor.objects.create(**head.as_columns())
    return head


def _seal_after_commit() -> None:
    # Once per transaction, however many entries it has: a cascade writes thousands.
    if not any(call is seal for _, call, *_ in connection.run_on_commit):
        # robust: the act is committed; if sealing fails now, the next sealing catches up.
        transaction.on_commit(seal, robust=True)


@transaction.atomic
def _seal_some() -> int:
    _be_the_only_sealer()
    waiting = list(Waiting.objects.order_by("entry_id").values_list("entry_id", flat=True)[:_SEALED_AT_ONCE])
    if not waiting:
        return 0
    last = Seal.objects.order_by("-seq").first()
    seq, head = (last.seq, last.hash) if last else (0, GENESIS)
    written = dict(Entry.objects.filter(id__in=waiting).values_list("id", "canonical"))
    seals = []
    for entry_id in waiting:
        seq += 1
        # An entry removed before it was numbered leaves a seal all the same: that is what gives it away.
        prev, head = head, chain(head, seq, entry_id, bytes(written.get(entry_id, b"")))
        seals.append(Seal(seq=seq, entry_id=entry_id, prev=prev, hash=head))
    Seal.objects.bulk_create(seals)
    Waiting.objects.filter(entry_id__in=waiting).delete()
    return len(seals)


def _be_the_only_sealer() -> None:
    # SQLite: the IMMEDIATE transaction is the lock.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEALER_LOCK])


def _refuse_bare_values(*images: Mapping[str, Any] | None) -> None:
    for image in images:
        for field in _PERSONAL & set(image or ()):
            value = (image or {})[field]
            if value and not str(value).startswith(CIPHERTEXT):
                raise BARE_PERSONAL_VALUE(field=field)
