"""The entrance for what comes hundreds of times a second says just what the usual path says, only sooner."""

import io
import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler

from fangxian.doors.api.often import Often
from fangxian.operations.accounts.queries import get_system_actor
from fangxian.operations.registrations.applying import apply_spool
from fangxian.operations.registrations.desk import get_desk
from fangxian.stores.spool import Limits
from tests.doors.api.test_api_registrations import make

pytestmark = pytest.mark.django_db
Answer = tuple[str, dict[str, str], bytes]


class Usual:
    """The usual path, and how often it was asked."""

    def __init__(self) -> None:
        self.asked, self._handler = 0, WSGIHandler()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        self.asked += 1
        return self._handler(environ, start_response)


@pytest.fixture
def usual() -> Usual:
    return Usual()


@pytest.fixture
def token(program, outbreak) -> str:
    return str(program("community-worker").token)


def send(application: Any, body: bytes, token: str, **changes: str) -> Answer:
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/api/registrations",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.errors": io.StringIO(),
        "wsgi.input": io.BytesIO(body),
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_AUTHORIZATION": f"Bearer {token}",
        **changes,
    }
    told: list[Any] = []
    content = b"".join(application(environ, lambda status, headers, *_: told.extend((status, headers))))
    return told[0], dict(told[1]), content


def body_of(*records: Any) -> bytes:
    return json.dumps({"records": list(records)}).encode()


def test_records_are_taken_in_without_the_usual_path(usual, token, clock) -> None:
    one = make()
    status, headers, content = send(Often(usual), body_of(one), token)
    assert (status, usual.asked) == ("202 Accepted", 0)
    assert json.loads(content) == {"answers": [{"event_id": one["event_id"], "accepted": True}]}
    assert headers["Content-Length"] == str(len(content))
    assert apply_spool(get_system_actor("spool"), clock).records == 1


@pytest.mark.parametrize(
    ("bodies", "beside"),
    [
        (lambda: body_of(make(), make(place_id="430105001004")), 0),
        (lambda: body_of(make(payload={"full_name": "x"})), 0),
        (lambda: body_of(make(kind="party"), make()), 1),
        (body_of, 1),
        (lambda: b"{", 1),
        (lambda: b"", 1),
    ],
    ids=["elsewhere", "a name", "unreadable", "none", "no JSON", "nothing"],
)
def test_it_answers_as_the_usual_path_does(usual, token, bodies, beside) -> None:
    body = bodies()
    status, headers, content = send(Often(usual), body, token)
    assert usual.asked == beside
    expected = send(usual, body, token)
    assert (status, content, headers["Content-Type"]) == (
        expected[0],
        expected[2],
        expected[1]["Content-Type"],
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"HTTP_AUTHORIZATION": "Bearer fangxian_wrong"},
        {"HTTP_AUTHORIZATION": ""},
        {"HTTP_AUTHORIZATION": "Basic eDp5"},
        {"CONTENT_LENGTH": "three"},
        {"REQUEST_METHOD": "GET"},
        {"PATH_INFO": "/api/registrations/lag"},
    ],
    ids=["wrong token", "no token", "another scheme", "no length", "a reader", "another address"],
)
def test_whatever_it_does_not_know_takes_the_usual_path(usual, token, changes) -> None:
    answer = send(Often(usual), body_of(make()), token, **changes)
    assert usual.asked == 1
    assert answer[0] == send(usual, body_of(make()), token, **changes)[0]
    assert not answer[0].startswith("202")


def test_an_auditor_is_refused_in_the_usual_words(usual, program, outbreak) -> None:
    status, _, content = send(Often(usual), body_of(make()), program("auditor").token)
    assert (status, json.loads(content)["code"], usual.asked) == ("403 Forbidden", "not-your-role", 1)


@pytest.mark.parametrize("limits", [Limits(records=0), Limits(requests=0)], ids=["spool full", "house full"])
def test_it_says_itself_that_it_is_busy(usual, token, limits) -> None:
    get_desk().gate.limits = limits
    status, headers, content = send(Often(usual), body_of(make()), token)
    assert (status, usual.asked) == ("503 Service Unavailable", 0)
    assert 1 <= int(headers["Retry-After"]) <= 60
    assert json.loads(content)["code"] == "busy"


def test_what_goes_wrong_inside_is_met_again_on_the_usual_path(usual, token, monkeypatch) -> None:
    monkeypatch.setattr("fangxian.doors.api.often.accept", lambda *_: 1 / 0)
    one = make()
    status, _, content = send(Often(usual), body_of(one), token)
    assert (status, usual.asked) == ("202 Accepted", 1)
    assert json.loads(content)["answers"][0]["event_id"] == one["event_id"]
