"""Letters within reach, late ones first; one letter with its people; sending, acknowledging, answering, taking back."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.letters.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.doors.web.words import Words
from fangxian.operations.handovers import queries, services

OUTCOMES = ("found", "not-found", "elsewhere")


@require_GET
@signed_in
def list_all(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the letters to and from the reach, those nobody acknowledged in time first."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    rows = queries.list_letters(desk.reach, desk.outbreak.id, desk.known_at)
    return render_page(request, "letters/list.html", WORDS, rows=rows)


@require_http_methods(["GET", "POST"])
@signed_in
def send_one(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask for the people, the place and what is asked; send it and show the code once."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    desk.actor.require("respond")
    if request.method == "GET":
        people = request.GET.getlist("person")
        return render_page(request, "letters/new.html", WORDS, people="\n".join(people))
    sent = services.send_letter(
        desk.actor,
        desk.clock,
        outbreak_id=desk.outbreak.id,
        people=request.POST.get("people", "").split(),
        asks=request.POST.get("asks", ""),
        to_place_id=request.POST.get("to_place_id", "").strip(),
        to_name=request.POST.get("to_name", "").strip(),
    )
    tell(request, WORDS, "told_code" if sent.code else "told_sent", number=str(sent.number), code=sent.code)
    return redirect("letter", sent.letter_id)


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk, letter_id: UUID) -> HttpResponse:
    """Show one letter and its people."""
    row, people = queries.get_letter(desk.reach, letter_id, desk.known_at)
    return render_page(request, "letters/one.html", WORDS, row=row, people=people, outcomes=OUTCOMES)


@require_POST
@signed_in
def acknowledge_one(_request: HttpRequest, desk: Desk, letter_id: UUID) -> HttpResponse:
    """Say that the letter came."""
    services.acknowledge_letter(desk.actor, desk.clock, letter_id=letter_id)
    return redirect("letter", letter_id)


@require_POST
@signed_in
def answer_one(request: HttpRequest, desk: Desk, letter_id: UUID) -> HttpResponse:
    """Take what came of each person; those left open stay open."""
    told = {
        name.removeprefix("outcome|"): value
        for name, value in request.POST.items()
        if name.startswith("outcome|") and value in OUTCOMES
    }
    answer = str(request.POST.get("answer", ""))
    services.answer_letter(
        desk.actor,
        desk.clock,
        letter_id=letter_id,
        outcomes={key: str(value) for key, value in told.items()},
        answer=answer,
    )
    # Who was found nowhere is no longer ours to see; the letter itself stays.
    return redirect("letter", letter_id)


@require_POST
@signed_in
def withdraw_one(request: HttpRequest, desk: Desk, letter_id: UUID) -> HttpResponse:
    """Take a letter back, with the reason."""
    reason = request.POST.get("reason", "")
    services.withdraw_letter(desk.actor, desk.clock, letter_id=letter_id, reason=reason)
    return redirect("letter", letter_id)
