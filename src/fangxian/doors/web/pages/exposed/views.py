"""The exposed by place and session, most contacts first; opening a group shows its people, each with why."""

from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.exposed.asking import (
    GROUPS_SHOWN,
    PEOPLE_SHOWN,
    Filters,
    page_number,
)
from fangxian.doors.web.pages.exposed.export import write_csv
from fangxian.doors.web.pages.exposed.paths import describe_minutes, describe_path, describe_span
from fangxian.doors.web.pages.exposed.words import WORDS
from fangxian.doors.web.rendering import render_page
from fangxian.doors.web.words import Words
from fangxian.engines.tables.exposures import EXPOSURE_KINDS
from fangxian.operations.cases.queries import list_cases
from fangxian.operations.contacts.groups import Asked, count_groups, find_group, list_groups, list_people
from fangxian.operations.follow_ups.exports import export_exposures
from fangxian.operations.follow_ups.queries import decisions_of, list_offers
from fangxian.operations.places.queries import PlaceRow, children


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the groups and, of the one that is open (?group=), the people; htmx is sent the people alone."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    filters, key = Filters.of(request.GET), request.GET.get("group", "")
    if request.headers.get("HX-Request"):
        return render_page(
            request, "exposed/group.html", WORDS, filters=filters, **_opened(request, desk, filters, key)
        )
    listed = _listed(request, desk, filters)
    first = listed["groups"][0][0].key if listed["groups"] else ""
    opened = _opened(request, desk, filters, key or first)
    return render_page(request, "exposed/list.html", WORDS, **listed, **opened)


def _listed(request: HttpRequest, desk: Desk, filters: Filters) -> dict[str, Any]:
    assert desk.outbreak is not None
    asked, page = filters.ask(desk), page_number(request, "page")
    totals = count_groups(asked)
    return {
        "filters": filters,
        "totals": totals,
        "groups": [
            _with_spans(row, desk) for row in list_groups(asked, (page - 1) * GROUPS_SHOWN, GROUPS_SHOWN)
        ],
        "page": page,
        "pages": max(ceil(totals.groups / GROUPS_SHOWN), 1),
        "numbers": _numbers(desk),
        "kinds": EXPOSURE_KINDS,
        "districts": _districts(desk.outbreak.place_id),
    }


def _with_spans(group: Any, desk: Desk) -> tuple[Any, str]:
    return group, describe_span(group.from_at, group.to_at, group.precision, desk.language)


def _opened(request: HttpRequest, desk: Desk, filters: Filters, key: str) -> dict[str, Any]:
    asked, page = filters.ask(desk), page_number(request, "people")
    group = find_group(asked, key)
    if group is None:
        return {"group": None}
    assert desk.outbreak is not None
    return {
        "group": group,
        "span": describe_span(group.from_at, group.to_at, group.precision, desk.language),
        "infectious": _infectious(group, desk),
        "people": _people(desk, asked, key, page),
        "people_page": page,
        "people_pages": ceil(group.people / PEOPLE_SHOWN),
        "offers": list_offers(desk.reach, desk.outbreak.id) if desk.may["sign"] else (),
    }


def _infectious(group: Any, desk: Desk) -> str:
    if group.infectious_from_at is None:
        return ""
    return describe_span(
        group.infectious_from_at, group.infectious_to_at, group.infectious_precision, desk.language
    )


def _people(desk: Desk, asked: Asked, key: str, page: int) -> list[dict[str, Any]]:
    assert desk.outbreak is not None
    rows = list_people(asked, key, (page - 1) * PEOPLE_SHOWN, PEOPLE_SHOWN)
    decided = decisions_of(desk.reach, desk.outbreak.id, [row.person_id for row in rows], desk.known_at)
    numbers = _numbers(desk)
    return [
        {
            "row": row,
            "path": describe_path(row, numbers, desk.language),
            "minutes": describe_minutes(row, desk.language),
            "decided": decided.get(row.person_id),
        }
        for row in rows
    ]


def _numbers(desk: Desk) -> dict[str, int]:
    """Return the numbers of the cases within reach."""
    assert desk.outbreak is not None
    return {row.id: row.number for row in list_cases(desk.reach, desk.outbreak.id, desk.known_at)}


def _districts(root: str) -> list[tuple[PlaceRow, list[PlaceRow]]]:
    """Return what the root is divided into, each with its own divisions, to choose a place from."""
    return [(place, _divisions(place.place_id)) for place in _divisions(root)]


def _divisions(place_id: str) -> list[PlaceRow]:
    return [place for place in children(place_id) if not place.venue_kind]


@require_POST
@signed_in
def export(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send every exposure asked for as CSV; the reason is required and written down."""
    filters = Filters.of(request.POST)
    asked, reason = filters.ask(desk), request.POST.get("reason", "")
    rows = export_exposures(desk.actor, desk.clock, asked=asked, reason=reason, filters=filters.given)
    return write_csv(rows, asked.outbreak_id)
