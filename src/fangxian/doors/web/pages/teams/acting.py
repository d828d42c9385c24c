"""What command does about posts: make them, propose, take a proposal, send one by hand, units, leaders."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.given import read_place, read_text
from fangxian.doors.web.pages.teams.given import read_member, read_members
from fangxian.doors.web.pages.teams.words import WORDS
from fangxian.doors.web.rendering import tell
from fangxian.engines.problems import Text
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.manning import make_posts
from fangxian.operations.sending import propose_assignment
from fangxian.operations.teams import services
from fangxian.operations.teams.queries import list_members
from fangxian.operations.teams.rows import MemberRow, UnitGiven


def outbreak_of(desk: Desk) -> str:
    """Return the outbreak at work on. Raises `not-found` where there is none."""
    return desk.outbreak.id if desk.outbreak else get_outbreak(desk.reach, "").id


@require_POST
@signed_in
def make(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Let posts follow from areas, sites and gaps."""
    made = make_posts(desk.actor, desk.clock, outbreak_id=outbreak_of(desk))
    tell(request, WORDS, "posts_made", stand=made.stand, ended=made.ended)
    return redirect("teams")


@require_POST
@signed_in
def propose(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Work out who should go where."""
    keep_teams = bool(request.POST.get("keep_teams"))
    run_id = propose_assignment(desk.actor, desk.clock, outbreak_id=outbreak_of(desk), keep_teams=keep_teams)
    return redirect("team-run", run_id)


@require_POST
@signed_in
def answer_run(request: HttpRequest, desk: Desk, team_run_id: UUID) -> HttpResponse:
    """Take a proposal, or leave it."""
    if request.POST.get("answer") == "take":
        moved = services.accept_assignment(desk.actor, desk.clock, run_id=team_run_id)
        tell(request, WORDS, "taken", moved=moved)
    else:
        services.leave_assignment(
            desk.actor, desk.clock, run_id=team_run_id, said=request.POST.get("said", "")
        )
        tell(request, WORDS, "left")
    return redirect("teams")


@require_POST
@signed_in
def send(request: HttpRequest, desk: Desk, post_id: UUID) -> HttpResponse:
    """Send somebody to a post by hand."""
    who = read_member(request.POST, "member", _members(desk))
    role = request.POST.get("role", "")
    services.assign_member(desk.actor, desk.clock, member_id=who, post_id=post_id, role=role)
    tell(request, WORDS, "was_sent")
    return redirect("team-post", post_id)


@require_POST
@signed_in
def call_off(request: HttpRequest, desk: Desk, assignment_id: UUID) -> HttpResponse:
    """Call somebody off a post."""
    services.end_assignment(desk.actor, desk.clock, assignment_id=assignment_id)
    tell(request, WORDS, "called_off")
    return redirect("teams")


@require_POST
@signed_in
def set_up(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Set up a temporary unit."""
    form, members = request.POST, _members(desk)
    name = read_text(form, "name", Text("名称", "the name"))
    given = UnitGiven(
        kind=form.get("kind", ""),
        place_id=read_place(form, desk.reach),
        name=Text(name, form.get("name_en", "").strip() or name),
        lead_id=read_member(form, "lead", members),
        duty_phone=form.get("duty_phone", ""),
        deputies=read_members(form, "deputies", members),
        members=read_members(form, "members", members),
    )
    services.set_up_unit(desk.actor, desk.clock, outbreak_id=outbreak_of(desk), given=given)
    tell(request, WORDS, "unit_set_up", name=name)
    return redirect("teams")


@require_POST
@signed_in
def dissolve(request: HttpRequest, desk: Desk, team_unit_id: UUID) -> HttpResponse:
    """Dissolve a unit."""
    services.end_unit(desk.actor, desk.clock, unit_id=team_unit_id)
    tell(request, WORDS, "unit_ended")
    return redirect("teams")


@require_POST
@signed_in
def link(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Let a leader answer for a place."""
    who, where = read_member(request.POST, "leader", _members(desk)), read_place(request.POST, desk.reach)
    services.link_leader(desk.actor, desk.clock, outbreak_id=outbreak_of(desk), member_id=who, place_id=where)
    tell(request, WORDS, "leader_linked")
    return redirect("teams")


def _members(desk: Desk) -> Callable[[], Sequence[MemberRow]]:
    """Names are only read where a form gives one."""
    return lambda: list_members(desk.reach, desk.now)
