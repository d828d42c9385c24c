"""The duties of many users looked at again at once, for whoever remembers an actor for a second."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from fangxian.operations.accounts.models import Duty
from fangxian.operations.chunks import in_chunks


def find_latest_duties(user_ids: Collection[str], at: datetime) -> dict[str, UUID]:
    """Return user -> the version of the duty that `get_actor` would choose: another one, and the actor is another."""
    found: dict[str, UUID] = {}
    for some in in_chunks(user_ids):
        rows = Duty.objects.at(at).filter(user_id__in=some).order_by("valid_from")
        # The latest is written last.
        found |= {str(user_id): version for user_id, version in rows.values_list("user_id", "version")}
    return found
