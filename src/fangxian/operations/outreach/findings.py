"""What was found at venues: open until somebody came back and saw that it is right."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from fangxian.engines.problems import Text
from fangxian.engines.visiting import Checklist
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.queries import name_users
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.chunks import in_chunks
from fangxian.operations.clock import Clock
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.outreach.checklist import checklist_of
from fangxian.operations.outreach.models import FindingAct, VenueFinding, VenueLook
from fangxian.operations.outreach.problems import FINDING_PUT_RIGHT
from fangxian.operations.outreach.rows import PUT_RIGHT, STILL_WRONG, VenueFindingRow
from fangxian.operations.oversight.sealing import plain
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND


@transaction.atomic
def put_right(actor: Actor, clock: Clock, *, finding_id: UUID, proof: str) -> None:
    """Close a finding: somebody went back and saw that it is right, with what shows it, in words.

    Raises:
        Problem: `not-your-role`, `not-found`, `venue-finding-put-right`, `words-needed`, `personal-number`.
    """
    actor.require("work")
    finding = actor.reach.filter(VenueFinding.objects.select_for_update()).filter(id=finding_id).first()
    if finding is None:
        raise NOT_FOUND(what="finding at a venue", what_zh="场所问题", key=finding_id)
    if finding.acts.filter(act=PUT_RIGHT).exists():
        raise FINDING_PUT_RIGHT()
    write_act(actor, clock, finding, PUT_RIGHT, proof=plain(proof))


def write_act(actor: Actor, clock: Clock, finding: VenueFinding, act: str, *, proof: str = "") -> None:
    """Record what somebody saw who came back; still wrong sets the next deadline. In the caller's transaction."""
    at, due_at = clock.now(), None
    if act == STILL_WRONG:
        checklist = checklist_of(get_outbreak(actor.reach, finding.outbreak_id))
        due_at = at + timedelta(hours=checklist.rectify_hours[finding.severity])
    row = FindingAct(finding=finding, act=act, proof=proof[:300], due_at=due_at)
    verb = "completed" if act == PUT_RIGHT else "rechecked"
    write_rows(actor, at, verb, "venue-finding-act", finding.id, [row], {"act": act, "due_at": due_at})


def list_findings(
    reach: Reach,
    outbreak_id: str,
    at: datetime,
    *,
    venue_id: str = "",
    open_only: bool = True,
    limit: int = 500,
) -> tuple[VenueFindingRow, ...]:
    """Return findings at venues within reach as known at `at`: the late ones first, then by deadline.

    Raises:
        Problem: `not-found`.
    """
    outbreak = get_outbreak(reach, outbreak_id)
    rows = reach.filter(VenueFinding.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at))
    if venue_id:
        rows = rows.filter(place_id=venue_id)
    found = _rows(rows.order_by("-found_at", "id"), checklist_of(outbreak), at)
    shown = [one for one in found if one.put_right_at is None or not open_only]
    return tuple(sorted(shown, key=_first)[:limit])


def _first(row: VenueFindingRow) -> tuple[bool, bool, datetime, str]:
    return row.put_right_at is not None, not row.late, row.due_at, str(row.id)


def last_looks(outbreak_id: str, venue_ids: Collection[str], at: datetime) -> dict[str, VenueLook]:
    """Return venue -> the last look at it known at `at`, for this app."""
    found: dict[str, VenueLook] = {}
    for some in in_chunks(sorted(venue_ids)):
        looks = VenueLook.objects.filter(outbreak_id=outbreak_id, place_id__in=some, recorded_at__lte=at)
        found |= {look.place_id: look for look in looks.order_by("seen_at", "id")}
    return found


def open_findings(
    outbreak_id: str, venue_ids: Collection[str], at: datetime
) -> dict[str, list[tuple[VenueFinding, datetime]]]:
    """Return venue -> its open findings with the deadline that holds now, for this app."""
    found: dict[str, list[tuple[VenueFinding, datetime]]] = {}
    for some in in_chunks(sorted(venue_ids)):
        rows = VenueFinding.objects.filter(outbreak_id=outbreak_id, place_id__in=some, recorded_at__lte=at)
        acts = _acts(rows, at)
        for row in rows.order_by("found_at", "id"):
            said = acts.get(row.id, [])
            if not any(one.act == PUT_RIGHT for one in said):
                found.setdefault(row.place_id, []).append((row, _due_at(row, said)))
    return found


def _acts(findings: QuerySet, at: datetime) -> dict[UUID, list[FindingAct]]:
    acts: dict[UUID, list[FindingAct]] = {}
    rows = FindingAct.objects.filter(finding__in=findings.values("id"), recorded_at__lte=at)
    for act in rows.order_by("recorded_at", "entry_id"):
        acts.setdefault(act.finding_id, []).append(act)
    return acts


def _due_at(row: VenueFinding, said: Sequence[FindingAct]) -> datetime:
    return next((one.due_at for one in reversed(said) if one.due_at), row.due_at)


def _rows(findings: QuerySet, checklist: Checklist, at: datetime) -> Iterable[VenueFindingRow]:
    rows, acts = list(findings), _acts(findings.order_by(), at)
    venues, users = titles_of([row.place_id for row in rows]), name_users({row.user_id for row in rows})
    words = {one.key: one.title for kind in checklist.kinds.values() for one in kind.questions}
    for row in rows:
        said = acts.get(row.id, [])
        right = next((one for one in said if one.act == PUT_RIGHT), None)
        due_at = _due_at(row, said)
        yield VenueFindingRow(
            id=row.id,
            venue_id=row.place_id,
            venue=venues[row.place_id],
            question=row.question,
            title=words.get(row.question, Text(row.question, row.question)),
            severity=row.severity,
            found_at=row.found_at,
            found_by=users.get(row.user_id, Text("系统", "the system")),
            due_at=due_at,
            late=right is None and due_at < at,
            still_wrong=sum(one.act == STILL_WRONG for one in said),
            put_right_at=right.recorded_at if right else None,
            proof=right.proof if right else "",
        )
