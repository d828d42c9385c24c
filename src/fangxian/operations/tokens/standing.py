"""Many tokens looked at again at once, for whoever remembers them for a second."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from fangxian.operations.chunks import in_chunks
from fangxian.operations.tokens.models import Token, digest_of

__all__ = ["digest_of", "find_standing"]


def find_standing(digests: Collection[str], at: datetime) -> dict[str, str]:
    """Return digest -> user of those tokens that let somebody in at `at`."""
    standing = Q(revoked_at=None) | Q(revoked_at__gt=at)
    found: dict[str, str] = {}
    for some in in_chunks(digests):
        rows = Token.objects.filter(standing, digest__in=some, created_at__lte=at, expires_at__gt=at)
        found |= {digest: str(user_id) for digest, user_id in rows.values_list("digest", "user_id")}
    return found
