"""A token as kept: its digest, never the token itself."""

from hashlib import sha256

from django.db import models
from django.db.models import F, Q

from fangxian.operations.ids import new_id


def digest_of(token: str) -> str:
    """Return what is kept of a token."""
    return sha256(token.encode()).hexdigest()


class Token(models.Model):
    """Lets a program in as `user` until `expires_at` or `revoked_at`, whichever comes first."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    """SHA-256 of the token. A token is 256 random bits, so a slow password hash would add nothing."""
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="tokens_token_expires_after_it_is_made"
            )
        ]
