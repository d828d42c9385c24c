"""The laboratories: what each has to do, the shipments to be counted in, results by file or typed by two."""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.given import read_number, read_optional_number, read_place, unclear
from fangxian.doors.web.pages.testing.given import NAMED, read_codes
from fangxian.doors.web.pages.testing.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text
from fangxian.engines.tables import OUTCOMES
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.custody import services
from fangxian.operations.custody.backlogs import list_backlogs
from fangxian.operations.custody.drift.raising import list_drift_alarms
from fangxian.operations.custody.rows import ControlTotals, Difference
from fangxian.operations.custody.shipments import get_shipment, list_shipments, list_tubes
from fangxian.operations.custody.watching import list_alarms
from fangxian.operations.importing import import_results
from fangxian.operations.places.queries import titles_of
from fangxian.operations.rounds.queries import list_rounds

_SHIPMENTS_SHOWN = 100


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show every laboratory's backlog, the boxes on their way, and how results come in."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    rounds = list_rounds(desk.reach, desk.outbreak.id, None, "testing")
    boxes = [box for one in rounds for box in list_shipments(desk.reach, one.id, only_open=True)]
    backlogs = list_backlogs(desk.reach, desk.outbreak.id, desk.now)
    return render_page(
        request,
        "testing/laboratories.html",
        WORDS,
        backlogs=backlogs,
        ours=[one.laboratory for one in backlogs if desk.reach.covers(one.laboratory.place_id)],
        alarms=list_alarms(desk.outbreak.id, desk.now, backlogs),
        drifted=[one for one in list_drift_alarms(desk.reach, desk.outbreak.id) if one.stands],
        boxes=boxes[:_SHIPMENTS_SHOWN],
        names=titles_of({box.place_id for box in boxes[:_SHIPMENTS_SHOWN]}),
        boxes_total=len(boxes),
        outcomes=OUTCOMES,
    )


@require_POST
@signed_in
def register(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say what a laboratory is and can do in a day."""
    form, outbreak_id = request.POST, _outbreak(desk)
    row = services.register_laboratory(
        desk.actor,
        desk.clock,
        outbreak_id=outbreak_id,
        key=form.get("key", "").strip(),
        name=form.get("name", ""),
        place_id=read_place(form, desk.reach),
        tubes_a_day=read_number(form, "tubes_a_day", NAMED["tubes_a_day"]),
    )
    tell(request, WORDS, "registered", name=row.name)
    return redirect("laboratories")


@require_POST
@signed_in
def bring(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Bring a laboratory's file, with what it says is in it."""
    given, form = request.FILES.get("file"), request.POST
    if not isinstance(given, UploadedFile):
        raise unclear(Text("文件", "the file"))
    rows = read_optional_number(form, "rows", NAMED["rows"])
    batch = import_results(
        desk.actor,
        desk.clock,
        outbreak_id=_outbreak(desk),
        name=given.name or "",
        content=given.read(),
        terms=None,
        totals=None
        if rows is None
        else ControlTotals(rows, read_optional_number(form, "positives", NAMED["positives"])),
    )
    counts = {name: f"{getattr(batch, name):,}" for name in ("read", "accepted", "duplicate", "rejected")}
    tell(request, WORDS, "brought", **counts)
    return redirect(reverse("batch", args=[batch.id]) if batch.rejected else reverse("laboratories"))


@require_POST
@signed_in
def type_one(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Type the result of one tube; it counts once a second person typed the same."""
    form = request.POST
    row = services.type_result(
        desk.actor,
        desk.clock,
        laboratory_id=form.get("laboratory", ""),
        tube_code=form.get("tube", ""),
        outcome=form.get("outcome", ""),
    )
    key = "typed_settled" if row.settled else "typed_differs" if len(row.by) > 1 else "typed_first"
    tell(request, WORDS, key, tube=row.tube_code)
    return redirect("laboratories")


@require_http_methods(["GET", "POST"])
@signed_in
def open_shipment(request: HttpRequest, desk: Desk, shipment_id: UUID) -> HttpResponse:
    """Show a shipment tube by tube; the laboratory counts them in."""
    found: Difference | None = None
    if request.method == "POST":
        found = services.receive_shipment(
            desk.actor, desk.clock, shipment_id=shipment_id, tube_codes=read_codes(request.POST)
        )
    row = get_shipment(desk.reach, shipment_id)
    backlogs = list_backlogs(desk.reach, _outbreak(desk), desk.now)
    laboratory = next((one.laboratory for one in backlogs if one.laboratory.id == row.laboratory_id), None)
    return render_page(
        request,
        "testing/shipment.html",
        WORDS,
        box=row,
        names=titles_of([row.place_id]),
        laboratory=laboratory,
        may_count=laboratory is not None and desk.may["work"] and desk.reach.covers(laboratory.place_id),
        tubes=list_tubes(desk.reach, shipment_id),
        found=found,
    )


def _outbreak(desk: Desk) -> str:
    return desk.outbreak.id if desk.outbreak else get_outbreak(desk.reach, "").id
