"""Proposing a roster for the posts of a place, and taking or leaving it."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import polars as pl
from django.db import transaction

from fangxian.engines.rostering import Roster as Answer
from fangxian.engines.rostering import make_roster
from fangxian.engines.tables import ROSTER_PEOPLE
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.places.queries import get_place
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.rosters.absences import absence_table
from fangxian.operations.rosters.limits import find_limits
from fangxian.operations.rosters.models import PlannedShift, Roster, RosterAnswer, Turn
from fangxian.operations.rosters.patterns import check_pattern, shifts_of
from fangxian.operations.rosters.problems import NOBODY_TO_ROSTER, ROSTER_ANSWERED
from fangxian.operations.rosters.rows import Pattern
from fangxian.operations.rosters.serving import find_seasoned, served_table
from fangxian.operations.teams.queries import list_assignments, list_members, list_posts
from fangxian.operations.teams.rows import AssignmentRow, MemberRow, PostRow

_LONGEST_WHY = 300


@transaction.atomic
def propose_roster(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    place_id: str,
    from_on: date,
    days: int = 7,
    pattern: Pattern | None = None,
) -> UUID:
    """Work out who serves at the posts of a place from the first shift of a local date on; command takes it or not.

    Shifts that have begun stay as they are; of a roster that stands for these days as much stays as can.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-a-pattern`, `nobody-to-roster`.
    """
    actor.require("command")
    wanted = pattern or Pattern()
    check_pattern(wanted, from_on, days)
    actor.reach.require(place_id)
    outbreak, at = get_outbreak(actor.reach, outbreak_id), clock.now()
    zone = ZoneInfo(outbreak.timezone)
    posts, sent = _posts(actor, outbreak_id, place_id, at)
    if not sent:
        place = get_place(place_id).title
        raise NOBODY_TO_ROSTER(place=place.en, place_zh=place.zh)
    shifts = shifts_of(posts, wanted, from_on, days, zone)
    members = {row.id: row for row in list_members(actor.reach, at, named=False)}
    served = served_table(sorted({one.member_id for one in sent}), shifts, at)
    made = make_roster(
        _people(sent, members, find_seasoned(outbreak_id, at)),
        shifts.filter(pl.col("starts_at") > at),
        find_limits(outbreak, at),
        absence_table(members.values(), outbreak_id, at),
        served,
    )
    return _write(actor, at, outbreak_id, place_id, wanted, shifts, served, made)


@transaction.atomic
def answer_roster(actor: Actor, clock: Clock, *, roster_id: UUID, take: bool) -> None:
    """Publish a roster, or leave it. Raises `not-your-role`, `not-found`, `roster-answered`."""
    actor.require("command")
    row = actor.reach.filter(Roster.objects.filter(id=roster_id)).select_related("answer").first()
    if row is None:
        raise NOT_FOUND(what="roster", what_zh="值班表", key=roster_id)
    if hasattr(row, "answer"):
        raise ROSTER_ANSWERED()
    answer = RosterAnswer(roster=row, taken=take)
    verb = "published" if take else "set aside"
    write_rows(actor, clock.now(), verb, "roster-answer", roster_id, [answer], {"taken": take})


def _posts(
    actor: Actor, outbreak_id: str, place_id: str, at: datetime
) -> tuple[list[PostRow], list[AssignmentRow]]:
    """Return the posts of a place to which somebody was sent, and who."""
    inside = actor.reach.narrow(place_id)
    sent = list(list_assignments(inside, outbreak_id, at))
    staffed = {one.post_id for one in sent}
    posts = [one for one in list_posts(inside, outbreak_id, at) if one.id in staffed]
    return sorted(posts, key=lambda one: one.id), sent


def _people(
    sent: Iterable[AssignmentRow], members: dict[UUID, MemberRow], seasoned: set[UUID]
) -> pl.DataFrame:
    """Return `ROSTER_PEOPLE`: a volunteer who never served is new where somebody at the post is not."""
    rows = [(one, members[one.member_id]) for one in sent if one.member_id in members]
    fresh = {member.id for _, member in rows if member.kind == "volunteer" and member.id not in seasoned}
    accompanied = {one.post_id for one, member in rows if member.id not in fresh}
    return ROSTER_PEOPLE.rows(
        [
            {
                "person_id": str(member.id),
                "post_id": str(one.post_id),
                "skills": ";".join(member.skills),
                "languages": ";".join(member.languages),
                "is_new": member.id in fresh and one.post_id in accompanied,
                "no_night": "no_night" in member.may_not,
                "no_suit": "no_protective_suit" in member.may_not,
            }
            for one, member in rows
        ]
    )


def _write(
    actor: Actor,
    at: datetime,
    outbreak_id: str,
    place_id: str,
    pattern: Pattern,
    shifts: pl.DataFrame,
    served: pl.DataFrame,
    made: Answer,
) -> UUID:
    where = {"outbreak_id": outbreak_id, "place_id": place_id}
    from_at, to_at = _days_of(shifts)
    roster = Roster(
        **where,
        from_at=from_at,
        to_at=to_at,
        pattern=asdict(pattern),
        changed=made.changed,
        points=float(made.points),
        bound=float(made.bound),
        short=[list(row) for row in made.short.select("shift_id", "lacks", "missing", "why").iter_rows()],
    )
    planned = [_planned(roster, row) for row in shifts.iter_rows(named=True)]
    begun = served.filter(pl.col("shift_id").is_in(shifts["shift_id"].implode()), pl.col("starts_at") <= at)
    rows = [*begun.iter_rows(named=True), *made.roster.iter_rows(named=True)]
    turns = [_turn(roster, where, row) for row in rows]
    after = {"place_id": place_id, "shifts": len(planned), "turns": len(turns), "short": len(roster.short)}
    write_rows(actor, at, "proposed", "roster", roster.id, [roster], after)
    write_rows(actor, at, "proposed", "roster-shift", roster.id, planned, {"shifts": len(planned)})
    if turns:
        write_rows(actor, at, "proposed", "turn", roster.id, turns, {"turns": len(turns)})
    return roster.id


def _days_of(shifts: pl.DataFrame) -> tuple[datetime, datetime]:
    """A roster stands for the shifts that begin before its end; a shift of the next begins no earlier."""
    begins: list[datetime] = shifts["starts_at"].sort().to_list()
    return begins[0], begins[-1] + timedelta(microseconds=1)


def _planned(roster: Roster, row: dict[str, Any]) -> PlannedShift:
    return PlannedShift(
        roster=roster,
        shift_id=row["shift_id"],
        post_id=UUID(row["post_id"]),
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        need=row["need"],
        night=row["kind"] == "night",
        suit=row["suit"],
        temperature_c=row["temperature_c"],
    )


def _turn(roster: Roster, where: dict[str, str], row: dict[str, Any]) -> Turn:
    return Turn(
        **where,
        roster=roster,
        shift_id=row["shift_id"],
        post_id=UUID(row["post_id"]),
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        night=row["kind"] == "night",
        suit=bool(row["suit"]),
        temperature_c=row["temperature_c"],
        member_id=UUID(row["person_id"]),
        role=row["role"][:200],
        why=row["why"][:_LONGEST_WHY],
    )
