"""What whoever remembers for a second whom a token lets in has to ask again."""

from datetime import datetime

from django.db.models import Q

from fangxian.operations.tokens.models import Token, digest_of

__all__ = ["digest_of", "list_ended"]


def list_ended(since: datetime, at: datetime) -> list[str]:
    """Return the digests of tokens that expired in between, or were revoked since."""
    ended = Q(revoked_at__gt=since) | Q(expires_at__gt=since, expires_at__lte=at)
    return list(Token.objects.filter(ended).values_list("digest", flat=True))
