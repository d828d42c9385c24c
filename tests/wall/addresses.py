"""Every address of the resolver and every operation of the API, whoever wrote it: a new one is walked by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

_CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")
_API = "api/"


@dataclass(frozen=True)
class Address:
    """One thing that can be asked for: `{name}` in the path stands for an id.

    `query`: the parameters of a GET that take an id or a filter. `body`: a JSON schema, for the API.
    """

    method: str
    path: str
    query: tuple[str, ...] = ()
    body: dict[str, Any] | None = None
    schemas: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_api(self) -> bool:
        """Whether a program asks it, with a token."""
        return self.path.startswith(f"/{_API}")

    @property
    def parameters(self) -> tuple[str, ...]:
        """The ids in the path, each with the segment before it: "follow-ups/key"."""
        parts = self.path.split("/")
        return tuple(
            f"{parts[place - 1]}/{part[1:-1]}" for place, part in enumerate(parts) if part.startswith("{")
        )

    @property
    def takes_ids(self) -> bool:
        """Whether a query, a form or a body may name something besides the path."""
        return not self.is_api or bool(self.query or self.body)

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def list_addresses() -> list[Address]:
    """Return every address: web pages are asked both ways, operations of the API as they declare."""
    paths = [path for path in _walk(get_resolver().url_patterns) if not path.startswith(f"/{_API}")]
    pages = [Address(method, path) for path in paths for method in ("GET", "POST")]
    client = Client()
    return [*(page for page in pages if _is_allowed(client, page)), *_operations(client)]


def _is_allowed(client: Client, page: Address) -> bool:
    """Pages say which methods they take before they ask who it is."""
    somewhere = re.sub(r"\{\w+\}", "00000000-0000-7000-8000-000000000000", page.path)
    return client.generic(page.method, somewhere).status_code != HTTPStatus.METHOD_NOT_ALLOWED


def _walk(patterns: list[Any], before: str = "/") -> Iterator[str]:
    for pattern in patterns:
        here = before + _CONVERTER.sub(r"{\1}", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern):
            yield here


def _operations(client: Client) -> Iterator[Address]:
    told = client.get(f"/{_API}openapi.json").json()
    schemas = told.get("components", {}).get("schemas", {})
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            given = operation.get("parameters", [])
            query = tuple(one["name"] for one in given if one["in"] == "query")
            content = operation.get("requestBody", {}).get("content", {})
            body = content.get("application/json", {}).get("schema")
            yield Address(method.upper(), path, query, body, schemas)
