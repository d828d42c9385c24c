"""A situation from the database, now or as it was known at an hour; nothing is written to the database."""

from datetime import datetime

import polars as pl

from fangxian.engines.problems import Text
from fangxian.stores.gathering import Gathered, Task
from fangxian.stores.gathering.moments import read_moment
from fangxian.stores.inputs.reading import REJECTED
from fangxian.stores.outputs import InputFile
from fangxian.stores.packs import read_plan


def gather_record(outbreak_id: str, as_of: str | None, known_at: str | None) -> Gathered:
    """Return the situation of an outbreak on record.

    Without `as_of` it is judged at the hour of knowledge, without `known_at` with what was known at the moment judged.

    Raises:
        Problem: `not-found`, or a moment that cannot be read.
    """
    from fangxian.operations.accounts.queries import get_system_actor, get_world_clock
    from fangxian.operations.cases.queries import get_outbreak
    from fangxian.operations.situation import build_situation

    reach = get_system_actor("respond").reach
    zone = get_outbreak(reach, outbreak_id).timezone
    judged, known = _hours(as_of, known_at, zone, get_world_clock().now())
    built = build_situation(reach, outbreak_id, judged, known)
    situation = built.situation
    frames = {"cases": situation.cases, "contacts": situation.contacts, "persons": situation.persons}
    accounts = tuple(
        InputFile(table, f"database: {outbreak_id}", "", frame.height, frame.height, 0, 0)
        for table, frame in frames.items()
    )
    return Gathered(
        (Task(situation, read_plan(built.outbreak.plan)),),
        accounts,
        pl.DataFrame(schema={"file": pl.String(), **REJECTED}),
        situation.places,
        Text("数据库中的地点", "the places on record"),
    )


def _hours(as_of: str | None, known_at: str | None, zone: str, now: datetime) -> tuple[datetime, datetime]:
    known = read_moment(known_at, zone) if known_at else None
    judged = read_moment(as_of, zone) if as_of else known or now
    return judged, min(known or judged, now)
