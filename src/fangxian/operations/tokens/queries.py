"""Who a token lets in."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from fangxian.operations.tokens.models import Token, digest_of


def find_user_of(token: str, at: datetime) -> str | None:
    """Return the id of the user a token lets in at `at`, or None: unknown, expired and revoked look the same."""
    digest = digest_of(token)
    return find_users_of([digest], at).get(digest)


def find_users_of(digests: Collection[str], at: datetime) -> dict[str, str]:
    """Return digest -> the id of the user that token lets in at `at`; those that let nobody in are left out."""
    standing = Q(revoked_at=None) | Q(revoked_at__gt=at)
    rows = Token.objects.filter(standing, digest__in=digests, created_at__lte=at, expires_at__gt=at)
    return {digest: str(user_id) for digest, user_id in rows.values_list("digest", "user_id")}
