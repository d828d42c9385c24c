"""Red flags as they were known: a flag settled later was open then."""

from datetime import datetime

from django.db.models import Q, QuerySet

from fangxian.operations.follow_ups.models import RedFlag


def open_flags(at: datetime) -> QuerySet:
    """Return the red flags that were raised by `at` and not settled then."""
    open_then = Q(settled_at=None) | Q(settled_at__gt=at)
    return RedFlag.objects.filter(open_then, recorded_at__lte=at)


def as_known(flag: RedFlag, at: datetime) -> RedFlag:
    """Take from a flag what was not known of it at `at`; it is only to be shown, never saved."""
    if flag.acknowledged_at is not None and flag.acknowledged_at > at:
        flag.acknowledged_at, flag.acknowledged_by = None, ""
    if flag.settled_at is not None and flag.settled_at > at:
        flag.settled_at, flag.settled_by, flag.outcome, flag.note = None, "", "", ""
    return flag
