"""What whoever remembers an actor for a second has to ask again."""

from datetime import datetime

from django.db.models import Q

from fangxian.operations.accounts.models import Duty

Change = tuple[str, int, str]
"""Whose duty, which version of it, and what of it happened: the same change is the same each time it is asked for."""


def list_moved(since: datetime, at: datetime) -> set[Change]:
    """Return how duties began, ended or were corrected in between: the user of each comes first."""
    corrected = Q(known_from__gt=since) | Q(known_to__gt=since)
    turned = Q(valid_from__gt=since, valid_from__lte=at) | Q(valid_to__gt=since, valid_to__lte=at)
    rows = Duty.objects.filter(corrected | turned).values("pk", "user_id", *_LASTS)
    return {
        (str(row["user_id"]), row["pk"], name)
        for row in rows
        for name, lasts in _LASTS.items()
        if row[name] is not None and since < row[name] and (lasts or row[name] <= at)
    }


_LASTS = {"known_from": True, "known_to": True, "valid_from": False, "valid_to": False}
"""What of a duty can happen, and whether it has as soon as it is written."""
