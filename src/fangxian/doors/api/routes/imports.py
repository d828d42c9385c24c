"""Imports: which files were read, and which of their rows were refused and why."""

from uuid import UUID

from ninja import Router

from fangxian.doors.api.entrance import Asked
from fangxian.doors.api.hours import KnownAt, known
from fangxian.operations.imports import queries
from fangxian.operations.imports.rows import BatchRow, RejectedLine

router = Router()


@router.get("/imports", response=list[BatchRow])
def list_batches(request: Asked, known_at: KnownAt = None) -> list[BatchRow]:
    """List imports, as known at `known_at`: read = accepted + duplicate + rejected."""
    return queries.list_batches(request.auth, known_at=known(known_at))


@router.get("/imports/{batch_id}/rejected", response=list[RejectedLine])
def list_rejected(request: Asked, batch_id: UUID) -> list[RejectedLine]:
    """List the rejected rows of an import: line, column, value, reason."""
    return queries.list_rejected(request.auth, str(batch_id))
