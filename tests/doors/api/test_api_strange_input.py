"""Whatever a program sends, it gets an answer in JSON, never a crash."""

import re
from itertools import cycle, islice
from urllib.parse import quote

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

STRANGE_IDS = (
    "0",
    "-",
    "' OR 1=1 --",
    "不存在的编号",
    "..",
    "x" * 500,
    "00000000-0000-7000-8000-000000000000",
    "%00",
)
STRANGE_QUERIES = (
    "",
    "?known_at=yesterday",
    "?known_at=2021-07-31T10:00",
    "?as_of=9999-12-31T23:59:59Z",
    "?limit=-1",
)
STRANGE_BODIES = (None, [], "text", {"proposal_ids": [1]}, {"changes": {"age": "old"}}, {"kind": "photo"})


@pytest.fixture
def operations(tree) -> list[tuple[str, str]]:
    """Every operation as (method, path)."""
    paths = Client().get("/api/openapi.json").json()["paths"]
    return [
        (method.upper(), path.removeprefix("/api")) for path, methods in paths.items() for method in methods
    ]


def _is_foreseen(answer) -> bool:
    return answer.status_code < 500 and (
        not answer.content or answer["Content-Type"].startswith("application/json")
    )


def test_no_operation_stumbles_over_an_id(operations, outbreak, program) -> None:
    """Each operation is given three of them, in turn: neighbours in the list, which are alike, differ in theirs."""
    commander = program("commander")
    for number, (method, path) in enumerate(operations):
        for strange in islice(
            cycle(STRANGE_IDS), 3 * number % len(STRANGE_IDS), 3 * number % len(STRANGE_IDS) + 3
        ):
            filled = re.sub(r"\{\w+\}", quote(strange, safe=""), path)
            answer = commander.ask(method, filled, {})
            assert _is_foreseen(answer) or answer.status_code == 404, f"{method} {filled}"


def test_no_reading_stumbles_over_a_query(operations, case_id, outbreak, program) -> None:
    commander = program("commander")
    for query in STRANGE_QUERIES:
        for method, path in operations:
            if method == "GET":
                filled = path.replace("{outbreak_id}", outbreak).replace("{case_id}", case_id)
                filled = re.sub(r"\{\w+\}", "430102", filled)
                assert _is_foreseen(commander.get(filled + query)), f"{filled}{query}"


def test_no_writing_stumbles_over_a_body(operations, case_id, outbreak, program) -> None:
    commander = program("commander")
    for body in STRANGE_BODIES:
        for method, path in operations:
            if method != "GET" and not path.endswith("/respond"):
                filled = path.replace("{outbreak_id}", outbreak).replace("{case_id}", case_id)
                filled = re.sub(r"\{\w+\}", "00000000-0000-7000-8000-000000000000", filled)
                assert _is_foreseen(commander.ask(method, filled, body)), f"{method} {filled} {body}"
