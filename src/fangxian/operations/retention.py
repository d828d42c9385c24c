"""Retention: what was to be kept until a day goes when the day has come, and the journal says what went.

Eight things carry a day: a list of people that was imported, the persons who came with it, the presences of it in the
store, the rows of it that feed registers (with these goes what they brought to the registers of rounds that are over),
the door plates that say to which household supplies were brought, whoever led a group of stranded visitors, the name of
whoever was handed on at a checkpoint, and the names of members of teams (by their roster; of volunteers by whether anybody
checked them). A person bound by a restriction is held back until it ends; whoever runs this is told how many are.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.checkpoints.handing import count_keys_due, drop_keys_due
from fangxian.operations.clock import Clock
from fangxian.operations.forgetting import count_presences_due, drop_presences_due
from fangxian.operations.imports.queries import count_rejected, list_due
from fangxian.operations.imports.rows import BatchRow
from fangxian.operations.imports.services import forget_rejected
from fangxian.operations.journal.services import record
from fangxian.operations.outreach.keeping import list_leaders_due
from fangxian.operations.people.queries import list_unerased, list_unerased_of
from fangxian.operations.people.services import erase_due_person
from fangxian.operations.restrictions.queries import find_bound_anywhere
from fangxian.operations.rounds.expiring import count_accounts_due, drop_accounts_due
from fangxian.operations.rounds.listed import count_rows_due, drop_rows_due
from fangxian.operations.supplies.expiring import count_plates_due, drop_plates_due
from fangxian.operations.teams.keeping import count_members_due, drop_members_due

REASON = "retention ended"


@dataclass(frozen=True)
class Due:
    """What retention has to do on a day, or has done: counts, by list and by store."""

    day: date
    lines: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    held_back: int = 0
    presences: dict[str, int] = field(default_factory=dict)
    listed: dict[str, int] = field(default_factory=dict)
    registers: dict[str, int] = field(default_factory=dict)
    plates: dict[str, int] = field(default_factory=dict)
    leaders: int = 0
    handed: int = 0
    members: int = 0

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to do."""
        return not (
            self.lines
            or self.people
            or self.presences
            or self.listed
            or self.registers
            or self.plates
            or self.leaders
            or self.handed
            or self.members
        )


def summarise_due(clock: Clock) -> Due:
    """Return what `erase_due` would do now, having done nothing."""
    at = clock.now()
    plans = [_plan(batch, at) for batch in list_due(at.date())]
    leaders, bound = _leaders(at)
    return Due(
        day=at.date(),
        lines={plan.batch.id: plan.lines for plan in plans if plan.lines},
        people={plan.batch.id: len(plan.people) for plan in plans if plan.people},
        held_back=sum(plan.held_back for plan in plans) + bound,
        presences=count_presences_due(at.date()),
        listed=count_rows_due(at.date()),
        registers=count_accounts_due(at.date(), at),
        plates=count_plates_due(at.date()),
        leaders=len(leaders),
        handed=count_keys_due(at.date()),
        members=count_members_due(at.date()),
    )


def erase_due(actor: Actor, clock: Clock) -> Due:
    """Erase what is due today and journal it, list by list; return what was done.

    Presences go first and whole segments at a time; then the persons of each list, their keys and whatever else is
    kept of them, and the lines that were refused. Run it again after a failure: what was done is not done twice.

    Raises:
        Problem: `not-your-role`.
    """
    actor.require("manage")
    at = clock.now()
    presences, (listed, registers) = _drop_presences(actor, at), _drop_listed(actor, at)
    plates = _drop_plates(actor, at)
    handed, members = _drop_handed(actor, at), _drop_members(actor, at)
    plans = [_plan(batch, at) for batch in list_due(at.date())]
    leaders, bound = _leaders(at)
    for key in leaders:
        erase_due_person(actor, clock, key=key, reason=REASON)
    for plan in plans:
        _erase(actor, clock, plan)
    return Due(
        day=at.date(),
        lines={plan.batch.id: plan.lines for plan in plans if plan.lines},
        people={plan.batch.id: len(plan.people) for plan in plans if plan.people},
        held_back=sum(plan.held_back for plan in plans) + bound,
        presences=presences,
        listed=listed,
        registers=registers,
        plates=plates,
        leaders=len(leaders),
        handed=handed,
        members=members,
    )


@dataclass(frozen=True)
class _Plan:
    batch: BatchRow
    lines: int
    people: list[str]
    held_back: int


def _plan(batch: BatchRow, at: datetime) -> _Plan:
    came = list_unerased_of(batch.id)
    bound = find_bound_anywhere(came, at)
    return _Plan(batch, count_rejected(batch.id), [key for key in came if key not in bound], len(bound))


def _leaders(at: datetime) -> tuple[list[str], int]:
    """Those who led groups of visitors and are not bound by a restriction, and how many are."""
    due = list_unerased(list_leaders_due(at.date()))
    bound = find_bound_anywhere(due, at)
    return [key for key in due if key not in bound], len(bound)


@transaction.atomic
def _drop_presences(actor: Actor, at: datetime) -> dict[str, int]:
    dropped = drop_presences_due(at.date(), at)
    for store, stays in dropped.items():
        record(actor, "erased", "presences", store, at=at, after={"stays": stays}, reason=REASON)
    return dropped


@transaction.atomic
def _drop_listed(actor: Actor, at: datetime) -> tuple[dict[str, int], dict[str, int]]:
    registers = drop_accounts_due(at.date(), at)
    dropped = drop_rows_due(at.date())
    for round_id, people in registers.items():
        record(actor, "erased", "register", round_id, at=at, after={"people": people}, reason=REASON)
    for batch_id, rows in dropped.items():
        record(actor, "erased", "list-rows", batch_id, at=at, after={"rows": rows}, reason=REASON)
    return dropped, registers


@transaction.atomic
def _drop_plates(actor: Actor, at: datetime) -> dict[str, int]:
    dropped = drop_plates_due(at.date())
    for outbreak_id, plates in dropped.items():
        record(actor, "erased", "door-plates", outbreak_id, at=at, after={"plates": plates}, reason=REASON)
    return dropped


@transaction.atomic
def _drop_handed(actor: Actor, at: datetime) -> int:
    """Name and telephone of whoever was handed on at a checkpoint can be read no more; that somebody was stays."""
    dropped = drop_keys_due(at.date())
    if dropped:
        record(actor, "erased", "handed-on", "due", at=at, after={"people": dropped}, reason=REASON)
    return dropped


@transaction.atomic
def _drop_members(actor: Actor, at: datetime) -> int:
    """Name and telephone of members can be read no more; that somebody served stays."""
    dropped = drop_members_due(at.date())
    if dropped:
        record(actor, "erased", "member-key", "due", at=at, after={"people": dropped}, reason=REASON)
    return dropped


def _erase(actor: Actor, clock: Clock, plan: _Plan) -> None:
    """Person by person, each whole in itself: an erasure never waits for the next."""
    for key in plan.people:
        erase_due_person(actor, clock, key=key, reason=REASON)
    if not plan.lines and not plan.people:
        return
    with transaction.atomic():
        forget_rejected(plan.batch.id)
        after = {
            "lines": plan.lines,
            "people": len(plan.people),
            "retention_until": plan.batch.retention_until,
        }
        record(actor, "erased", "batch", plan.batch.id, at=clock.now(), after=after, reason=REASON)
