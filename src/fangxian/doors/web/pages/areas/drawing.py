"""Drawing an area: on the map, or by names and coordinates; how many people it covers is shown before it is proposed."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.areas.given import read_drawn, read_extent_given
from fangxian.doors.web.pages.areas.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.doors.web.words import Words
from fangxian.operations.areas.ladders import levels_of
from fangxian.operations.cases.queries import OutbreakRow, get_outbreak, list_cases
from fangxian.operations.decisions.queries import get_proposal
from fangxian.operations.drawing import propose_area
from fangxian.operations.lifecycles import reach_people
from fangxian.operations.places.queries import get_place
from fangxian.operations.signing import sign
from fangxian.stores.packs import read_plan


@require_GET
@signed_in
def ask(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the map and the form; ?proposal= draws the ground of a proposed area anew, as a decision."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    desk.actor.require("respond")
    plan = read_plan(desk.outbreak.plan)
    proposal = request.GET.get("proposal")
    cases = [
        row
        for row in list_cases(desk.reach, desk.outbreak.id, desk.now)
        if row.kind != "discarded" and not row.merged_into
    ]
    return render_page(
        request,
        "areas/draw.html",
        WORDS,
        levels=levels_of(plan),
        cases=cases,
        within=request.GET.get("within") or _first(desk, desk.outbreak),
        given=_proposed(desk, proposal) if proposal else {"form": request.GET.get("form", "places")},
        proposal=proposal or "",
    )


@require_POST
@signed_in
def preview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show how many people what was drawn covers, and offer to propose it."""
    outbreak = _outbreak(desk)
    found = reach_people(desk.reach, outbreak, read_extent_given(request.POST, desk.reach))
    proposal = request.POST.get("proposal", "")
    return render_page(request, "areas/reached.html", WORDS, reached=found, proposal=proposal, offer=True)


@require_POST
@signed_in
def propose(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Put the area to two offices; or sign a proposed one on the ground that was drawn instead."""
    outbreak, given = _outbreak(desk), request.POST
    drawn = read_drawn(given, desk.reach)
    if given.get("proposal"):
        found = UUID(given["proposal"])
        _, items = get_proposal(desk.actor, found)
        edit = {"level": drawn.level, "extent": dict(drawn.extent)}
        sign(desk.actor, desk.clock, proposal_ids=[found], reason=drawn.reason, edits={items[0].key: edit})
        tell(request, WORDS, "signed_anew")
    else:
        propose_area(desk.actor, desk.clock, outbreak_id=outbreak.id, drawn=drawn)
        tell(request, WORDS, "area_proposed")
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": reverse("areas")})
    return redirect("areas")


def _outbreak(desk: Desk) -> OutbreakRow:
    return desk.outbreak or get_outbreak(desk.reach, "")


def _first(desk: Desk, outbreak: OutbreakRow) -> str:
    return outbreak.place_id if desk.reach.covers(outbreak.place_id) else desk.actor.place_id


def _proposed(desk: Desk, proposal: str) -> dict[str, Any]:
    """What a proposal proposed, as the fields of the form."""
    view, items = get_proposal(desk.actor, UUID(proposal))
    row = items[0].fields
    drawn: dict[str, Any] = (
        json.loads(row["extent"]) if row.get("extent") else {"kind": "places", "place_ids": [row["place_id"]]}
    )
    given = {"form": drawn["kind"], "level": row["level"], "name": drawn.get("name", {}).get("zh", "")}
    given |= {"cases": list(view.evidence)}
    if drawn["kind"] == "ring":
        return given | {name: drawn[name] for name in ("lat", "lon", "radius_m")}
    if drawn["kind"] == "places":
        lines = [f"{key} {get_place(key).name}" for key in drawn["place_ids"]]
        return given | {"places": "\n".join(lines)}
    if drawn["kind"] == "polygon" and drawn["geometry"]["type"] == "Polygon":
        corners = drawn["geometry"]["coordinates"][0][:-1]
        return given | {"corners": "\n".join(f"{lat:.6f}, {lon:.6f}" for lon, lat in corners)}
    return given | {"form": "places"}
