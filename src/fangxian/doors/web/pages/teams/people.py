"""The people who can be sent: who they are, where each is; rosters, volunteers, calls back from leave."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.given import read_number, read_place, read_text, unclear
from fangxian.doors.web.pages.teams.acting import outbreak_of
from fangxian.doors.web.pages.teams.given import read_members
from fangxian.doors.web.pages.teams.words import WORDS
from fangxian.doors.web.paging import ROWS_BESIDE, turn_to
from fangxian.doors.web.rendering import render_page, tell
from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text
from fangxian.operations.imports.rows import Terms
from fangxian.operations.places.queries import get_place
from fangxian.operations.teams import queries, services
from fangxian.operations.teams.rows import MemberGiven, MemberRow
from fangxian.operations.teams.volunteering import is_called


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the people on record and where each serves; ?q= whose name, team or employer holds a text."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    at, text = desk.known_at, request.GET.get("q", "").strip()
    rows = [row for row in queries.list_members(desk.reach, at) if _holds(row, text)]
    rows.sort(key=lambda row: (not row.missing, row.employer, row.team_id, row.id))
    serving = {row.member_id: row for row in queries.list_assignments(desk.reach, desk.outbreak.id, at)}
    recalls = queries.list_recalls(desk.reach, desk.outbreak.id, at)
    told = [(row, serving.get(row.id), row.is_available(at)) for row in rows]
    return render_page(
        request,
        "teams/people.html",
        WORDS,
        rows=turn_to(request, told),
        text=text,
        posts={row.id: row for row in queries.list_posts(desk.reach, desk.outbreak.id, at)},
        recalls=turn_to(request, [(row, row.is_late(at)) for row in recalls], ROWS_BESIDE, "recalls"),
        names=queries.name_members(desk.reach, [row.member_id for row in recalls], at),
        own=get_place(desk.actor.place_id),
        called=is_called(desk.outbreak.id, at),
        outbreak_id=desk.outbreak.id,
    )


@require_POST
@signed_in
def join(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take down a volunteer: the reader themselves (`self`), or somebody who asked to be."""
    form = request.POST
    given = MemberGiven(
        number=form.get("phone", "").strip() or str(uuid4()),
        full_name=read_text(form, "full_name", Text("姓名", "the name")),
        place_id=read_place(form, desk.reach),
        kind="volunteer",
        employer=form.get("employer", "").strip(),
        phone=form.get("phone", "").strip(),
        user_id=desk.actor.user_id if form.get("self") else None,
        skills=tuple(_words(form.get("skills", ""))),
        consented=bool(form.get("consented")),
    )
    services.sign_up(desk.actor, desk.clock, given)
    tell(request, WORDS, "joined")
    return redirect("team-people")


@require_POST
@signed_in
def call(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask everybody for volunteers, or ask no longer."""
    wanted = request.POST.get("open") == "1"
    services.call_for_volunteers(desk.actor, desk.clock, outbreak_id=outbreak_of(desk), open=wanted)
    tell(request, WORDS, "call_opened" if wanted else "call_ended")
    return redirect("team-people")


@require_POST
@signed_in
def check(request: HttpRequest, desk: Desk, member_id: UUID) -> HttpResponse:
    """Say what was seen of a volunteer."""
    seen = request.POST.getlist("check")
    services.check_volunteer(desk.actor, desk.clock, member_id=member_id, checks=seen)
    tell(request, WORDS, "was_checked")
    return redirect("team-people")


@require_POST
@signed_in
def load_roster(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Import the roster of an employer; headings that are not ours are said once and remembered."""
    form, given = request.POST, request.FILES.get("file")
    if not isinstance(given, UploadedFile):
        raise unclear(Text("文件", "the file"))
    batch = services.import_roster(
        desk.actor,
        desk.clock,
        employer=read_text(form, "employer", Text("单位", "the employer")),
        place_id=read_place(form, desk.reach),
        name=given.name or "",
        content=given.read(),
        terms=Terms(
            form.get("purpose", ""),
            form.get("legal_basis", ""),
            form.get("approver", ""),
            _day(form.get("until", "")),
        ),
        headings=_headings(form.get("headings", "")),
    )
    counts = {name: getattr(batch, name) for name in ("read", "accepted", "duplicate", "rejected")}
    tell(request, WORDS, "roster_loaded", **counts)
    return redirect("team-people")


@require_POST
@signed_in
def recall(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Call people back from leave."""
    form = request.POST
    who = read_members(form, "members", lambda: queries.list_members(desk.reach, desk.now))
    hours = read_number(form, "hours", Text("时限", "the hours"))
    called = services.recall_members(
        desk.actor,
        desk.clock,
        outbreak_id=outbreak_of(desk),
        member_ids=who,
        due_at=desk.clock.now() + timedelta(hours=min(hours, 24 * 30)),
        reason=form.get("reason", ""),
    )
    tell(request, WORDS, "were_recalled", called=called)
    return redirect("team-people")


@require_POST
@signed_in
def answer(request: HttpRequest, desk: Desk, recall_id: UUID) -> HttpResponse:
    """Answer a call back from leave."""
    said = request.POST.get("answer", "")
    services.answer_recall(desk.actor, desk.clock, recall_id=recall_id, answer=said)
    tell(request, WORDS, "answered")
    return redirect("teams")


def _holds(row: MemberRow, text: str) -> bool:
    return not text or text.lower() in f"{row.name} {row.team_id} {row.employer} {row.id}".lower()


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.replace("；", ";").replace("、", ";").split(";") if word.strip()]


def _headings(text: str) -> dict[str, str]:
    """Read `工号=number; 名字=full_name`."""
    pairs = [word.partition("=") for word in _words(text)]
    return {heading.strip(): column.strip() for heading, _, column in pairs if column.strip()}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
