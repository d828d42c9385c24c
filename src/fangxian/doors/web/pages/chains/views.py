"""Who infected whom: drawn on an axis of time, and told case by case for those who read or print."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.chains.board import board_of
from fangxian.doors.web.pages.chains.words import KINDS, WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.operations.chains import ChainCase, find_picture

OTHERS_SHOWN = 3


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the chains of the outbreak of the desk."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    picture = find_picture(desk.reach, desk.outbreak, desk.known_at)
    numbers = {case.row.id: case.row.number for case in picture.cases}
    return render_page(
        request,
        "chains/show.html",
        WORDS,
        picture=picture,
        rows=[_row(case, numbers, desk.language) for case in picture.cases],
        board=board_of(picture, desk.language),
        unknown=f"{picture.unknown:.1f}",
        first=picture.cases[0].on if picture.cases else None,
        last=picture.cases[-1].on if picture.cases else None,
        places=[
            (place, f"{place.expected:.1f}", place.expected / picture.places[0].expected * 100)
            for place in picture.places
        ],
    )


def _row(case: ChainCase, numbers: dict[str, int], language: str) -> dict[str, object]:
    """Return a line of the list: the likeliest source, what ties the two, and the next ones."""
    told = [
        {
            "id": link.infector,
            "number": numbers.get(link.infector or ""),
            "hidden": link.hidden,
            "share": f"{link.probability:.0%}",
            "percent": round(link.probability * 100),
            "kind": KINDS[link.kind].in_(language),
            "place": link.place,
            "from_at": link.from_at,
        }
        for link in case.links[: OTHERS_SHOWN + 1]
    ]
    return {"case": case, "first": told[0], "others": told[1:]}
