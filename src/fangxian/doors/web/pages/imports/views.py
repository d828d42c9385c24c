"""Import with balance: what was read, accepted, duplicate, rejected, and why."""

from datetime import date
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.imports.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.operations.importing import KINDS, import_list
from fangxian.operations.imports.queries import list_batches, list_rejected
from fangxian.operations.imports.services import Terms


@require_http_methods(["GET", "POST"])
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the imports so far; import a list of people when one is sent."""
    given = request.FILES.get("file")
    if request.method == "POST" and desk.outbreak is not None and isinstance(given, UploadedFile):
        return _load(request, desk, desk.outbreak.id, given)
    rows = list_batches(desk.actor, known_at=desk.known_at)
    return render_page(request, "imports/show.html", WORDS, rows=rows, kinds=KINDS)


def _load(request: HttpRequest, desk: Desk, outbreak_id: str, given: UploadedFile) -> HttpResponse:
    batch = import_list(
        desk.actor,
        desk.clock,
        kind=request.POST.get("kind", "cases"),
        outbreak_id=outbreak_id,
        name=given.name or "",
        content=given.read(),
        terms=_terms(request),
    )
    counts = {name: getattr(batch, name) for name in ("read", "accepted", "duplicate", "rejected")}
    tell(request, WORDS, "again" if batch.repeated else "loaded", **counts)
    return redirect(reverse("batch", args=[batch.id]))


def _terms(request: HttpRequest) -> Terms:
    form = request.POST
    return Terms(
        purpose=form.get("purpose", ""),
        legal_basis=form.get("legal_basis", ""),
        approver=form.get("approver", ""),
        retention_until=date.fromisoformat(form.get("retention_until", "")),
    )


@require_GET
@signed_in
def show_rejected(request: HttpRequest, desk: Desk, batch_id: UUID) -> HttpResponse:
    """Show the rows of one import that were rejected, each with its reason."""
    return render_page(request, "imports/rejected.html", WORDS, rows=list_rejected(desk.actor, batch_id))
