"""A program that asks the API, and a case it may report."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client


@dataclass(frozen=True)
class Program:
    """Asks the API with one user's token, or with none."""

    token: str = ""

    def ask(self, method: str, path: str, body: Any = None) -> HttpResponse:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return Client().generic(
            method,
            f"/api{path}",
            "" if body is None else json.dumps(body, ensure_ascii=False),
            "application/json",
            headers=headers,
        )

    def get(self, path: str) -> HttpResponse:
        return self.ask("GET", path)

    def post(self, path: str, body: Any = None) -> HttpResponse:
        return self.ask("POST", path, body or {})


A_CASE = {
    "person": {"key": "p-1", "full_name": "测试甲", "residence_place_id": "430102003001"},
    "reported_on": "2021-07-29",
    "facts": {"onset_on": "2021-07-28", "age": 41},
    "stays": [{"arrive_at": "2021-07-27T18:00+08:00", "leave_at": "2021-07-27T20:00+08:00", "place_id": "v-teahouse"}],
    "contacts": [
        {"person": {"key": "p-2", "residence_place_id": "430102003002"}, "last_on": "2021-07-28", "setting": "meal"}
    ],
}  # fmt: skip
