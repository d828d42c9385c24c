"""Begins a round with the lists that are switched on, and the hour the guide in force gives it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from fangxian.engines import tables
from fangxian.engines.testing.rounds import find_deadline
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.clock import Clock
from fangxian.operations.places.queries import frame
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.registers import read_register
from fangxian.operations.rounds.lists import list_lists
from fangxian.operations.rounds.problems import NO_GUIDE
from fangxian.operations.rounds.rows import RoundRow
from fangxian.operations.rounds.services import open_round
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
    if not actor.reach.covers(place_id):
        raise NOT_FOUND(what="place", what_zh="地点", key=place_id)
    lists = gather_lists(actor.reach, outbreak, place_id, at)
    people = sum(rows.height for rows in lists.values())
    return open_round(
        actor,
        clock,
        outbreak_id=outbreak_id,
        kind=kind,
        place_id=place_id,
        due_at=due_at or _due_by_guide(outbreak, at, people),
        lists=lists,
    )


def gather_lists(reach: Reach, outbreak: OutbreakRow, place_id: str, at: datetime) -> dict[str, pl.DataFrame]:
    """Return each list that is on as LISTINGS, with whoever it has inside a place."""
    on = {row.list_id for row in list_lists(reach, outbreak.id, at) if row.on_now}
    inside = frame(reach.narrow(place_id)).select("place_id")
    found = {HOUSEHOLD_REGISTER: _household_register(outbreak, at)} if HOUSEHOLD_REGISTER in on else {}
    return {name: rows.join(inside, on="place_id", how="semi") for name, rows in found.items()}


def _household_register(outbreak: OutbreakRow, at: datetime) -> pl.DataFrame:
    register = read_register(outbreak, at)
    homes = register.persons.select("person_id", place_id="residence_place_id").drop_nulls()
    doors = register.households.select("person_id", "household_id").unique("person_id", keep="first")
    return tables.LISTINGS.check(homes.join(doors, on="person_id", how="left"))


def _due_by_guide(outbreak: OutbreakRow, at: datetime, people: int) -> datetime:
    day = at.astimezone(ZoneInfo(outbreak.timezone)).date()
    guide = find_rounds(read_plan(outbreak.plan).family, day)
    deadline = find_deadline(guide, people) if guide else None
    if deadline is None:
        raise NO_GUIDE(day=day.isoformat())
    return at + timedelta(hours=deadline.hours)
