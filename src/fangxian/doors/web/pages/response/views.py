"""Step three: what is proposed, side by side, with its reach in people; edit, sign, reject."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.response.edits import read_edits
from fangxian.doors.web.pages.response.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.doors.web.vocabulary import PROPOSALS
from fangxian.doors.web.words import Words
from fangxian.engines.problems import Problem
from fangxian.operations.cases.queries import get_outbreak, list_cases
from fangxian.operations.decisions.queries import get_proposal, list_decided, list_waiting
from fangxian.operations.respond import respond_now
from fangxian.operations.signing import reject, sign

DECIDED_SHOWN = 20


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what waits, by kind, and what was decided last."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    waiting = list_waiting(desk.actor, desk.outbreak.id)
    return render_page(
        request,
        "response/show.html",
        WORDS,
        groups=_by_kind(waiting),
        numbers=_case_numbers(desk),
        decided=list_decided(desk.actor, desk.outbreak.id, DECIDED_SHOWN),
    )


def _by_kind(waiting: Any) -> list[tuple[str, list[Any]]]:
    order = list(PROPOSALS)
    ordered = sorted(waiting, key=lambda row: (order.index(row.kind), not row.restricts, -(row.people or 0)))
    return [(kind, list(rows)) for kind, rows in groupby(ordered, key=lambda row: row.kind)]


def _case_numbers(desk: Desk) -> dict[str, int]:
    """The numbers people know the cases by; cases outside the reach keep their id unshown."""
    rows = list_cases(desk.reach, desk.outbreak.id, desk.known_at) if desk.outbreak else ()
    return {row.id: row.number for row in rows}


@require_POST
@signed_in
def run(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Press *respond*: trace, rate, propose. Nothing takes effect by it."""
    outbreak = desk.outbreak or get_outbreak(desk.reach, "")
    found = respond_now(desk.actor, desk.clock, outbreak_id=outbreak.id)
    tell(
        request,
        WORDS,
        "ran",
        seconds=f"{found.seconds:.1f}",
        new=found.new,
        changed=found.changed,
        unchanged=found.unchanged,
        gone=found.no_longer_supported,
        exposed=found.exposed,
        venues=found.venues_not_found,
    )
    for remark in found.remarks:
        tell(request, Words(remark=remark), "remark")
    return redirect("response")


@require_GET
@signed_in
def show_one(request: HttpRequest, desk: Desk, proposal_id: UUID) -> HttpResponse:
    """Show one proposal with every row it holds, and what of it may be edited."""
    proposal, items = get_proposal(desk.actor, proposal_id)
    return render_page(
        request, "response/one.html", WORDS, row=proposal, items=items, numbers=_case_numbers(desk)
    )


@require_POST
@signed_in
def sign_chosen(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Sign what was ticked, with the edits made; all of it or nothing."""
    batch = sign(
        desk.actor,
        desk.clock,
        proposal_ids=_chosen(request),
        reason=request.POST.get("reason", ""),
        edits=read_edits(request.POST),
        alone="alone" in request.POST,
    )
    total = len(batch.results)
    effective = sum(result.takes_effect for result in batch.results)
    tell(request, WORDS, "signed", proposals=total, effective=effective, dispatches=batch.dispatches)
    if effective < total:
        tell(request, WORDS, "waits_second", proposals=total - effective)
    return redirect(reverse("response"))


@require_POST
@signed_in
def reject_chosen(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Reject what was ticked, with a reason."""
    chosen = _chosen(request)
    reject(desk.actor, desk.clock, proposal_ids=chosen, reason=request.POST.get("reason", ""))
    tell(request, WORDS, "rejected", proposals=len(chosen))
    return redirect(reverse("response"))


def _chosen(request: HttpRequest) -> list[UUID]:
    try:
        chosen = [UUID(given) for given in request.POST.getlist("proposal")]
    except ValueError:
        chosen = []
    if not chosen:
        texts = WORDS.texts
        raise Problem("none-chosen", texts["none_chosen"], texts["none_expected"], texts["none_remedy"])
    return chosen
