"""Begins a round with the lists that are switched on, and the hour the guide in force gives it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from fangxian.engines import tables
from fangxian.engines.plans import ROUND_GROUPS, PoolRule, RoundGroup, Rounds
from fangxian.engines.testing.rounds import find_deadline, find_pool_rule
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.clock import Clock
from fangxian.operations.places.queries import frame
from fangxian.operations.places.reach import Reach
from fangxian.operations.registers import read_register
from fangxian.operations.rounds.listed import find_rows
from fangxian.operations.rounds.lists import list_lists
from fangxian.operations.rounds.problems import NO_GUIDE
from fangxian.operations.rounds.rows import RoundRow
from fangxian.operations.rounds.services import open_round
from fangxian.operations.rounds.uniting import United, unite
from fangxian.stores.list_sources import SOURCES
from fangxian.stores.packs import find_rounds, read_plan

HOUSEHOLD_REGISTER = "household-register"


def begin_round(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    kind: str,
    place_id: str,
    due_at: datetime | None = None,
) -> RoundRow:
    """Open the next round of a kind at a place for everybody on the lists that are on.

    Raises:
        Problem: `no-guide-to-rounds` where no hour is given and no guide gives one; as `open_round` does.
    """
    actor.require("command")
    outbreak, at = get_outbreak(actor.reach, outbreak_id), clock.now()
    actor.reach.require(place_id)
    united = gather_lists(actor.reach, outbreak, place_id, at)
    people = len({key for rows in united.lists.values() for key in rows["person_id"]})
    return open_round(
        actor,
        clock,
        outbreak_id=outbreak_id,
        kind=kind,
        place_id=place_id,
        due_at=due_at or _due_by_guide(outbreak, at, people),
        lists=united.lists,
        links=united.links,
    )


def gather_lists(reach: Reach, outbreak: OutbreakRow, place_id: str, at: datetime) -> United:
    """Return whom each list that is on has inside a place, the list believed first in front."""
    on = [row.list_id for row in list_lists(reach, outbreak.id, at) if row.on_now]
    inside = frame(reach.narrow(place_id)).select("place_id")
    homes = _household_register(outbreak, at).join(inside, on="place_id", how="semi")
    homes = homes if HOUSEHOLD_REGISTER in on else homes.clear()
    rows = {name: find_rows(outbreak.id, name, at).join(inside, on="place_id", how="semi") for name in on}
    united = unite(rows, homes)
    listed = {**united.lists}
    if homes.height:
        known = [homes, *(listed[name] for name in [HOUSEHOLD_REGISTER] if name in listed)]
        listed[HOUSEHOLD_REGISTER] = pl.concat(known)
    ordered = [source.list_id for source in SOURCES if source.list_id in listed]
    return United({name: listed[name] for name in ordered}, united.links)


def _household_register(outbreak: OutbreakRow, at: datetime) -> pl.DataFrame:
    register = read_register(outbreak, at)
    homes = register.persons.select("person_id", place_id="residence_place_id").drop_nulls()
    doors = register.households.select("person_id", "household_id").unique("person_id", keep="first")
    return tables.LISTINGS.check(homes.join(doors, on="person_id", how="left"))


def list_pools(outbreak: OutbreakRow, at: datetime, number: int) -> dict[RoundGroup, PoolRule]:
    """Return with how many each group shares a tube in the round of this number, as the guide in force says.

    Nothing where no guide is in force.
    """
    guide = _guide(outbreak, at)
    found = {} if guide is None else {group: find_pool_rule(guide, group, number) for group in ROUND_GROUPS}
    return {group: rule for group, rule in found.items() if rule is not None}


def _guide(outbreak: OutbreakRow, at: datetime) -> Rounds | None:
    day = at.astimezone(ZoneInfo(outbreak.timezone)).date()
    return find_rounds(read_plan(outbreak.plan).family, day)


def _due_by_guide(outbreak: OutbreakRow, at: datetime, people: int) -> datetime:
    guide = _guide(outbreak, at)
    deadline = find_deadline(guide, people) if guide else None
    if deadline is None:
        raise NO_GUIDE(day=at.astimezone(ZoneInfo(outbreak.timezone)).date().isoformat())
    return at + timedelta(hours=deadline.hours)
