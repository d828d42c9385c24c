"""The samples that stand: not those whose event in the ledger was taken back."""

from datetime import datetime

from django.db.models import OuterRef, QuerySet

from fangxian.operations.custody.models import Sample
from fangxian.operations.rounds.queries import taken_back


def standing(known_at: datetime | None = None) -> QuerySet[Sample]:
    """Return the samples recorded and not taken back by then (None: now)."""
    samples = Sample.objects.all()
    if known_at is not None:
        samples = samples.filter(recorded_at__lte=known_at)
    return samples.exclude(taken_back(OuterRef("id"), known_at))
