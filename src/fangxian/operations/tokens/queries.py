"""Who a token lets in."""

from datetime import datetime

from django.db.models import Q

from fangxian.operations.tokens.models import Token, digest_of


def find_user_of(token: str, at: datetime) -> str | None:
    """Return the id of the user a token lets in at `at`, or None: unknown, expired and revoked look the same."""
    standing = Q(revoked_at=None) | Q(revoked_at__gt=at)
    row = Token.objects.filter(
        standing, digest=digest_of(token), created_at__lte=at, expires_at__gt=at
    ).first()
    return str(row.user_id) if row else None
