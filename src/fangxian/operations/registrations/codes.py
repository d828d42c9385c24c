"""Codes of this world: made here, checked anywhere by whoever has the public key."""

from datetime import timedelta

from django.conf import settings
from nacl.signing import SigningKey

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.registrations.desk import get_desk
from fangxian.stores.codes import Code, find_public_key, sign_code
from fangxian.stores.home import read_or_make_key

LONGEST = timedelta(hours=24)


def make_code(
    actor: Actor, clock: Clock, *, place_id: str, subject: str, key: str, purpose: str, valid_for: timedelta
) -> str:
    """Return the text of a code for a person or household that the office at `place_id` answers for.

    It is good for a day at most, whatever was asked for. Raises `not-your-role`, `not-found`.
    """
    actor.require("work")
    if not get_desk().ground.is_within(place_id, actor.reach):
        raise NOT_FOUND(what="place", what_zh="地点", key=place_id)
    not_after = clock.now() + max(min(valid_for, LONGEST), timedelta())
    return sign_code(Code(purpose, subject, key, not_after), _read_secret())


def get_public_key() -> bytes:
    """Return the key (32 bytes) that checks this world's codes."""
    return find_public_key(_read_secret())


def _read_secret() -> bytes:
    return read_or_make_key(settings.FANGXIAN_HOME, "codes", lambda: bytes(SigningKey.generate()))
