"""Teams: members, posts, who serves where and why, proposals, units, leaders, calls back from leave."""

from datetime import date, datetime
from uuid import UUID

from ninja import Router, Status
from pydantic import AwareDatetime, Field

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.given import Exact
from fangxian.engines.problems import Text
from fangxian.operations import sending
from fangxian.operations.manning import Made, make_posts
from fangxian.operations.teams import queries, runs, services
from fangxian.operations.teams.rows import (
    AssignmentRow,
    LeaderRow,
    MemberGiven,
    MemberRow,
    PostGiven,
    PostRow,
    ProposedRow,
    RecallRow,
    RunRow,
    UnitGiven,
    UnitRow,
)

router = Router()


class NewMember(Exact):
    """Somebody who can be sent. `number`: what the employer's roster calls them; kept as a digest only."""

    number: str = Field(min_length=1, max_length=80)
    full_name: str = Field(min_length=1, max_length=80)
    place_id: str
    kind: str = "staff"
    employer: str = Field("", max_length=120)
    team_id: str = Field("", max_length=64)
    phone: str = Field("", max_length=40)
    skills: tuple[str, ...] = Field((), max_length=20)
    languages: tuple[str, ...] = Field((), max_length=20)
    home_id: str | None = None
    lat: float | None = Field(None, ge=-90, le=90)
    lon: float | None = Field(None, ge=-180, le=180)
    may_not: tuple[str, ...] = Field((), max_length=10)
    vaccinated_on: date | None = None
    available_from: AwareDatetime | None = None
    available_to: AwareDatetime | None = None
    consented: bool = False


class NewMembers(Exact):
    """Members of one sending: all are put on record, or none."""

    members: list[NewMember] = Field(min_length=1, max_length=20_000)


class NewPost(Exact):
    """Where people are needed. A post of the same `source` is changed, not doubled. `per_shift`: of `need`, at once."""

    kind: str
    place_id: str
    need: int = Field(ge=1, le=10_000)
    name: str = Field(min_length=1, max_length=160)
    name_en: str = Field("", max_length=160)
    role: str = "support"
    skills: tuple[str, ...] = Field((), max_length=20)
    languages: tuple[str, ...] = Field((), max_length=20)
    lat: float | None = Field(None, ge=-90, le=90)
    lon: float | None = Field(None, ge=-180, le=180)
    weight: int = Field(1, ge=1, le=10)
    source: str = Field("", max_length=120)
    ends_at: AwareDatetime | None = None
    per_shift: int | None = Field(None, ge=1, le=10_000)


class NewPosts(Exact):
    """Posts of one sending: all stand, or none."""

    posts: list[NewPost] = Field(min_length=1, max_length=10_000)


class Proposing(Exact):
    """Whether teams stay together."""

    keep_teams: bool = False


class RunAnswer(Exact):
    """Command's answer to a proposal: taken, or left."""

    taken: bool
    said: str = Field("", max_length=300)


class SentByHand(Exact):
    """A member to send to a post; `role` empty: the post's."""

    member_id: UUID
    role: str = ""


class NewUnit(Exact):
    """A temporary unit with the telephone that is answered day and night."""

    kind: str
    place_id: str
    name: str = Field(min_length=1, max_length=160)
    name_en: str = Field("", max_length=160)
    lead_id: UUID
    duty_phone: str = Field(min_length=1, max_length=40)
    deputies: tuple[UUID, ...] = Field((), max_length=20)
    members: tuple[UUID, ...] = Field((), max_length=500)


class NewLeader(Exact):
    """A leader who is to answer for a place."""

    member_id: UUID
    place_id: str


class NewRecall(Exact):
    """Members to call back from leave, and by when each answers."""

    member_ids: list[UUID] = Field(min_length=1, max_length=20_000)
    due_at: AwareDatetime
    reason: str = Field(min_length=1, max_length=300)


class RecallAnswer(Exact):
    """What somebody called back says: coming or cannot."""

    answer: str


class Checks(Exact):
    """What was seen of a volunteer: identity, health, training."""

    checks: tuple[str, ...] = Field(min_length=1, max_length=10)


class Call(Exact):
    """Whether everybody is asked for volunteers."""

    open: bool


@router.get("/team-members", response=list[MemberRow])
def list_members(request: Asked, known_at: AwareDatetime | None = None) -> list[MemberRow]:
    """List the members who belong to your places or were sent there; names only for who may read them."""
    return list(queries.list_members(request.auth.reach, _hour(known_at)))


@router.post("/team-members", response=list[UUID])
def add_members(request: Asked, given: NewMembers) -> list[UUID]:
    """Put members on record, or correct those known by the same number of the same employer."""
    rows = [MemberGiven(**one.model_dump()) for one in given.members]
    return list(services.add_members(request.auth, clock_of_the_world(), rows))


@router.post("/team-members/{member_id}/checks", response={204: None})
def check_volunteer(request: Asked, member_id: UUID, given: Checks) -> Status[None]:
    """Say what was seen of a volunteer."""
    services.check_volunteer(request.auth, clock_of_the_world(), member_id=member_id, checks=given.checks)
    return Status(204, None)


@router.post("/outbreaks/{outbreak_id}/volunteer-call", response={204: None})
def call_for_volunteers(request: Asked, outbreak_id: str, given: Call) -> Status[None]:
    """Ask everybody for volunteers, or ask no longer. People sign up on a page of their own, without an account."""
    services.call_for_volunteers(request.auth, clock_of_the_world(), outbreak_id=outbreak_id, open=given.open)
    return Status(204, None)


@router.get("/outbreaks/{outbreak_id}/posts", response=list[PostRow])
def list_posts(request: Asked, outbreak_id: str, known_at: AwareDatetime | None = None) -> list[PostRow]:
    """List the posts of your places, those shortest of people first."""
    return list(queries.list_posts(request.auth.reach, outbreak_id, _hour(known_at)))


@router.post("/outbreaks/{outbreak_id}/posts", response=list[UUID])
def set_posts(request: Asked, outbreak_id: str, given: NewPosts) -> list[UUID]:
    """Set up posts, or change those of the same source."""
    rows = []
    for one in given.posts:
        told = one.model_dump()
        zh, en = told.pop("name"), told.pop("name_en")
        rows.append(PostGiven(name=Text(zh, en or zh), **told))
    return list(services.set_posts(request.auth, clock_of_the_world(), outbreak_id=outbreak_id, given=rows))


@router.post("/outbreaks/{outbreak_id}/posts/made", response=Made)
def make_needed_posts(request: Asked, outbreak_id: str) -> Made:
    """Let posts follow from the areas, sites and gaps that stand, and end those no longer needed."""
    return make_posts(request.auth, clock_of_the_world(), outbreak_id=outbreak_id)


@router.get("/outbreaks/{outbreak_id}/assignments", response=list[AssignmentRow])
def list_assignments(
    request: Asked, outbreak_id: str, known_at: AwareDatetime | None = None
) -> list[AssignmentRow]:
    """List who serves where, how far from where they live, and why."""
    return list(queries.list_assignments(request.auth.reach, outbreak_id, _hour(known_at)))


@router.post("/posts/{post_id}/assignments", response={201: UUID})
def send_member(request: Asked, post_id: UUID, given: SentByHand) -> Status[UUID]:
    """Send one member to a post by hand."""
    made = services.assign_member(
        request.auth, clock_of_the_world(), member_id=given.member_id, post_id=post_id, role=given.role
    )
    return Status(201, made)


@router.post("/assignments/{assignment_id}/ended", response={204: None})
def call_off(request: Asked, assignment_id: UUID) -> Status[None]:
    """Call a member off a post."""
    services.end_assignment(request.auth, clock_of_the_world(), assignment_id=assignment_id)
    return Status(204, None)


@router.post("/outbreaks/{outbreak_id}/team-runs", response={201: UUID})
def propose(request: Asked, outbreak_id: str, given: Proposing) -> Status[UUID]:
    """Work out who should go where; nobody is sent before it is taken."""
    made = sending.propose_assignment(
        request.auth, clock_of_the_world(), outbreak_id=outbreak_id, keep_teams=given.keep_teams
    )
    return Status(201, made)


@router.get("/outbreaks/{outbreak_id}/team-runs/last", response=RunRow | None)
def find_last_run(request: Asked, outbreak_id: str, known_at: AwareDatetime | None = None) -> RunRow | None:
    """Return the latest proposal of your places: cost, bound, what stays short."""
    return runs.find_last_run(request.auth.reach, outbreak_id, _hour(known_at))


@router.get("/team-runs/{team_run_id}/lines", response=list[ProposedRow])
def list_proposed(request: Asked, team_run_id: UUID) -> list[ProposedRow]:
    """List who would go where and why."""
    return list(runs.list_proposed(request.auth.reach, team_run_id, clock_of_the_world().now()))


@router.post("/team-runs/{team_run_id}/answer", response={204: None})
def answer_run(request: Asked, team_run_id: UUID, given: RunAnswer) -> Status[None]:
    """Take a proposal and send people, or leave it."""
    if given.taken:
        services.accept_assignment(request.auth, clock_of_the_world(), run_id=team_run_id)
    else:
        services.leave_assignment(request.auth, clock_of_the_world(), run_id=team_run_id, said=given.said)
    return Status(204, None)


@router.get("/outbreaks/{outbreak_id}/units", response=list[UnitRow])
def list_units(request: Asked, outbreak_id: str, known_at: AwareDatetime | None = None) -> list[UnitRow]:
    """List the temporary units of your places with their duty telephones."""
    return list(queries.list_units(request.auth.reach, outbreak_id, _hour(known_at)))


@router.post("/outbreaks/{outbreak_id}/units", response={201: UUID})
def set_up_unit(request: Asked, outbreak_id: str, given: NewUnit) -> Status[UUID]:
    """Set up a temporary unit."""
    told = given.model_dump()
    zh, en = told.pop("name"), told.pop("name_en")
    unit = UnitGiven(name=Text(zh, en or zh), **told)
    made = services.set_up_unit(request.auth, clock_of_the_world(), outbreak_id=outbreak_id, given=unit)
    return Status(201, made)


@router.post("/units/{team_unit_id}/ended", response={204: None})
def dissolve_unit(request: Asked, team_unit_id: UUID) -> Status[None]:
    """Dissolve a unit."""
    services.end_unit(request.auth, clock_of_the_world(), unit_id=team_unit_id)
    return Status(204, None)


@router.get("/outbreaks/{outbreak_id}/linked-leaders", response=list[LeaderRow])
def list_linked_leaders(
    request: Asked, outbreak_id: str, known_at: AwareDatetime | None = None
) -> list[LeaderRow]:
    """List which leader answers for which place."""
    return list(queries.list_linked_leaders(request.auth.reach, outbreak_id, _hour(known_at)))


@router.post("/outbreaks/{outbreak_id}/linked-leaders", response={201: UUID})
def link_leader(request: Asked, outbreak_id: str, given: NewLeader) -> Status[UUID]:
    """Let a leader answer for a place."""
    made = services.link_leader(
        request.auth, clock_of_the_world(), outbreak_id=outbreak_id, **given.model_dump()
    )
    return Status(201, made)


@router.get("/outbreaks/{outbreak_id}/recalls", response=list[RecallRow])
def list_recalls(request: Asked, outbreak_id: str, known_at: AwareDatetime | None = None) -> list[RecallRow]:
    """List who was called back from leave, those who have not answered first."""
    return list(queries.list_recalls(request.auth.reach, outbreak_id, _hour(known_at)))


@router.post("/outbreaks/{outbreak_id}/recalls", response=int)
def recall_members(request: Asked, outbreak_id: str, given: NewRecall) -> int:
    """Call members back from leave; returns how many calls went out."""
    return services.recall_members(
        request.auth, clock_of_the_world(), outbreak_id=outbreak_id, **given.model_dump()
    )


@router.post("/recalls/{recall_id}/answer", response={204: None})
def answer_recall(request: Asked, recall_id: UUID, given: RecallAnswer) -> Status[None]:
    """Answer a call back from leave: for oneself, or as command for somebody without an account."""
    services.answer_recall(request.auth, clock_of_the_world(), recall_id=recall_id, answer=given.answer)
    return Status(204, None)


def _hour(known_at: datetime | None) -> datetime:
    return known_at or clock_of_the_world().now()
