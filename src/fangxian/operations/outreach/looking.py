"""A look at a venue on record: every no is a finding, or a finding that is still wrong; sent twice it counts once."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction

from fangxian.engines import tables
from fangxian.engines.problems import Text
from fangxian.engines.visiting import ANSWERS, VenueKind, VenueQuestion
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.queries import name_users
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.outreach.checklist import checklist_of
from fangxian.operations.outreach.closed import find_closed
from fangxian.operations.outreach.findings import last_looks, list_findings, open_findings, write_act
from fangxian.operations.outreach.models import VenueFinding, VenueLook
from fangxian.operations.outreach.problems import (
    LOOK_ID_TAKEN,
    LOOK_IN_THE_FUTURE,
    LOOK_UNCLEAR,
    NOT_A_VENUE,
)
from fangxian.operations.outreach.rows import PUT_RIGHT, STILL_WRONG, Looked, LookGiven, VenueView
from fangxian.operations.oversight.sealing import plain
from fangxian.operations.places.queries import find_place, titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.places.rows import PlaceRow
from fangxian.operations.problems import NOT_FOUND

PHONE_AHEAD = timedelta(minutes=5)
"""A phone's clock may run ahead so far."""


@transaction.atomic
def record_look(actor: Actor, clock: Clock, *, outbreak_id: str, given: LookGiven) -> Looked:
    """Record what was seen at a venue: a no is a finding with a deadline, or an earlier one that is still wrong.

    A yes to the question of an open finding closes it where `proofs` says what shows it; without proof it stays open.
    Sent again under the same id it changes nothing.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-a-venue`, `venue-look-unclear`, `venue-look-in-the-future`,
            `venue-look-id-taken`, `personal-number`.
    """
    actor.require("work")
    outbreak, venue = get_outbreak(actor.reach, outbreak_id), get_venue(actor.reach, given.venue_id)
    kind = checklist_of(outbreak).kind_of(venue.venue_kind)
    answers = _answers(given, kind)
    if given.seen_at > clock.now() + PHONE_AHEAD:
        raise LOOK_IN_THE_FUTURE(at=given.seen_at.isoformat())
    if _is_on_record(given, outbreak_id, answers):
        return Looked(True, 0, 0, 0)
    look = VenueLook(
        id=given.id,
        outbreak_id=outbreak_id,
        place_id=venue.place_id,
        checklist=f"{checklist_of(outbreak).id}/{kind.key}",
        answers=answers,
        seen_at=min(given.seen_at, clock.now()),
        device_at=given.device_at,
    )
    after = {"place_id": venue.place_id, "answers": answers}
    write_rows(actor, clock.now(), "inspected", "venue-look", given.id, [look], after, event_at=look.seen_at)
    return _follow(actor, clock, look, kind, given.proofs)


def get_venue(reach: Reach, venue_id: str) -> PlaceRow:
    """Return a venue within reach. Raises `not-found`, `not-a-venue` (a place, but no venue)."""
    if not reach.covers(venue_id):
        raise NOT_FOUND(what="venue", what_zh="场所", key=venue_id)
    venue = find_place(venue_id)
    if venue is None or venue.level != tables.VENUE:
        raise NOT_A_VENUE(place=venue_id)
    return venue


def view_venue(reach: Reach, outbreak_id: str, venue_id: str, at: datetime) -> VenueView:
    """Return one venue with its form: what is asked, what is open, whether it is closed. Raises as `get_venue`."""
    outbreak, venue = get_outbreak(reach, outbreak_id), get_venue(reach, venue_id)
    kind = checklist_of(outbreak).kind_of(venue.venue_kind)
    look = last_looks(outbreak_id, [venue_id], at).get(venue_id)
    findings = list_findings(reach, outbreak_id, at, venue_id=venue_id, open_only=False)
    closed = find_closed(outbreak, [venue], at).get(venue_id)
    ripe = any(one.put_right_at is None and (one.late or one.severity == "grave") for one in findings)
    users = name_users({look.user_id}) if look else {}
    looks = VenueLook.objects.filter(outbreak_id=outbreak_id, place_id=venue_id, recorded_at__lte=at)
    return VenueView(
        venue_id=venue_id,
        venue=venue.title,
        place=titles_of([venue.parent_id]).get(venue.parent_id, venue.title),
        kind_title=kind.title,
        questions=kind.questions,
        looks=looks.count(),
        seen_at=look.seen_at if look else None,
        seen_by=users.get(look.user_id, Text("系统", "the system")) if look else Text("", ""),
        findings=findings,
        closed=closed,
        may_close=closed is None and ripe,
    )


def _answers(given: LookGiven, kind: VenueKind) -> dict[str, str]:
    asked = [one.key for one in kind.questions]
    wrong = [key for key in asked if given.answers.get(key) not in ANSWERS]
    wrong += sorted(set(given.answers) - set(asked))
    if wrong:
        raise LOOK_UNCLEAR(keys=", ".join(wrong))
    return {key: given.answers[key] for key in asked}


def _is_on_record(given: LookGiven, outbreak_id: str, answers: Mapping[str, str]) -> bool:
    there = VenueLook.objects.filter(id=given.id).first()
    if there is None:
        return False
    same = (there.outbreak_id, there.place_id, there.answers) == (outbreak_id, given.venue_id, answers)
    if not same:
        raise LOOK_ID_TAKEN(key=given.id)
    return True


def _follow(
    actor: Actor, clock: Clock, look: VenueLook, kind: VenueKind, proofs: Mapping[str, str]
) -> Looked:
    """What the answers mean: new findings, old ones still wrong, old ones put right."""
    waiting = open_findings(look.outbreak_id, [look.place_id], clock.now()).get(look.place_id, [])
    standing = {finding.question: finding for finding, _ in waiting}
    wrong = [one for one in kind.questions if look.answers[one.key] == "no"]
    fresh = [one for one in wrong if one.key not in standing]
    again = [standing[one.key] for one in wrong if one.key in standing]
    right = [
        finding
        for key, finding in standing.items()
        if look.answers.get(key) == "yes" and proofs.get(key, "").strip()
    ]
    _write_findings(actor, clock, look, fresh)
    for finding in again:
        write_act(actor, clock, finding, STILL_WRONG)
    for finding in right:
        write_act(actor, clock, finding, PUT_RIGHT, proof=plain(proofs[finding.question]))
    return Looked(False, len(fresh), len(again), len(right))


def _write_findings(actor: Actor, clock: Clock, look: VenueLook, fresh: list[VenueQuestion]) -> None:
    if not fresh:
        return
    checklist = checklist_of(get_outbreak(actor.reach, look.outbreak_id))
    rows = [
        VenueFinding(
            id=_finding_id(look.id, one.key),
            outbreak_id=look.outbreak_id,
            place_id=look.place_id,
            look=look,
            question=one.key,
            severity=one.severity,
            found_at=look.seen_at,
            due_at=look.seen_at + timedelta(hours=checklist.rectify_hours[one.severity]),
        )
        for one in fresh
    ]
    after = {"place_id": look.place_id, "questions": [one.key for one in fresh]}
    write_rows(actor, clock.now(), "found", "venue-finding", look.id, rows, after, event_at=look.seen_at)


def _finding_id(look_id: UUID, question: str) -> UUID:
    return uuid5(look_id, f"finding:{question}")
