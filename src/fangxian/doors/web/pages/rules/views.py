"""The same outbreak under every rule: on the running one rule by rule, on simulated ones outbreak by outbreak.

Each request does one piece of the work and shows what is there, so that a reader sees it grow.
"""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.rules.chart import chart_of
from fangxian.doors.web.pages.rules.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.engines.comparison import list_rules
from fangxian.operations.comparison import (
    TRIALS,
    compare_on,
    count_simulated,
    list_judged_days,
    simulate_next,
    summarise_simulated,
)


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the page; its rows follow by themselves (or at once with ?whole=1, for readers without scripts)."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    days = list_judged_days(desk.reach, desk.outbreak.id, _now(desk))
    judged_at = _judged_at(request, desk)
    done = len(list_rules()) if request.GET.get("whole") else 0
    return render_page(
        request,
        "rules/show.html",
        WORDS,
        days=[(at, at == judged_at, at == days[-1]) for at in reversed(days)],
        **_rows(desk, judged_at, done),
        **_simulated(desk),
    )


@require_GET
@signed_in
def show_rows(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the first ?done= rules (the first ?deep= of them with all degrees) and ask for the next."""
    if desk.outbreak is None:
        return HttpResponse(status=204)
    done, deep = (_number(request, name) for name in ("done", "deep"))
    return render_page(
        request, "rules/rows.html", WORDS, **_rows(desk, _judged_at(request, desk), done, deep)
    )


@require_GET
@signed_in
def show_brief(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show how many people each rule would manage now: a line for other pages to include."""
    if desk.outbreak is None:
        return HttpResponse(status=204)
    return render_page(request, "rules/brief.html", WORDS, **_rows(desk, _now(desk), len(list_rules())))


@require_GET
@signed_in
def show_simulated(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Simulate one outbreak more and show all so far; the answer asks for the next until there are enough."""
    if desk.outbreak is None:
        return HttpResponse(status=204)
    simulate_next(desk.outbreak.plan)
    return render_page(request, "rules/simulated.html", WORDS, running=True, **_simulated(desk))


def _number(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return min(int(text), len(list_rules())) if text.isdecimal() else 0


def _rows(desk: Desk, judged_at: datetime, done: int, deep: int = 0) -> dict[str, Any]:
    assert desk.outbreak is not None
    rules = list_rules()
    rows = compare_on(desk.reach, desk.outbreak.id, judged_at, desk.known_at, rules=done, deep=deep)
    return {
        "rows": rows,
        "waiting": rules[done:],
        "done": done,
        "next": done + 1,
        "deep": deep,
        "next_deep": deep + 1,
        "rules": len(rules),
        "most": max((row.people for row in rows), default=0),
        "judged_at": judged_at,
        "later_cases": rows[0].later_cases if rows else 0,
        "made_up": bool(desk.outbreak.pack),
        "whole": desk.reach.covers(desk.outbreak.place_id),
    }


def _simulated(desk: Desk) -> dict[str, Any]:
    assert desk.outbreak is not None
    rows = summarise_simulated(desk.outbreak.plan)
    count = count_simulated(desk.outbreak.plan)
    return {
        "simulated": rows,
        "trials": count,
        "all_trials": TRIALS,
        "chart": chart_of(rows, desk.language) if rows else None,
    }


def _now(desk: Desk) -> datetime:
    """To the quarter of an hour: readers of the same quarter share the work."""
    at = desk.known_at
    return at - timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)


def _judged_at(request: HttpRequest, desk: Desk) -> datetime:
    """Return the moment asked for with ?at=, never later than what the desk may know."""
    now = _now(desk)
    try:
        asked = datetime.fromisoformat(request.GET.get("at", ""))
    except ValueError:
        return now
    return min(asked, now) if asked.tzinfo else now
