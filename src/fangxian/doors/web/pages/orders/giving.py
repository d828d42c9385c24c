"""An order by hand: choose a template, say where and by when, see whom it reaches, give it."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.orders.acting import read_due
from fangxian.doors.web.pages.orders.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.doors.web.words import Words
from fangxian.engines.plans import DEPARTMENTS
from fangxian.engines.problems import Problem, Text
from fangxian.engines.tables import VENUE, levels_of
from fangxian.operations.mobilising import ByHand, give, list_templates, preview
from fangxian.operations.places.finding import find_places
from fangxian.operations.places.queries import frame, get_place
from fangxian.operations.places.reach import Reach

PLACE_NOT_CERTAIN = Problem(
    "place-not-certain",
    Text("地点不确定或找不到。", "The place is not certain, or there is none of that name."),
    Text("应为地点编号，或带上级名称的地名。", "Expected a code, or a name together with what it lies in."),
    Text("请写全称，如“芙蓉区文艺路街道”。", "Write it in full: district and street, say."),
    status=400,
)
BESIDE = tuple(name for name in DEPARTMENTS if name not in ("command_office", "venue_operator"))


@require_GET
@signed_in
def ask(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the templates, or the form of the one chosen."""
    desk.actor.require("command")
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    templates = list_templates(desk.reach, desk.outbreak.id)
    chosen = next((one for one in templates if one.measure == request.GET.get("measure")), None)
    return render_page(
        request,
        "orders/new.html",
        WORDS,
        templates=templates,
        chosen=chosen,
        place=get_place(desk.actor.place_id),
        levels=_levels(desk),
        beside=BESIDE,
        usual={name for many in chosen.departments.values() for name in many} if chosen else set(),
    )


@require_POST
@signed_in
def show_preview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show whom the order would reach, before anybody is told."""
    asked = _read(desk, request.POST)
    shown = preview(desk.actor, desk.clock, asked)
    return render_page(
        request, "orders/preview.html", WORDS, shown=shown, asked=asked, given=_given(request.POST)
    )


@require_POST
@signed_in
def give_one(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give the order that was previewed."""
    made = give(desk.actor, desk.clock, _read(desk, request.POST))
    tell(request, WORDS, "told_given", number=str(made.numbers[0]), offices=made.dispatches)
    return redirect(reverse("order", args=[made.ids[0]]))


def _given(post: QueryDict) -> list[tuple[str, str]]:
    """What was filled in, to be sent again with the confirmation."""
    return [(name, value) for name, values in post.lists() for value in values if not name.startswith("csrf")]


def _read(desk: Desk, post: QueryDict) -> ByHand:
    outbreak_id = desk.outbreak.id if desk.outbreak else ""
    places = [_place(desk, line) for line in post.get("places", "").splitlines() if line.strip()]
    if not places:
        raise PLACE_NOT_CERTAIN
    return ByHand(
        outbreak_id=outbreak_id,
        measure=post.get("measure", ""),
        place_id=places[0],
        other_places=tuple(places[1:]),
        instruction=_text(post, "instruction"),
        title=_text(post, "title"),
        due_at=read_due(post),
        cascade_to=post.get("cascade_to") or None,
        departments=tuple(post.getlist("department")) if "sideways" in post else None,
        operators=tuple(post.getlist("operator")),
    )


def _place(desk: Desk, text: str) -> str:
    found = find_places(text.strip(), within=desk.actor.place_id)
    sure = [one.place_id for one in found if one.certain or len(found) == 1]
    if not sure:
        raise PLACE_NOT_CERTAIN
    return sure[0]


def _text(post: QueryDict, name: str) -> Text | None:
    zh, en = post.get(f"{name}_zh", "").strip(), post.get(f"{name}_en", "").strip()
    return Text(zh or en, en or zh) if zh or en else None


def _levels(desk: Desk) -> list[str]:
    places = frame(Reach(frozenset({desk.actor.place_id})))
    return [level for level in levels_of(places) if level != VENUE]
