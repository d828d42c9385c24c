"""Who is asking: a bearer token or the session of a signed-in browser gives the actor, or nobody enters."""

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from fangxian.engines.problems import Problem
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.queries import get_actor, get_world_clock
from fangxian.operations.clock import Clock
from fangxian.operations.lookups.services import require_open
from fangxian.operations.tokens.queries import find_user_of


class Asked(HttpRequest):
    """A request that has entered: `auth` is the actor."""

    auth: Actor


def clock_of_the_world() -> Clock:
    """Return the clock that services take: a drill's world may run in another year."""
    return get_world_clock()


def open_record(request: Asked, record: str, record_id: str) -> None:
    """Let the actor read one person's record: their task, or a reason is on file (`POST /lookups`)."""
    require_open(request.auth, clock_of_the_world(), record=record, record_id=record_id)


def _enter(user_id: str | None) -> Actor | None:
    """Return the actor of a user who serves somewhere now, else None."""
    if not user_id:
        return None
    try:
        return get_actor(user_id, clock_of_the_world().now())
    except Problem:
        return None


class BearerToken(HttpBearer):
    """`Authorization: Bearer fangxian_…`"""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Return the actor the token lets in."""
        return _enter(find_user_of(token, clock_of_the_world().now()))


class SignedInSession(APIKeyCookie):
    """The session cookie of a signed-in browser; writes need the CSRF token too."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """Return the actor of the session."""
        return _enter(request.session.get("user_id"))
