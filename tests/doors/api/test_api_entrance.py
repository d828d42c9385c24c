"""Who may enter the API, and what the others are told."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.doors.api.programs import Program

pytestmark = pytest.mark.django_db


def test_without_a_token_nobody_enters(tree) -> None:
    answer = Program().get("/outbreaks")
    assert answer.status_code == 401
    assert answer.json()["code"] == "sign-in-first"


@pytest.mark.parametrize("token", ["wrong", "fangxian_", "fangxian_" + "x" * 43])
def test_a_token_that_was_never_made_lets_nobody_in(token: str, tree) -> None:
    assert Program(token).get("/outbreaks").status_code == 401


def test_a_token_lets_its_user_in_until_it_expires(program, outbreak, clock) -> None:
    commander = program("commander")
    assert [row["id"] for row in commander.get("/outbreaks").json()] == [outbreak]
    clock.advance(timedelta(days=7))
    assert commander.get("/outbreaks").status_code == 401


def test_a_signed_in_browser_enters_with_its_session(cast, outbreak) -> None:
    browser = Client()
    session = browser.session
    session["user_id"] = cast.commander.user_id
    session.save()
    assert browser.get("/api/outbreaks").status_code == 200


def test_a_session_alone_does_not_write(cast, outbreak) -> None:
    """Another site could make the browser send its cookie: a write needs the CSRF token too."""
    browser = Client(enforce_csrf_checks=True)
    session = browser.session
    session["user_id"] = cast.commander.user_id
    session.save()
    answer = browser.post(f"/api/outbreaks/{outbreak}/respond")
    assert answer.status_code == 403
    assert answer.json()["code"] == "refused"


PUBLIC = {
    ("GET", "/notices"): "what is published is for everybody",
    ("POST", "/deliveries/{delivery_id}/receipt"): "an outlet's receipt carries its secret",
}


def test_every_operation_but_the_description_asks_who_is_there(tree) -> None:
    schema = Client().get("/api/openapi.json").json()
    operations = [
        (method.upper(), path.removeprefix("/api"))
        for path, methods in schema["paths"].items()
        for method in methods
    ]
    assert len(operations) > 20
    assert set(PUBLIC) <= set(operations)
    for method, path in set(operations) - set(PUBLIC):
        filled = path.replace("{", "").replace("}", "")
        assert Program().ask(method, filled).status_code == 401, f"{method} {path}"


def test_the_description_page_loads_nothing_from_elsewhere_and_runs_nothing_inline(tree) -> None:
    answer = Client().get("/api/docs")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "http" not in page.replace("http-equiv", "")
    assert page.count("<script") == page.count('<script src="/static/') + page.count(
        'type="application/json"'
    )
    assert "default-src 'none'" in answer["Content-Security-Policy"]
