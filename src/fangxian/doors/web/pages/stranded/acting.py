"""What is done for stranded visitors: register a group, sample it, plan its way home, hand it over, let it go."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from fangxian.doors.web.checks import read_mark
from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.given import (
    read_moment,
    read_number,
    read_optional_number,
    read_place,
    read_text,
    unclear,
)
from fangxian.doors.web.pages.stranded.words import WORDS
from fangxian.doors.web.rendering import tell
from fangxian.engines.problems import Text
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.ids import new_id
from fangxian.operations.outreach import services


@require_POST
@signed_in
def register_one(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Register a group where it is housed."""
    outbreak, form = desk.outbreak or get_outbreak(desk.reach, ""), request.POST
    group = services.GroupGiven(
        id=read_mark(form.get("event_id", "")) or new_id(),
        place_id=read_place(form, desk.reach),
        size=read_number(form, "size", Text("人数", "how many people")),
        home=read_text(form, "home", Text("常住城市", "the home city")),
        leader=form.get("leader", ""),
        phone=form.get("phone", ""),
        operator=form.get("operator", ""),
        needs=tuple(form.getlist("need")),
    )
    services.register_groups(desk.actor, desk.clock, outbreak_id=outbreak.id, groups=[group])
    tell(request, WORDS, "told_registered")
    return redirect("stranded-group", group.id)


@require_POST
@signed_in
def hand_over_one(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Hand every group of a home city over in one letter; the code is shown once."""
    outbreak = desk.outbreak or get_outbreak(desk.reach, "")
    home = read_text(request.POST, "home", Text("常住城市", "the home city"))
    to_place_id = request.POST.get("to_place_id", "").strip()
    told = services.hand_over(
        desk.actor, desk.clock, outbreak_id=outbreak.id, home=home, to_place_id=to_place_id
    )
    key = "told_code" if told.code else "told_handed"
    tell(request, WORDS, key, groups=told.groups, people=told.people, number=str(told.number), code=told.code)
    return redirect("letter", told.letter_id)


@require_POST
@signed_in
def sample_one(request: HttpRequest, desk: Desk, group_id: UUID) -> HttpResponse:
    """Record that so many of a group were sampled."""
    form = request.POST
    taken_at = read_moment(form, "taken_at", Text("采样时间", "when"), optional=True) or desk.now
    services.record_group_test(
        desk.actor,
        desk.clock,
        test_id=read_mark(form.get("event_id", "")) or new_id(),
        group_id=group_id,
        taken_at=min(taken_at, desk.now),
        people=read_number(form, "people", Text("采样人数", "how many people")),
        positives=read_optional_number(form, "positives", Text("阳性人数", "how many positives")),
    )
    tell(request, WORDS, "told_tested")
    return redirect("stranded-group", group_id)


@require_POST
@signed_in
def plan_one(request: HttpRequest, desk: Desk, group_id: UUID) -> HttpResponse:
    """Say by what and when a group goes home."""
    called = Text("返程时间", "when they leave")
    leaves_at = read_moment(request.POST, "leaves_at", called)
    if leaves_at is None:
        raise unclear(called)
    leaves_by = request.POST.get("leaves_by", "")
    services.plan_onward(desk.actor, desk.clock, group_id=group_id, leaves_at=leaves_at, leaves_by=leaves_by)
    tell(request, WORDS, "told_planned")
    return redirect("stranded-group", group_id)


@require_POST
@signed_in
def move_one(request: HttpRequest, desk: Desk, group_id: UUID) -> HttpResponse:
    """Say where a group is housed now."""
    place_id = read_place(request.POST, desk.reach)
    services.move_group(desk.actor, desk.clock, group_id=group_id, place_id=place_id)
    tell(request, WORDS, "told_moved")
    return redirect("stranded")


@require_POST
@signed_in
def leave_one(request: HttpRequest, desk: Desk, group_id: UUID) -> HttpResponse:
    """Record that a group has left."""
    services.record_left(desk.actor, desk.clock, group_id=group_id)
    tell(request, WORDS, "told_left")
    return redirect("stranded-group", group_id)
