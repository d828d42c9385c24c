"""Deciding for many of the exposed at once: first what it means in people and days, then the decision."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.exposed.asking import Filters
from fangxian.doors.web.pages.exposed.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.operations.cases.queries import OutbreakRow
from fangxian.operations.contacts.groups import list_keys
from fangxian.operations.follow_ups.queries import list_offers, preview
from fangxian.operations.follow_ups.rows import Decision, OfferRow
from fangxian.operations.follow_ups.services import decide
from fangxian.operations.problems import NOT_FOUND


@require_POST
@signed_in
def preview_chosen(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send what the decision would mean, before anything is decided."""
    desk.actor.require("sign")
    outbreak, people, offer = _asked(request.POST, desk)
    if not people or offer is None:
        return render_page(request, "exposed/preview.html", WORDS, reach=None)
    choice = {"act": offer.act, "measure": offer.measure}
    seen = preview(desk.actor, desk.clock, outbreak_id=outbreak.id, people=people, **choice)
    return render_page(request, "exposed/preview.html", WORDS, reach=seen, offer=offer)


@require_POST
@signed_in
def decide_chosen(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Decide for those ticked or for the whole group; what restricts only becomes a proposal."""
    outbreak, people, offer = _asked(request.POST, desk)
    done = decide(
        desk.actor,
        desk.clock,
        outbreak_id=outbreak.id,
        act=offer.act if offer else "",
        measure=offer.measure if offer else "",
        people=people,
        reason=request.POST.get("reason", ""),
    )
    _tell(request, done)
    group, filters = request.POST.get("group", ""), Filters.of(request.POST)
    return redirect(f"{reverse('exposed')}?group={group}&{filters.address}")


def _asked(given: QueryDict, desk: Desk) -> tuple[OutbreakRow, tuple[str, ...], OfferRow | None]:
    """Return the outbreak, the persons and the offer a form names; nobody and None where it names none."""
    if desk.outbreak is None:
        raise NOT_FOUND(what="outbreak", what_zh="疫情", key="")
    offers = list_offers(desk.reach, desk.outbreak.id)
    wanted = given.get("offer", "")
    offer = next((one for one in offers if f"{one.act}|{one.measure}" == wanted), None)
    if given.get("scope") != "all":
        return desk.outbreak, tuple(given.getlist("person")), offer
    people = list_keys(Filters.of(given).ask(desk), given.get("group", ""))
    return desk.outbreak, people, offer


def _tell(request: HttpRequest, done: Decision) -> None:
    """Say what came of it, every person in one of the counts."""
    if done.proposals:
        tell(request, WORDS, "told_proposed")
    counts = {
        "told_opened": done.opened,
        "told_extended": done.extended,
        "told_already": done.already,
        "told_lapsed": done.lapsed,
        "told_not_exposed": done.not_exposed,
    }
    for key, people in counts.items():
        if people:
            tell(request, WORDS, key, people=people)
