"""The seal of one entry, for whoever needs a number nobody could choose."""

from dataclasses import dataclass
from uuid import UUID

from fangxian.operations.journal.models import Seal


@dataclass(frozen=True)
class SealRow:
    """An entry's place in the chain."""

    seq: int
    hash: str


def find_seal(entry_id: UUID) -> SealRow | None:
    """Return the seal of an entry, or None while it waits for the sealer."""
    seal = Seal.objects.filter(entry_id=entry_id).first()
    return SealRow(seal.seq, seal.hash) if seal else None
