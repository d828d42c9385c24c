"""What whoever remembers an actor for a second has to ask again."""

from datetime import datetime

from django.db.models import Q

from fangxian.operations.accounts.models import Duty


def list_moved(since: datetime, at: datetime) -> set[str]:
    """Return the users one of whose duties began, ended or was corrected in between."""
    corrected = Q(known_from__gt=since) | Q(known_to__gt=since)
    turned = Q(valid_from__gt=since, valid_from__lte=at) | Q(valid_to__gt=since, valid_to__lte=at)
    return {str(one) for one in Duty.objects.filter(corrected | turned).values_list("user_id", flat=True)}
