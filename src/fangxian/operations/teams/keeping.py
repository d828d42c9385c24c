"""How long names and telephones of members are kept: until the day their roster names, or a volunteer was told."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q

from fangxian.operations.chunks import in_chunks
from fangxian.operations.teams.models import MemberKey

PENDING_DAYS = 30
"""So long somebody who signed up waits to be checked; then nothing of them can be read any more. Our own figure."""
SERVING_DAYS = 180
"""So long a volunteer who was checked is kept, from the last check on. Our own figure."""


def keep_until(member_ids: Collection[UUID], day: date | None) -> None:
    """Say until when members are kept, inside the caller's transaction; a later day that was said before stands."""
    for some in in_chunks(sorted(set(member_ids))):
        keys = MemberKey.objects.filter(member_id__in=some)
        keys.filter(Q(kept_until=None) | Q(kept_until__lt=day)).update(kept_until=day)


def count_members_due(day: date) -> int:
    """Return how many members were to be kept until `day` or an earlier one."""
    return MemberKey.objects.filter(kept_until__lte=day).count()


def drop_members_due(day: date) -> int:
    """Destroy their keys, inside the caller's transaction: name and telephone are read nowhere; return of how many."""
    return MemberKey.objects.filter(kept_until__lte=day).delete()[0]
