"""Asking people to stay of their own accord before anybody signs; and what they said, many at once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.restrictions.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.doors.web.words import Words
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.restraining import answer_offers, list_to_ask, offer_first
from fangxian.operations.restrictions.answers import count_offers, list_offers
from fangxian.operations.restrictions.offers import Answered

ROWS_SHOWN = 500


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show whom to ask, who has not answered, and what the others said."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    asked = (desk.reach, desk.outbreak.id, desk.outbreak.plan, desk.known_at)
    offers = list_offers(*asked, ROWS_SHOWN)
    to_ask = list_to_ask(desk.actor, desk.outbreak.id, desk.known_at)
    return render_page(
        request,
        "restrictions/offers.html",
        WORDS,
        to_ask=to_ask[:ROWS_SHOWN],
        to_ask_total=len(to_ask),
        waiting=[row for row in offers if row.answer == "waiting"],
        answered=[
            (row, WORDS.texts[f"step_{row.answer.replace('-', '_')}"])
            for row in offers
            if row.answer != "waiting"
        ],
        counts=count_offers(*asked),
    )


@require_POST
@signed_in
def ask(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Record that those ticked were asked."""
    outbreak = desk.outbreak or get_outbreak(desk.reach, "")
    asked = sum(
        offer_first(
            desk.actor,
            desk.clock,
            outbreak_id=outbreak.id,
            measure=measure,
            people=people,
            channel=request.POST.get("channel", "call"),
        )
        for measure, people in _chosen(request).items()
    )
    tell(request, WORDS, "told_asked", people=asked)
    return redirect("offers")


@require_POST
@signed_in
def answer(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Record what those ticked said: the same for all of them."""
    outbreak = desk.outbreak or get_outbreak(desk.reach, "")
    said, words = request.POST.get("answer", ""), request.POST.get("words", "")
    chosen = _chosen(request)
    for measure, people in chosen.items():
        answers = [Answered(person, said, words) for person in people]
        answer_offers(desk.actor, desk.clock, outbreak_id=outbreak.id, measure=measure, answers=answers)
    tell(request, WORDS, "told_answers", people=sum(len(people) for people in chosen.values()))
    return redirect("offers")


def _chosen(request: HttpRequest) -> dict[str, list[str]]:
    """Return measure -> the people ticked ("measure|person")."""
    found: dict[str, list[str]] = {}
    for ticked in request.POST.getlist("person"):
        measure, _, person = ticked.partition("|")
        found.setdefault(measure, []).append(person)
    return found
