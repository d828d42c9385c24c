"""The door of a record about one person: open for those whose task it is, a question for everybody else in reach."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from fangxian.doors.web.desk import Desk, View
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.engines.problems import Problem, Text
from fangxian.operations.lookups.reasons import WHYS
from fangxian.operations.lookups.services import require_open

WORDS = Words(
    ask=Text("先写明理由", "A reason first"),
    why=Text("为何查阅", "Why do you look?"),
    reason=Text("写明理由", "In your words"),
    reason_hint=Text(
        "不要写他人姓名或病情。", "No names of others and nothing about anybody's health, please."
    ),
    open_it=Text("打开记录", "Open the record"),
)


def opens(record: str, given: str = "key") -> Callable[[View], View]:
    """Guard a view of one person's record, whose id it takes as `given`; stands below `signed_in`."""

    def around(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, desk: Desk, **rest: Any) -> HttpResponse:
            try:
                require_open(desk.actor, desk.clock, record=record, record_id=rest[given])
            except Problem as problem:
                if problem.code != "reason-needed-to-look" or request.headers.get("HX-Request"):
                    raise
                return _ask(request, problem, record, rest[given])
            return view(request, desk, **rest)

        guarded.opens = record  # type: ignore[attr-defined]
        return guarded

    return around


def _ask(request: HttpRequest, problem: Problem, record: str, record_id: str) -> HttpResponse:
    """Ask for the reason; the record opens right after. A form that was sent is not sent again by itself."""
    target = request.get_full_path() if request.method == "GET" else request.headers.get("Referer", "/")
    return render_page(
        request,
        "web/ask_why.html",
        WORDS,
        status=problem.status,
        problem=problem,
        whys=WHYS,
        record=record,
        record_id=record_id,
        target=target,
    )
