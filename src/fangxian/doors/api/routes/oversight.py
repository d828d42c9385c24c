"""Oversight: inspections anybody can draw again, findings, fairness of late dispatches, evaluation, sanctions."""

from dataclasses import dataclass
from uuid import UUID

from ninja import Body, Query, Router, Status
from pydantic import Field

from fangxian.doors.api.answers import Made
from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.given import Exact, Reason
from fangxian.doors.api.hours import KnownAt, known
from fangxian.engines.problems import Text
from fangxian.operations.oversight import queries, services
from fangxian.operations.oversight.rows import (
    AnnouncementRow,
    EvaluationView,
    FindingRow,
    InspectionRow,
    InspectionView,
    SanctionRow,
)

router = Router()
_WORDS = 4_000


class Draw(Exact):
    """What to draw from, how, how many (0: as many as it takes), and why."""

    place_id: str
    purpose: str = Field(max_length=_WORDS)
    method: str = "random"
    size: int = Field(0, ge=0, le=100_000)
    level: str = "community"


class Answers(Exact):
    """question -> yes, no or not-asked; for each no what was seen, in words."""

    answers: dict[str, str]
    evidence: dict[str, str] = {}


class NewFinding(Exact):
    """Something wrong at an office: never a person, no number that points to one."""

    place_id: str
    what: str = Field(max_length=_WORDS)
    severity: str
    evidence: str = Field("", max_length=_WORDS)
    department: str = "command_office"


class Rectified(Exact):
    """What shows that it was put right."""

    proof: str = Field(max_length=_WORDS)


class Rechecked(Exact):
    """Whether it is right now; what is still wrong."""

    passed: bool
    note: str = Field("", max_length=_WORDS)


class Fact(Exact):
    """finding, false-proof, not-rectified or late-dispatch, and its id."""

    kind: str
    id: UUID


class NewSanction(Exact):
    """A case against an office: its ground from the closed list, its facts, what it is about."""

    office_id: str
    ground: str
    facts: list[Fact] = Field(max_length=200)
    what: str = Field(max_length=_WORDS)
    persons: list[str] = Field([], max_length=200)


class Said(Exact):
    """What somebody says."""

    text: str = Field(max_length=_WORDS)


class Decided(Exact):
    """Step of the ladder -> how many officials; none: no sanction."""

    steps: dict[str, int] = {}
    reason: str = Field(max_length=_WORDS)


class Heard(Decided):
    """upheld, reduced (with milder steps) or annulled."""

    outcome: str


class Publish(Exact):
    """Which decided cases to publish together, for which place."""

    place_id: str
    sanctions: list[UUID] = Field(max_length=1_000)


@dataclass(frozen=True)
class FairnessAnswer:
    """Whether an office could have been in time, and the arithmetic that says so."""

    dispatch_id: UUID
    place_id: str
    place: Text
    department: str
    title: Text
    hours_late: float
    verdict: str
    line: Text
    unconfirmed: bool


@router.get("/outbreaks/{outbreak_id}/inspections", response=list[InspectionRow])
def list_inspections(request: Asked, outbreak_id: str) -> list[InspectionRow]:
    """List the inspections whose whole frame lies within your reach, the latest first."""
    now = clock_of_the_world().now()
    return list(queries.list_inspections(request.auth.reach, outbreak_id, now))


@router.post("/outbreaks/{outbreak_id}/inspections", response={201: Made})
def draw_inspection(request: Asked, outbreak_id: str, given: Body[Draw]) -> Status[Made]:
    """Announce an inspection and draw its places from the seal of that announcement."""
    clock = clock_of_the_world()
    made = services.draw_inspection(request.auth, clock, outbreak_id=outbreak_id, **given.dict())
    return Status(201, Made(made))


@router.get("/inspections/{inspection_id}", response=InspectionView)
def get_inspection(request: Asked, inspection_id: UUID) -> InspectionView:
    """Get one inspection: its seed, its places, what the sample says so far."""
    return queries.get_inspection(request.auth.reach, inspection_id, clock_of_the_world().now())


@router.get("/inspections/{inspection_id}/frame", response=dict[str, float])
def get_frame(request: Asked, inspection_id: UUID) -> dict[str, float]:
    """Get every place that could be drawn with its weight, to draw again."""
    return queries.frame_of(request.auth.reach, inspection_id)


@router.post("/visits/{visit_id}/answers", response=list[Made])
def record_visit(request: Asked, visit_id: UUID, given: Body[Answers]) -> list[Made]:
    """Record what was answered at a place drawn; every no is a finding."""
    found = services.record_visit(request.auth, clock_of_the_world(), visit_id=visit_id, **given.dict())
    return [Made(key) for key in found]


@router.get("/outbreaks/{outbreak_id}/findings", response=list[FindingRow])
def list_findings(
    request: Asked,
    outbreak_id: str,
    only: str = "open",
    office_id: UUID | None = None,
    limit: int = Query(500, ge=1, le=10_000),
) -> list[FindingRow]:
    """List findings within your reach: open, late, to-recheck, closed or all; what is late first."""
    now, office = clock_of_the_world().now(), str(office_id) if office_id else ""
    return list(
        queries.list_findings(request.auth.reach, outbreak_id, now, only=only, office_id=office, limit=limit)
    )


@router.post("/outbreaks/{outbreak_id}/findings", response={201: Made})
def record_finding(request: Asked, outbreak_id: str, given: Body[NewFinding]) -> Status[Made]:
    """Record a finding. Told by an office of itself it is never a ground."""
    made = services.record_finding(
        request.auth,
        clock_of_the_world(),
        outbreak_id=outbreak_id,
        given=services.FindingGiven(**given.dict()),
    )
    return Status(201, Made(made))


@router.get("/findings/{finding_id}", response=FindingRow)
def get_finding(request: Asked, finding_id: UUID) -> FindingRow:
    """Get one finding with its rounds."""
    return queries.get_finding(request.auth.reach, finding_id, clock_of_the_world().now())


@router.post("/findings/{finding_id}/rectify", response={204: None})
def rectify(request: Asked, finding_id: UUID, given: Body[Rectified]) -> Status[None]:
    """Report a finding put right, with what shows it."""
    services.rectify(request.auth, clock_of_the_world(), finding_id=finding_id, proof=given.proof)
    return Status(204, None)


@router.post("/findings/{finding_id}/recheck", response={204: None})
def recheck(request: Asked, finding_id: UUID, given: Body[Rechecked]) -> Status[None]:
    """Look again as another person: right now, or another round."""
    services.recheck(request.auth, clock_of_the_world(), finding_id=finding_id, **given.dict())
    return Status(204, None)


@router.get("/outbreaks/{outbreak_id}/fairness", response=list[FairnessAnswer])
def list_fairness(
    request: Asked, outbreak_id: str, limit: int = Query(50, ge=1, le=500)
) -> list[FairnessAnswer]:
    """List late dispatches within your reach with their fairness lines, the longest late first."""
    now = clock_of_the_world().now()
    rows = queries.list_late_with_fairness(request.auth.reach, outbreak_id, now, limit)
    names = FairnessAnswer.__dataclass_fields__
    return [FairnessAnswer(**{name: getattr(row, name) for name in names}) for row in rows]


@router.post("/outbreaks/{outbreak_id}/evaluations", response={201: EvaluationView})
def evaluate(request: Asked, outbreak_id: str, place_id: str) -> Status[EvaluationView]:
    """Evaluate the communities of a place over the last seven days, from facts; nobody is ranked."""
    made = services.evaluate(request.auth, clock_of_the_world(), outbreak_id=outbreak_id, place_id=place_id)
    return Status(201, queries.get_evaluation(request.auth.reach, made))


@router.get("/outbreaks/{outbreak_id}/sanctions", response=list[SanctionRow])
def list_sanctions(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[SanctionRow]:
    """List the cases you may know of: those you open, hear or audit, and those about you."""
    return list(queries.list_sanctions(request.auth, outbreak_id, known(known_at)))


@router.post("/outbreaks/{outbreak_id}/sanctions", response={201: Made})
def open_sanction(request: Asked, outbreak_id: str, given: Body[NewSanction]) -> Status[Made]:
    """Open a case against an office and tell it. Only a person may, on facts somebody saw."""
    facts = [services.FactGiven(one.kind, one.id) for one in given.facts]
    made = services.open_sanction(
        request.auth,
        clock_of_the_world(),
        outbreak_id=outbreak_id,
        office_id=given.office_id,
        ground=given.ground,
        facts=facts,
        what=given.what,
        persons=given.persons,
    )
    return Status(201, Made(made))


@router.get("/sanctions/{sanction_id}", response=SanctionRow)
def get_sanction(request: Asked, sanction_id: UUID, known_at: KnownAt = None) -> SanctionRow:
    """Get one case, as known at `known_at`."""
    return queries.get_sanction(request.auth, sanction_id, known(known_at))


@router.post("/sanctions/{sanction_id}/answer", response={204: None})
def answer(request: Asked, sanction_id: UUID, given: Body[Said]) -> Status[None]:
    """Say what the office or the person concerned has to say."""
    services.answer(request.auth, clock_of_the_world(), sanction_id=sanction_id, text=given.text)
    return Status(204, None)


@router.post("/sanctions/{sanction_id}/silence", response={204: None})
def record_silence(request: Asked, sanction_id: UUID, given: Body[Said]) -> Status[None]:
    """Record, once their time is over, that they did not answer, and how they were asked."""
    clock = clock_of_the_world()
    services.record_silence(request.auth, clock, sanction_id=sanction_id, how_asked=given.text)
    return Status(204, None)


@router.post("/sanctions/{sanction_id}/decide", response={204: None})
def decide(request: Asked, sanction_id: UUID, given: Body[Decided]) -> Status[None]:
    """Decide a case as another person than who opened it, after the other side was heard."""
    services.decide(request.auth, clock_of_the_world(), sanction_id=sanction_id, **given.dict())
    return Status(204, None)


@router.post("/sanctions/{sanction_id}/appeal", response={204: None})
def appeal(request: Asked, sanction_id: UUID, given: Body[Said]) -> Status[None]:
    """Appeal to another office."""
    services.appeal_sanction(request.auth, clock_of_the_world(), sanction_id=sanction_id, text=given.text)
    return Status(204, None)


@router.post("/sanctions/{sanction_id}/hear", response={204: None})
def hear_appeal(request: Asked, sanction_id: UUID, given: Body[Heard]) -> Status[None]:
    """Decide an appeal, in an office that took no part; it can only become milder."""
    services.hear_appeal(request.auth, clock_of_the_world(), sanction_id=sanction_id, **given.dict())
    return Status(204, None)


@router.post("/sanctions/{sanction_id}/withdraw", response={204: None})
def withdraw_sanction(request: Asked, sanction_id: UUID, given: Body[Reason]) -> Status[None]:
    """Take a case back before it is decided."""
    clock = clock_of_the_world()
    services.withdraw_sanction(request.auth, clock, sanction_id=sanction_id, reason=given.reason)
    return Status(204, None)


@router.post("/outbreaks/{outbreak_id}/announcements", response={201: AnnouncementRow})
def publish(request: Asked, outbreak_id: str, given: Body[Publish]) -> Status[AnnouncementRow]:
    """Publish decided cases together: units and numbers."""
    made = services.publish_sanctions(
        request.auth,
        clock_of_the_world(),
        outbreak_id=outbreak_id,
        place_id=given.place_id,
        sanction_ids=given.sanctions,
    )
    return Status(201, queries.get_announcement(request.auth.reach, made))


@router.get("/outbreaks/{outbreak_id}/announcements", response=list[AnnouncementRow])
def list_announcements(request: Asked, outbreak_id: str) -> list[AnnouncementRow]:
    """List what was published, the latest first."""
    now = clock_of_the_world().now()
    return list(queries.list_announcements(request.auth.reach, outbreak_id, now))
