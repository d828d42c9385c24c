"""Stranded visitors: what is owed to each home city, group by group, and one group with its forms."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.stranded.words import WORDS
from fangxian.doors.web.paging import ROWS_BESIDE, turn_to
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.engines.visiting import NEEDS
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.ids import new_id
from fangxian.operations.outreach.rows import MODES
from fangxian.operations.outreach.stranded import count_by_home, get_group_row, list_groups
from fangxian.operations.places.queries import get_place


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what is owed to each home city and the groups, those late first (?home=, ?state=, ?test=: some)."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    groups = list_groups(desk.reach, desk.outbreak.id, desk.known_at)
    asked = {name: request.GET.get(name, "") for name in ("home", "state", "test")}
    chosen = [one for one in groups if all(asked[name] in ("", getattr(one, name)) for name in asked)]
    home = asked["home"]
    here = [one for one in groups if one.left_at is None]
    return render_page(
        request,
        "stranded/list.html",
        WORDS,
        homes=turn_to(request, count_by_home(groups), ROWS_BESIDE, "homes"),
        groups=turn_to(request, chosen),
        chosen=len(chosen),
        home=home,
        state=asked["state"],
        test=asked["test"],
        here=len(here),
        people=sum(one.size for one in here),
        late=sum(one.state == "late" for one in groups),
        tests_due=sum(one.test == "due" for one in here),
        waiting=sum(one.home == home and one.letter_id is None and one.left_at is None for one in groups),
        own=get_place(desk.actor.place_id),
        needs=NEEDS,
        event_id=new_id(),
    )


@require_GET
@signed_in
def show_one(request: HttpRequest, desk: Desk, group_id: UUID) -> HttpResponse:
    """Show one group: who leads it, its tests, its way home, the letter to its home city."""
    outbreak = desk.outbreak or get_outbreak(desk.reach, "")
    row = get_group_row(desk.reach, outbreak.id, group_id, desk.known_at)
    return render_page(request, "stranded/one.html", WORDS, row=row, modes=MODES, event_id=new_id())
