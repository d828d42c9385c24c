"""Proposing who goes where, and command's answer: an engine proposes, a person decides, then people are sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

import polars as pl
from django.db import transaction

from fangxian.engines.staffing.sending import SendingRules, Sent, assign_teams
from fangxian.engines.tables.postings import PEOPLE_TO_SEND, POSTINGS, POSTS
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.teams.assigning import Sending, send_many
from fangxian.operations.teams.models import Proposed, Run, RunAnswer
from fangxian.operations.teams.problems import NOBODY_TO_SEND, RUN_ANSWERED
from fangxian.operations.teams.queries import list_assignments, list_members, list_posts
from fangxian.operations.teams.rows import AssignmentRow, MemberRow, PostRow, ProposedRow, RunRow

FAR_M = 10_000
"""Beyond ten kilometres each metre of somebody's way counts twice: our own figure."""


@dataclass(frozen=True)
class Worked:
    """What somebody served in the last seven days."""

    hours: float = 0.0
    nights: int = 0


_RESTED = Worked()


@transaction.atomic
def propose_assignment(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    keep_teams: bool = False,
    worked: Mapping[UUID, Worked] = MappingProxyType({}),
) -> UUID:
    """Work out who should go where among the members and posts within reach; nobody is sent yet. Return the proposal.

    Everybody available takes part; who serves at a post stays there unless moving saves more than it costs.
    worked: hours and nights of the last seven days, for whoever keeps rosters: the rested go first.

    Raises:
        Problem: `not-your-role`, `not-found` (outbreak), `nobody-to-send`.
    """
    actor.require("command")
    at = clock.now()
    posts = list_posts(actor.reach, outbreak_id, at)
    serving = {one.member_id: one for one in list_assignments(actor.reach, outbreak_id, at)}
    members = [row for row in list_members(actor.reach, at, named=False) if row.is_available(at)]
    if not members or not posts:
        raise NOBODY_TO_SEND()
    sent = assign_teams(
        _people(members, worked),
        _posts(posts),
        _postings(serving),
        rules=SendingRules(keep_teams=keep_teams, far_m=FAR_M),
    )
    run = _run(outbreak_id, actor.place_id, keep_teams, len(members), sent)
    told = {
        "people": len(members),
        "needed": sent.needed,
        "sent": sent.postings.height,
        "gap": round(sent.gap, 6),
    }
    write_rows(actor, at, "proposed", "team-run", run.id, [run], told)
    lines = _lines(run, sent)
    if lines:
        write_rows(actor, at, "proposed", "team-run-line", run.id, lines, {"lines": len(lines)})
    return run.id


@transaction.atomic
def accept_assignment(actor: Actor, clock: Clock, *, run_id: UUID) -> int:
    """Send people as a proposal says; return how many go somewhere new. Posts ended since are left out.

    Raises:
        Problem: `not-your-role`, `not-found`, `assignment-answered`.
    """
    run, at = _unanswered(actor, run_id), clock.now()
    posts = {row.id: row for row in list_posts(actor.reach, run.outbreak_id, at)}
    ready = {row.id for row in list_members(actor.reach, at, named=False) if row.is_available(at)}
    sendings = [
        Sending(line.member_id, line.post_id, "", line.distance_m, tuple(line.why))
        for line in Proposed.objects.filter(run=run).order_by("member_id")
        if line.post_id in posts and line.member_id in ready
    ]
    moved = send_many(actor, at, sendings, posts, run.id)
    _answer(actor, at, run, taken=True, said="")
    return moved


@transaction.atomic
def leave_assignment(actor: Actor, clock: Clock, *, run_id: UUID, said: str = "") -> None:
    """Leave a proposal as it is: nobody is sent. Raises `not-your-role`, `not-found`, `assignment-answered`."""
    run = _unanswered(actor, run_id)
    _answer(actor, clock.now(), run, taken=False, said=said.strip()[:300])


def find_last_run(reach: Reach, outbreak_id: str, at: datetime) -> RunRow | None:
    """Return the latest proposal made within reach, as known at `at`."""
    made = Run.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at).select_related("answer")
    run = reach.filter(made).order_by("-recorded_at", "-id").first()
    return _run_row(run, at) if run else None


def list_proposed(reach: Reach, run_id: UUID, at: datetime) -> tuple[ProposedRow, ...]:
    """Return the lines of a proposal, by member, with where each serves now. Raises `not-found`."""
    run = reach.filter(Run.objects.filter(id=run_id)).first()
    if run is None:
        raise NOT_FOUND(what="proposal", what_zh="派员方案", key=run_id)
    serving = {one.member_id: one.post_id for one in list_assignments(reach, run.outbreak_id, at)}
    return tuple(
        ProposedRow(
            line.member_id, line.post_id, serving.get(line.member_id), line.distance_m, tuple(line.why)
        )
        for line in Proposed.objects.filter(run=run).order_by("member_id")
    )


def _unanswered(actor: Actor, run_id: UUID) -> Run:
    actor.require("command")
    run = actor.reach.filter(Run.objects.filter(id=run_id).select_related("answer")).first()
    if run is None:
        raise NOT_FOUND(what="proposal", what_zh="派员方案", key=run_id)
    if hasattr(run, "answer"):
        raise RUN_ANSWERED()
    found: Run = run
    return found


def _answer(actor: Actor, at: datetime, run: Run, *, taken: bool, said: str) -> None:
    row = RunAnswer(run=run, taken=taken, said=said)
    write_rows(actor, at, "answered", "team-run-answer", run.id, [row], {"taken": taken})


def _run(outbreak_id: str, place_id: str, keep_teams: bool, people: int, sent: Sent) -> Run:
    return Run(
        id=new_id(),
        outbreak_id=outbreak_id,
        place_id=place_id,
        solver=sent.solver,
        keep_teams=keep_teams,
        people=people,
        needed=sent.needed,
        cost=sent.cost,
        bound=sent.bound,
        short=[list(row) for row in sent.short.select("post_id", "skills", "short").iter_rows()],
    )


def _lines(run: Run, sent: Sent) -> Sequence[Proposed]:
    return [
        Proposed(run=run, member_id=UUID(person), post_id=UUID(post), distance_m=metres, why=why.split(";"))
        for person, post, metres, why in sent.postings.select(
            "person_id", "post_id", "distance_m", "why"
        ).iter_rows()
    ]


def _people(members: Sequence[MemberRow], worked: Mapping[UUID, Worked]) -> pl.DataFrame:
    return PEOPLE_TO_SEND.rows(
        [
            {
                "person_id": str(row.id),
                "team_id": row.team_id or None,
                "skills": ";".join(row.skills),
                "lat": row.lat,
                "lon": row.lon,
                "employer": row.employer or None,
                "languages": ";".join(row.languages),
                "home_place_id": row.home_id,
                "hours_worked": worked.get(row.id, _RESTED).hours,
                "nights_worked": worked.get(row.id, _RESTED).nights,
            }
            for row in members
        ]
    )


def _posts(posts: Sequence[PostRow]) -> pl.DataFrame:
    return POSTS.rows(
        [
            {
                "place_id": row.place_id,
                "need": row.need,
                "skills": ";".join(row.skills),
                "lat": row.lat,
                "lon": row.lon,
                "weight": row.weight,
                "languages": ";".join(row.languages),
                "post_id": str(row.id),
            }
            for row in posts
        ]
    )


def _postings(serving: Mapping[UUID, AssignmentRow]) -> pl.DataFrame:
    return POSTINGS.rows(
        [
            {"person_id": str(member), "place_id": one.place_id, "why": "stays", "post_id": str(one.post_id)}
            for member, one in serving.items()
        ]
    )


def _run_row(run: Run, at: datetime) -> RunRow:
    answer: Any = getattr(run, "answer", None)
    known = answer if answer is not None and answer.recorded_at <= at else None
    return RunRow(
        id=run.pk,
        place_id=run.place_id,
        solver=run.solver,
        keep_teams=run.keep_teams,
        people=run.people,
        needed=run.needed,
        assigned=run.needed - sum(int(row[2]) for row in run.short),
        cost=run.cost,
        bound=run.bound,
        short=tuple((str(post), str(skills or ""), int(short)) for post, skills, short in run.short),
        made_at=run.recorded_at,
        taken=known.taken if known else None,
    )
