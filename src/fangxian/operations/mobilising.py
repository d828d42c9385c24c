"""Orders given by hand: a command office takes a template, says where and by when, and the offices are told.

An order by hand binds nobody. What restricts people has to be signed first; by hand only the offices that carry
it out may then be told, and their order rests on that decision.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import polars as pl
from django.db import transaction

from fangxian.engines import tables
from fangxian.engines.plans import Deadline, Duration, Measure, Plan
from fangxian.engines.problems import Text
from fangxian.engines.response.cascade import COMMAND_OFFICE
from fangxian.engines.response.cascade_by_hand import ONLY_HERE, OPERATOR, fan_out
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.areas.queries import find_signed_measure
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.cases.services import hold_open
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.orders.issuing import Grounds, Issued, issue
from fangxian.operations.orders.problems import (
    DUE_ALREADY_PAST,
    MUST_BE_SIGNED,
    NOT_A_TEMPLATE,
    NOTHING_TO_DO,
    REACHES_NOBODY,
)
from fangxian.operations.places.queries import ancestors, frame, get_place
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.workloads import Work, summarise_work
from fangxian.stores.packs import list_packs, read_measure, read_plan

Departments = Mapping[str, Collection[str]] | Collection[str]
"""Level -> departments, or departments beside the command office of the place itself."""


IN_WORDS = Measure(
    id="in-words",
    title=Text("临时指令", "An order in words"),
    binds=Text("收到指令的办公室", "the offices that receive it"),
    kind="place",
    restricts=False,
    duration=Duration("decided", to_days=14),
    deadline=Deadline("decided", hours=24),
    owner_role="commander",
    cascade_to=ONLY_HERE,
    departments={},
    proof="tap",
    legal_basis="mobilise",
    instruction=Text("", ""),
    cost=Text("", ""),
)
"""What no pack foresaw: the command office says in its own words what is to be done. It, too, binds nobody."""


@dataclass(frozen=True)
class Template:
    """What an order by hand may be made from. `restricts`: only where a signed decision stands."""

    measure: str
    title: Text
    instruction: Text
    cascade_to: str
    departments: Mapping[str, tuple[str, ...]]
    proof: str
    hours: float
    restricts: bool
    of_the_plan: bool


@dataclass(frozen=True)
class ByHand:
    """What somebody asks for. None: as the template has it.

    `departments`: sideways; `cascade_to`: the lowest level told ("here": no further); `operators`: kinds of venue
    whose operators are told; `other_places`: one order to many places; `source`: where an order replayed from the
    record was found.
    """

    outbreak_id: str
    measure: str
    place_id: str
    instruction: Text | None = None
    due_at: datetime | None = None
    cascade_to: str | None = None
    departments: Departments | None = None
    title: Text | None = None
    other_places: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()
    source: str = ""

    @property
    def places(self) -> tuple[str, ...]:
        """Every place named, once, in the order given."""
        return tuple(dict.fromkeys((self.place_id, *self.other_places)))


@dataclass(frozen=True)
class Preview:
    """What an order would do before it is given: how many offices, at which levels, in which departments."""

    title: Text
    instruction: Text
    place_id: str
    place: Text
    due_at: datetime
    proof: str
    offices: int
    by_level: tuple[tuple[str, int], ...]
    by_department: tuple[tuple[str, int], ...]
    people: int | None
    restricts: bool
    work: Work


@dataclass(frozen=True)
class _Draft:
    """An order thought out: its words, what it rests on, and every office that would receive it."""

    measure: Measure
    plan: Plan
    place_id: str
    title: Text
    instruction: Text
    due_at: datetime
    places: pl.DataFrame
    offices: pl.DataFrame
    rests_on: tuple[str, UUID | None] | None

    @property
    def people(self) -> int | None:
        """How many people it concerns, None where the population of a place is unknown."""
        tops = self.offices.filter(pl.col("parent_place_id").is_null(), department=COMMAND_OFFICE)
        known = tops.join(self.places, on="place_id")["population"]
        if known.is_empty() or known.null_count() or self.measure.kind not in ("place", "testing"):
            return None
        return round(float(known.sum()) * self.measure.binds_share)


def list_templates(reach: Reach, outbreak_id: str) -> tuple[Template, ...]:
    """Return what an order by hand may be made from: the plan's measures, then those of other packs."""
    plan = read_plan(get_outbreak(reach, outbreak_id).plan)
    others = [read_measure(name) for name in list_packs("measures") if name not in plan.measures]
    own = [_template(measure, True) for measure in plan.measures.values()]
    return (*own, *(_template(measure, False) for measure in (*others, IN_WORDS)))


def preview(actor: Actor, clock: Clock, asked: ByHand) -> Preview:
    """Return what an order by hand would do, before anybody is told. Raises what `issue_by_hand` raises."""
    draft = _draft(actor, clock, asked)
    levels = Counter(draft.offices.join(draft.places, on="place_id")["level"])
    return Preview(
        title=draft.title,
        instruction=draft.instruction,
        place_id=draft.place_id,
        place=get_place(draft.place_id).title,
        due_at=draft.due_at,
        proof=draft.measure.proof,
        offices=draft.offices.height,
        by_level=tuple(
            (one, levels[one]) for one in (*tables.levels_of(draft.places), tables.VENUE) if levels[one]
        ),
        by_department=tuple(Counter(draft.offices["department"]).most_common()),
        people=draft.people,
        restricts=draft.measure.restricts,
        work=summarise_work(draft.offices, draft.places, draft.measure),
    )


def issue_by_hand(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    measure: str,
    place_id: str,
    instruction: Text | None,
    due_at: datetime | None,
    cascade_to: str | None = None,
    departments: Departments | None = None,
    title: Text | None = None,
    source: str = "",
    other_places: Sequence[str] = (),
    operators: Collection[str] = (),
) -> Issued:
    """Give an order by hand from the template `measure` (see `ByHand`); return it with its dispatches.

    Raises:
        Problem: `not-your-role`, `not-found`, `outbreak-ended`, `not-a-template`, `must-be-signed` (it restricts
            and no signed decision stands there), `nothing-to-do`, `due-already-past`, `reaches-nobody`.
    """
    asked = ByHand(
        outbreak_id, measure, place_id, instruction, due_at, cascade_to, departments, title,
        tuple(other_places), tuple(operators), source,
    )  # fmt: skip
    return give(actor, clock, asked)


@transaction.atomic
def give(actor: Actor, clock: Clock, asked: ByHand) -> Issued:
    """Give the order that was asked for; `issue_by_hand` in one word."""
    actor.require("command")
    hold_open(asked.outbreak_id)
    draft = _draft(actor, clock, asked)
    key = f"hand-{new_id()}"
    measure_key, decision_id = draft.rests_on or (key, None)
    return issue(
        actor,
        clock,
        outbreak_id=asked.outbreak_id,
        plan=f"{draft.plan.id}@{draft.plan.version}",
        orders=_rows(draft, key, measure_key),
        grounds={measure_key: Grounds(decision_id, draft.title, draft.instruction, source=asked.source)},
    )


def _draft(actor: Actor, clock: Clock, asked: ByHand) -> _Draft:
    actor.require("command")
    outbreak = _ground(actor, asked)
    plan = read_plan(outbreak.plan)
    measure = _read_template(plan, asked.measure)
    rests_on = _rests_on(asked, measure, clock)
    if not (asked.instruction or measure.instruction).zh.strip():
        raise NOTHING_TO_DO()
    due_at = asked.due_at or clock.now() + timedelta(hours=measure.deadline.hours)
    if due_at <= clock.now():
        raise DUE_ALREADY_PAST(due_at=f"{due_at:%Y-%m-%d %H:%M}")
    places = frame(Reach(frozenset({outbreak.place_id})))
    offices = fan_out(
        places,
        asked.places,
        down_to=asked.cascade_to or _depth(measure),
        departments=_departments(asked, measure, places),
        operators=asked.operators,
    )
    if offices.is_empty():
        raise REACHES_NOBODY()
    return _Draft(
        measure=measure,
        plan=plan,
        place_id=_lowest_around(asked.places),
        title=asked.title or measure.title,
        instruction=asked.instruction or measure.instruction,
        due_at=due_at,
        places=places,
        offices=offices,
        rests_on=rests_on,
    )


def _ground(actor: Actor, asked: ByHand) -> OutbreakRow:
    """The outbreak; every place has to lie in it and within the actor's reach."""
    outbreak = get_outbreak(actor.reach, asked.outbreak_id)
    inside = Reach(frozenset({outbreak.place_id})).keep(asked.places) & actor.reach.keep(asked.places)
    for place_id in asked.places:
        if place_id not in inside:
            raise NOT_FOUND(what="place", what_zh="地点", key=place_id)
    return outbreak


def _read_template(plan: Plan, name: str) -> Measure:
    if name in plan.measures:
        return plan.measures[name]
    if name == IN_WORDS.id:
        return IN_WORDS
    if name not in list_packs("measures"):
        raise NOT_A_TEMPLATE(measure=name)
    return read_measure(name)


def _rests_on(asked: ByHand, measure: Measure, clock: Clock) -> tuple[str, UUID | None] | None:
    """The signed decision an order about what restricts rests on, at every place it is for."""
    if not measure.restricts:
        return None
    found = [
        find_signed_measure(
            asked.outbreak_id, measure.id, [*(row.place_id for row in ancestors(place)), place], clock.now()
        )
        for place in asked.places
    ]
    if None in found:
        raise MUST_BE_SIGNED(title=measure.title.en, title_zh=measure.title.zh)
    return found[0]


def _depth(measure: Measure) -> str:
    return measure.cascade_to if measure.kind in ("place", "testing") else ONLY_HERE


def _departments(asked: ByHand, measure: Measure, places: pl.DataFrame) -> Mapping[str, Collection[str]]:
    if asked.departments is None:
        own_operator = {OPERATOR} if tables.VENUE in _levels(places, asked.places) else set()
        return {level: set(many) - own_operator for level, many in measure.departments.items()}
    if isinstance(asked.departments, Mapping):
        return asked.departments
    seats = places.filter(pl.col("place_id").is_in(list(asked.places)))
    above = seats.select(
        place_id=pl.when(pl.col("level") == tables.VENUE).then("parent_id").otherwise("place_id")
    )
    return dict.fromkeys(_levels(places, above["place_id"].to_list()), asked.departments)


def _levels(places: pl.DataFrame, place_ids: Sequence[str]) -> set[str]:
    return set(places.filter(pl.col("place_id").is_in(list(place_ids)))["level"])


def _lowest_around(place_ids: Sequence[str]) -> str:
    """The place itself, or the lowest that lies around all of them: what the order is about."""
    paths = [[*(row.place_id for row in ancestors(place)), place] for place in place_ids]
    shared = [steps[0] for steps in zip(*paths, strict=False) if len(set(steps)) == 1]
    return shared[-1] if shared else place_ids[0]


def _rows(draft: _Draft, key: str, measure_key: str) -> pl.DataFrame:
    """The order as `tables.ORDERS`: the form every order takes, whoever gave it."""
    above = pl.when(pl.col("parent_place_id").is_not_null()).then(
        pl.concat_str("parent_place_id", pl.lit(COMMAND_OFFICE), separator="-")
    )
    return draft.offices.select(
        order_id=pl.lit(key),
        dispatch_id=pl.concat_str("place_id", "department", separator="-"),
        parent_dispatch_id=above,
        place_id="place_id",
        department="department",
        measure=pl.lit(draft.measure.id),
        owner_role=pl.lit(draft.measure.owner_role),
        deadline_at=pl.lit(draft.due_at).cast(tables.INSTANT),
        proof=pl.lit(draft.measure.proof),
        change=pl.lit("new"),
        subject_place_id=pl.lit(draft.place_id),
        measure_id=pl.lit(measure_key),
        people=pl.lit(draft.people, dtype=pl.Int64()),
    )


def _template(measure: Measure, of_the_plan: bool) -> Template:
    return Template(
        measure.id,
        measure.title,
        measure.instruction,
        _depth(measure),
        measure.departments,
        measure.proof,
        measure.deadline.hours,
        measure.restricts,
        of_the_plan,
    )
