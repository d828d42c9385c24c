"""Checkpoints on screen: what is late, how each stands; one of them with the form of the gate."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.checkpoints.words import WORDS
from fangxian.doors.web.paging import ROWS_BESIDE, holds, turn_to
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.operations.areas.queries import list_areas
from fangxian.operations.checkpoints import codes, queries
from fangxian.operations.checkpoints.handing import list_handed
from fangxian.operations.checkpoints.rows import CheckpointState
from fangxian.operations.problems import NOT_FOUND


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show who was handed on and waits, then every checkpoint of the reader's places (?q=: some)."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    states = queries.list_states(desk.reach, desk.outbreak.id, desk.known_at)
    text = request.GET.get("q", "").strip()
    handed = list_handed(desk.reach, desk.outbreak.id, desk.known_at)
    waiting = [one for one in handed if one.state != "acknowledged"]
    may_open = desk.may["command"]
    return render_page(
        request,
        "checkpoints/show.html",
        WORDS,
        states=turn_to(
            request, [one for one in states if holds(text, one.row.name, one.row.place, one.row.id)]
        ),
        text=text,
        figures=_figures(states),
        waiting=turn_to(request, waiting, ROWS_BESIDE, "handed"),
        acknowledged=len(handed) - len(waiting),
        kinds=codes.KINDS,
        risks=codes.RISKS,
        areas=list_areas(desk.reach, desk.outbreak.id, desk.known_at, desk.known_at) if may_open else (),
    )


@require_GET
@signed_in
def show_one(request: HttpRequest, desk: Desk, checkpoint_id: str) -> HttpResponse:
    """Show one checkpoint: the form of the gate first, then how it stands."""
    if desk.outbreak is None:
        raise NOT_FOUND(what="checkpoint", what_zh="卡口", key=checkpoint_id)
    state = queries.get_state(desk.reach, desk.outbreak.id, checkpoint_id, desk.known_at)
    counted = queries.count_passages(desk.reach, desk.outbreak.id, desk.known_at)
    return render_page(
        request,
        "checkpoints/one.html",
        WORDS,
        state=state,
        counted=[row for row in counted if row.checkpoint_id == checkpoint_id],
        passage_id=uuid4(),
        kinds=codes.KINDS,
        risks=codes.RISKS,
        seen_codes=codes.CODES,
        tests=codes.TESTS,
        exemptions=codes.EXEMPTIONS,
        directions=codes.DIRECTIONS,
    )


def _figures(states: tuple[CheckpointState, ...]) -> dict[str, int]:
    return {
        "open": sum(one.is_open for one in states),
        "short": sum(one.crew_short for one in states),
        "passed": sum(one.passed_in + one.passed_out for one in states),
        "risk": sum(one.from_risk for one in states),
        "late": sum(one.late for one in states),
    }
