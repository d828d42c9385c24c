"""Who leads a group is kept until the group has been home for a while, and not longer."""

from datetime import date

from fangxian.operations.outreach.groups import last_words
from fangxian.operations.outreach.models import StrandedGroup


def list_leaders_due(day: date) -> list[str]:
    """Return the persons who led groups and were to be kept until `day` or an earlier one; retention sees all."""
    touched = StrandedGroup.objects.filter(keep_until__lte=day).values("group_id")
    last = last_words(StrandedGroup.objects.filter(group_id__in=touched))
    return sorted(row.leader_id for row in last.values() if row.keep_until <= day)
