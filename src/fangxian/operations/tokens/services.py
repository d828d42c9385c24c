"""Make and revoke tokens."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.queries import get_user
from fangxian.operations.clock import Clock
from fangxian.operations.journal.services import record
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.tokens.models import Token, digest_of
from fangxian.operations.tokens.problems import TOKEN_LASTS_TOO_LONG

PREFIX = "fangxian_"
LONGEST = timedelta(days=90)


@transaction.atomic
def create_token(actor: Actor, clock: Clock, *, handle: str, purpose: str, valid_for: timedelta) -> str:
    """Make a token for the user `handle`; it is returned this once and kept only as a digest.

    Raises not-found for an unknown handle and token-lasts-too-long beyond 90 days.
    """
    actor.require("manage")
    if not timedelta() < valid_for <= LONGEST:
        raise TOKEN_LASTS_TOO_LONG(days=valid_for.days, most=LONGEST.days)
    user = get_user(handle)
    token, at = PREFIX + secrets.token_urlsafe(32), clock.now()
    row = Token.objects.create(
        digest=digest_of(token),
        user_id=user.user_id,
        purpose=purpose,
        created_at=at,
        expires_at=at + valid_for,
    )
    after = {"user": handle, "purpose": purpose, "expires_at": row.expires_at}
    record(actor, "created", "token", str(row.id), at=at, after=after)
    return token


@transaction.atomic
def revoke_token(actor: Actor, clock: Clock, *, token_id: UUID, reason: str) -> None:
    """End a token now. Raises not-found if there is none that still lets anybody in."""
    actor.require("manage")
    at = clock.now()
    if not Token.objects.filter(id=token_id, revoked_at=None).update(revoked_at=at):
        raise NOT_FOUND(what="token", what_zh="令牌", key=token_id)
    record(actor, "revoked", "token", str(token_id), at=at, reason=reason)
