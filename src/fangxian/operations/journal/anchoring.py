"""How far other offices' heads cover the journal, and when the next one is due."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fangxian.operations.journal.models import Anchor, Seal

REMIND_AFTER = timedelta(hours=24)
"""An older head lets too much be cut without a trace outside; a deployment may anchor more often."""


@dataclass(frozen=True)
class Anchoring:
    """The sealed entries, and those that the last head handed out covers. `overdue`: a head should be handed out now."""

    sealed: int
    anchored_seq: int
    held_by: str
    signed_at: datetime | None
    unanchored: int
    overdue: bool


def find_anchoring(now: datetime, after: timedelta = REMIND_AFTER) -> Anchoring:
    """Return how far the journal is anchored; overdue if something is not covered and the last head is older than `after`."""
    sealed = Seal.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    last = Anchor.objects.order_by("-seq", "-signed_at").first()
    seq = last.seq if last else 0
    unanchored = max(sealed - seq, 0)
    old = last is None or now - last.signed_at > after
    return Anchoring(
        sealed,
        seq,
        last.held_by if last else "",
        last.signed_at if last else None,
        unanchored,
        unanchored > 0 and old,
    )
