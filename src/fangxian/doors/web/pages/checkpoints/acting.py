"""What is done at checkpoints: set up, record a passage in three taps, say the queue, acknowledge, close."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.given import read_number, read_place, unclear
from fangxian.doors.web.pages.checkpoints.words import NAMED, WORDS
from fangxian.doors.web.rendering import tell
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.checkpoints import services
from fangxian.operations.checkpoints.problems import PASSAGE_UNCLEAR
from fangxian.operations.checkpoints.rows import CheckpointGiven, PassageGiven
from fangxian.operations.places.reach import Reach


@require_POST
@signed_in
def open_one(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Set up a checkpoint."""
    form = request.POST
    given = CheckpointGiven(
        key=form.get("key", "").strip(),
        kind=form.get("kind", ""),
        place_id=read_place(form, desk.reach),
        name=form.get("name", ""),
        least_crew=read_number(form, "least_crew", NAMED["least_crew"]),
        area_key=form.get("area", ""),
        lanes=read_number(form, "lanes", NAMED["lanes"]) if "lanes" in form else 1,
    )
    services.open_checkpoints(desk.actor, desk.clock, outbreak_id=_outbreak(desk), given=[given])
    tell(request, WORDS, "was_opened", name=given.name)
    return redirect("checkpoint", given.key)


@require_POST
@signed_in
def record(request: HttpRequest, desk: Desk, checkpoint_id: str) -> HttpResponse:
    """Record one passage; pressed twice it is counted once."""
    form = request.POST
    try:
        passage_id = UUID(form.get("event_id", ""))
    except ValueError as error:
        raise unclear(NAMED["passage"]) from error
    destination = read_place(form, _everywhere(desk)) if form.get("place", "").strip() else ""
    told = {name: form[name] for name in ("subject", "origin_risk", "code_seen", "test_seen") if name in form}
    given = PassageGiven(
        id=passage_id,
        direction=form.get("direction", ""),
        passed_at=desk.clock.now(),
        people=read_number(form, "people", NAMED["people"]) if "people" in form else 1,
        exemption=form.get("exemption", ""),
        to_place_id=destination,
        full_name=form.get("full_name", ""),
        phone=form.get("phone", ""),
        **told,
    )
    sent = services.record_passages(
        desk.actor,
        desk.clock,
        outbreak_id=_outbreak(desk),
        key=checkpoint_id,
        device_id="page",
        given=[given],
    )
    for refused in sent.refused:
        if refused.code != "passage-id-taken":
            raise PASSAGE_UNCLEAR(what=refused.reason.in_(desk.language))
    tell(request, WORDS, "was_handed" if sent.handed else "was_recorded")
    return redirect("checkpoint", checkpoint_id)


@require_POST
@signed_in
def report_queue(request: HttpRequest, desk: Desk, checkpoint_id: str) -> HttpResponse:
    """Say how many wait."""
    waiting = read_number(request.POST, "waiting", NAMED["waiting"])
    services.report_queue(
        desk.actor, desk.clock, outbreak_id=_outbreak(desk), key=checkpoint_id, waiting=waiting
    )
    tell(request, WORDS, "queue_told", waiting=waiting)
    return redirect("checkpoint", checkpoint_id)


@require_POST
@signed_in
def close(request: HttpRequest, desk: Desk, checkpoint_id: str) -> HttpResponse:
    """Close a checkpoint."""
    services.close_checkpoint(
        desk.actor,
        desk.clock,
        outbreak_id=_outbreak(desk),
        key=checkpoint_id,
        reason=request.POST.get("reason", ""),
    )
    tell(request, WORDS, "was_closed")
    return redirect("checkpoints")


@require_POST
@signed_in
def acknowledge(request: HttpRequest, desk: Desk, handed_id: UUID) -> HttpResponse:
    """Say that the community has whoever was handed to it."""
    services.acknowledge_handed(desk.actor, desk.clock, handed_id=handed_id)
    tell(request, WORDS, "was_acknowledged")
    return redirect("checkpoints")


def _everywhere(desk: Desk) -> Reach:
    """People go to communities outside the reach of whoever keeps the gate: every place of the outbreak can be named."""
    return Reach(frozenset({get_outbreak(desk.reach, _outbreak(desk)).place_id}))


def _outbreak(desk: Desk) -> str:
    return desk.outbreak.id if desk.outbreak else get_outbreak(desk.reach, "").id
