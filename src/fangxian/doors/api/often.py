"""What is asked hundreds of times a second, answered before the usual path of a request: half of its time otherwise.

Only what goes well, and what has to be said quickly (busy), is answered here. Anything else takes the usual path from
its beginning, so that there is one way to refuse.
"""

import io
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

from fangxian.doors.api.entrance import clock_of_the_world
from fangxian.doors.api.sent import JSON, read_whole, tell_each, tell_problem
from fangxian.operations.registrations.desk import get_desk
from fangxian.operations.registrations.services import accept
from fangxian.stores.spool import Busy

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Application = Callable[[Environ, Any], Iterable[bytes]]

_PATH, _BEARER = "/api/registrations", "Bearer "


class Often:
    """The application the server calls; `others` answers whatever this does not."""

    def __init__(self, others: Application) -> None:
        self._others = others

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request (WSGI)."""
        token = _token_of(environ)
        if token is None:
            return self._others(environ, start_response)
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        try:
            answer = _accept(token, body)
        except Busy as busy:
            again = ("Retry-After", str(busy.retry_after_s))
            return _say(start_response, "503 Service Unavailable", tell_problem(busy), again)
        except Exception:  # Whatever it is, the usual path meets it again and has the words for it.
            answer = None
        if answer is None:
            return self._others({**environ, "wsgi.input": io.BytesIO(body)}, start_response)
        return _say(start_response, "202 Accepted", answer)


def _token_of(environ: Environ) -> str | None:
    """The token of a request that may be answered here."""
    if environ["PATH_INFO"] != _PATH or environ["REQUEST_METHOD"] != "POST":
        return None
    authorization: str = environ.get("HTTP_AUTHORIZATION", "")
    length: str = environ.get("CONTENT_LENGTH") or ""
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
    if not authorization.startswith(_BEARER) or not length.isdecimal() or int(length) > most:
        return None
    return authorization.removeprefix(_BEARER).strip()


def _accept(token: str, body: bytes) -> str | None:
    """Take the records in and return the answer; None: nobody is let in."""
    desk = get_desk()
    with desk.gate.enter():
        clock = desk.get_clock(clock_of_the_world)
        actor = desk.admissions.find(token, clock)
        return None if actor is None else tell_each(accept(actor, clock, read_whole(body)))


def _say(
    start_response: StartResponse, status: str, answer: str, *headers: tuple[str, str]
) -> Iterable[bytes]:
    content = answer.encode()
    told = [
        ("Content-Type", JSON),
        ("Content-Length", str(len(content))),
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Security-Policy", "default-src 'none'"),
    ]
    start_response(status, [*told, *headers])
    return [content]
