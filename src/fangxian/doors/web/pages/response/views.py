"""Step three: what is proposed, side by side, with its reach in people; edit, sign, reject."""

from collections.abc import Mapping, Sequence
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
from fangxian.doors.web.proposals import Group, group_proposals, key_of
from fangxian.doors.web.rendering import render_page, tell
from fangxian.doors.web.words import Words
from fangxian.engines.problems import Problem
from fangxian.operations.burdens import Burden, burdens_of_proposals
from fangxian.operations.cases.queries import get_outbreak, list_cases
from fangxian.operations.decisions.queries import get_proposal, list_decided, list_waiting
from fangxian.operations.decisions.rows import ProposalView
from fangxian.operations.places.queries import list_places
from fangxian.operations.respond import respond_now
from fangxian.operations.restraining import weigh_proposals
from fangxian.operations.signing import reject, sign

DECIDED_SHOWN = 20
ROWS_SHOWN = 200
LISTS = ("", "mine", "restricting", "late")
"""What ?only= asks for: everything that waits, what I can sign, what restricts, what is past its deadline."""


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what waits, by kind, and what was decided last."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    waiting = list_waiting(desk.actor, desk.outbreak.id, desk.known_at)
    only = request.GET.get("only", "") if request.GET.get("only") in LISTS else ""
    # A group is signed whole, so it is shown whole where one of its proposals is asked for.
    groups = [group for group in group_proposals(waiting) if _any(group.rows, only, desk)]
    return render_page(
        request,
        "response/show.html",
        WORDS,
        lists=[(name, _count(waiting, name, desk)) for name in LISTS],
        only=only,
        columns=_side_by_side(groups),
        burdens=_burdens_of_groups(desk, groups),
        numbers=_case_numbers(desk),
        decided=list_decided(desk.actor, desk.outbreak.id, DECIDED_SHOWN, desk.known_at),
    )


def _belongs(row: ProposalView, only: str, desk: Desk) -> bool:
    if only == "mine":
        return row.can_sign
    if only == "restricting":
        return row.restricts
    return row.due_at is not None and row.due_at < desk.known_at


def _count(rows: Sequence[ProposalView], only: str, desk: Desk) -> int:
    return len(rows) if not only else sum(_belongs(row, only, desk) for row in rows)


def _any(rows: Sequence[ProposalView], only: str, desk: Desk) -> bool:
    return not only or any(_belongs(row, only, desk) for row in rows)


def _burdens(desk: Desk, groups: Mapping[Any, Sequence[ProposalView]]) -> dict[Any, Burden | None]:
    """What each group would take, by its key; what restricts is never signed without it."""
    if desk.outbreak is None:
        return {}
    ids = [[row.id for row in rows] for rows in groups.values()]
    found = burdens_of_proposals(desk.reach, desk.outbreak.id, ids, desk.clock.now())
    return dict(zip(groups, found, strict=True))


def _burdens_of_groups(desk: Desk, groups: list[Group]) -> dict[Any, Burden | None]:
    """A group of one is shown as its proposal."""
    found = _burdens(desk, {group.key: group.rows for group in groups})
    return found | {group.first.id: found[group.key] for group in groups if len(group.rows) == 1}


def _side_by_side(groups: list[Group]) -> list[list[tuple[str, list[Group]]]]:
    """Return two columns: what is done to places and persons beside the measures, which are the long list."""
    kinds = [(kind, list(found)) for kind, found in groupby(groups, key=lambda group: group.first.kind)]
    measures = [(kind, found) for kind, found in kinds if kind == "measure"]
    others = [(kind, found) for kind, found in kinds if kind != "measure"]
    return [column for column in (others, measures) if column]


@require_GET
@signed_in
def show_group(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send the proposals of one group (?key=), those that bind most first."""
    outbreak = desk.outbreak or get_outbreak(desk.reach, "")
    rows = _rows_of(desk, outbreak.id, {request.GET.get("key", "")})
    shown = sorted(rows, key=lambda row: -(row.people or 0))[:ROWS_SHOWN]
    return render_page(
        request,
        "response/group.html",
        WORDS,
        rows=shown,
        total=len(rows),
        burdens=_burdens(desk, {row.id: [row] for row in shown}),
        numbers=_case_numbers(desk),
    )


def _rows_of(desk: Desk, outbreak_id: str, keys: set[str]) -> list[ProposalView]:
    return [row for row in list_waiting(desk.actor, outbreak_id) if key_of(row) in keys]


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
    proposal, items = get_proposal(desk.actor, proposal_id, desk.known_at)
    places = {
        row.place_id: row.title for row in list_places([item.fields.get("place_id") or "" for item in items])
    }
    return render_page(
        request,
        "response/one.html",
        WORDS,
        row=proposal,
        burdens=_burdens(desk, {proposal.id: [proposal]}),
        weight=weigh_proposals(desk.actor, desk.clock, [proposal_id]) if proposal.restricts else None,
        items=items[:ROWS_SHOWN],
        places=places,
        total=len(items),
        numbers=_case_numbers(desk),
    )


@require_POST
@signed_in
def sign_chosen(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Sign what was ticked, with the edits made; all of it or nothing."""
    batch = sign(
        desk.actor,
        desk.clock,
        proposal_ids=_chosen(request, desk),
        reason=request.POST.get("reason", ""),
        edits=read_edits(request.POST),
        alone="alone" in request.POST,
        unasked=request.POST.get("unasked", ""),
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
    chosen = _chosen(request, desk)
    reject(desk.actor, desk.clock, proposal_ids=chosen, reason=request.POST.get("reason", ""))
    tell(request, WORDS, "rejected", proposals=len(chosen))
    return redirect(reverse("response"))


def _chosen(request: HttpRequest, desk: Desk) -> list[UUID]:
    """Return the proposals ticked one by one and those of the groups ticked whole. Raises `none-chosen`."""
    try:
        chosen = [UUID(given) for given in request.POST.getlist("proposal")]
    except ValueError:
        chosen = []
    groups = set(request.POST.getlist("group"))
    if groups and desk.outbreak is not None:
        chosen += [row.id for row in _rows_of(desk, desk.outbreak.id, groups) if row.can_sign]
    if not chosen:
        texts = WORDS.texts
        raise Problem("none-chosen", texts["none_chosen"], texts["none_expected"], texts["none_remedy"])
    return list(dict.fromkeys(chosen))
