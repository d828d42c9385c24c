"""Taking a file in: whole or not at all, every row accounted for, once."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import polars as pl
from django.db import transaction

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.imports.models import PERSONAL_KINDS, Batch, RejectedRow
from fangxian.operations.imports.problems import OUT_OF_BALANCE, RETENTION_PASSED, TERMS_NEEDED
from fangxian.operations.imports.queries import find_batch, row_of
from fangxian.operations.imports.rows import Applied, BatchRow, Reading, Refusal, RejectedLine, Terms
from fangxian.operations.journal.services import record

__all__ = ["Applied", "Refusal", "Terms", "forget_rejected", "import_rows"]

Apply = Callable[[pl.DataFrame, UUID], Applied]
"""Takes the rows that passed and the batch's id, writes them, and says what became of each."""

_NO_TERMS = Terms("", "", "", None)
_TERM_WORDS = {
    "purpose": Text("目的", "purpose"),
    "legal_basis": Text("法律依据", "legal basis"),
    "approver": Text("批准人", "approver"),
    "retention_until": Text("保存期限", "retention"),
}


def import_rows(
    actor: Actor,
    clock: Clock,
    *,
    kind: str,
    source: str,
    reading: Reading,
    apply: Apply,
    terms: Terms | None = None,
    act: str = "report_case",
) -> BatchRow:
    """Import what was read from one file; the second time the same file adds nothing.

    Lists of people (`PERSONAL_KINDS`) need complete `terms`. `act`: what the role must be let do. If `apply` raises,
    nothing at all was imported.

    Raises:
        Problem: `not-your-role`, `terms-needed`, `retention-passed`, `out-of-balance`, whatever `apply` raises.
    """
    actor.require(act)
    before = find_batch(kind, reading.sha256)
    if before is not None:
        return replace(before, repeated=True)
    terms = terms or _NO_TERMS
    _require_terms(kind, terms, clock)
    return _import(actor, clock, kind, source, reading, apply, terms)


@transaction.atomic
def _import(
    actor: Actor, clock: Clock, kind: str, source: str, reading: Reading, apply: Apply, terms: Terms
) -> BatchRow:
    batch_id = new_id()
    applied = apply(reading.frame, batch_id)
    rejected = [*reading.rejected, *_refused(reading, applied)]
    counts = {
        "read": reading.read,
        "accepted": applied.accepted,
        "duplicate": reading.duplicate + applied.duplicate,
        "rejected": len(rejected),
    }
    settled = counts["accepted"] + counts["duplicate"] + counts["rejected"]
    if settled != counts["read"]:
        raise OUT_OF_BALANCE(read=counts["read"], settled=settled)
    at = clock.now()
    facts = {"kind": kind, "source": source, "sha256": reading.sha256, **counts, **vars(terms)}
    entry = record(actor, "imported", "batch", batch_id, at=at, after=facts)
    batch = Batch.objects.create(id=batch_id, place_id=actor.place_id, imported_at=at, entry=entry, **facts)
    RejectedRow.objects.bulk_create(
        [
            RejectedRow(
                batch=batch,
                line=row.line,
                column=row.column,
                value=row.value,
                reason_zh=row.reason.zh,
                reason_en=row.reason.en,
            )
            for row in sorted(rejected, key=lambda row: row.line)
        ],
        batch_size=1_000,
    )
    return row_of(batch)


def forget_rejected(batch_id: UUID | str) -> int:
    """Delete the lines an import refused, for whoever journals it; their number stays in the balance."""
    return RejectedRow.objects.filter(batch_id=batch_id).delete()[0]


def _refused(reading: Reading, applied: Applied) -> list[RejectedLine]:
    return [
        RejectedLine(reading.lines[refusal.row], refusal.column, refusal.value, refusal.reason)
        for refusal in applied.refused
    ]


def _require_terms(kind: str, terms: Terms, clock: Clock) -> None:
    if kind not in PERSONAL_KINDS:
        return
    missing = [words for name, words in _TERM_WORDS.items() if not getattr(terms, name)]
    if missing:
        raise TERMS_NEEDED(
            missing_zh="、".join(words.zh for words in missing),
            missing=", ".join(words.en for words in missing),
        )
    if terms.retention_until and terms.retention_until <= clock.now().date():
        raise RETENTION_PASSED(day=terms.retention_until)
