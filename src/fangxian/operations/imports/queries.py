"""Reading what was imported, within reach of where it was imported."""

from datetime import date, datetime
from uuid import UUID

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.imports.models import Batch, RejectedRow
from fangxian.operations.imports.rows import BatchRow, RejectedLine
from fangxian.operations.problems import NOT_FOUND


def find_batch(kind: str, sha256: str) -> BatchRow | None:
    """Return the import of this very file, whoever did it, or None."""
    batch = Batch.objects.filter(kind=kind, sha256=sha256).first()
    return row_of(batch) if batch else None


def list_batches(actor: Actor, limit: int = 200, known_at: datetime | None = None) -> list[BatchRow]:
    """Return the imports made at places within the actor's reach (None: by now), the latest first."""
    batches = Batch.objects.order_by("-id")
    if known_at is not None:
        batches = batches.filter(imported_at__lte=known_at)
    return [row_of(batch) for batch in actor.reach.filter_persons(batches)[:limit]]


def list_rejected(actor: Actor, batch_id: UUID | str, limit: int = 5_000) -> list[RejectedLine]:
    """Return the lines an import refused. Their values are personal: the auditor is shown none.

    Raises:
        Problem: `not-found`, out of reach or not there.
    """
    if not actor.reach.filter_persons(Batch.objects.filter(id=batch_id)).exists():
        raise NOT_FOUND(what="import", what_zh="导入批次", key=batch_id)
    rows = RejectedRow.objects.filter(batch_id=batch_id).order_by("line", "id")[:limit]
    return [_line_of(row, shown=actor.reach.identities) for row in rows]


def _line_of(row: RejectedRow, *, shown: bool) -> RejectedLine:
    """A reason may quote the value it is about: it is left out there too."""
    zh, en = row.reason_zh, row.reason_en
    if not shown and row.value:
        zh, en = (reason.replace(row.value, "…") for reason in (zh, en))
    return RejectedLine(row.line, row.column, row.value if shown else "", Text(zh, en))


def list_due(day: date) -> list[BatchRow]:
    """Return the imports that were to be kept until `day` or an earlier one; for retention, which sees all."""
    return [row_of(batch) for batch in Batch.objects.filter(retention_until__lte=day).order_by("id")]


def count_rejected(batch_id: UUID | str) -> int:
    """Return how many refused lines are still kept of an import."""
    return RejectedRow.objects.filter(batch_id=batch_id).count()


def row_of(batch: Batch) -> BatchRow:
    """Return a batch as a row."""
    names = BatchRow.__dataclass_fields__.keys() - {"id", "repeated"}
    return BatchRow(id=str(batch.id), **{name: getattr(batch, name) for name in names})
