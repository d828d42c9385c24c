"""What members serve: turns behind and ahead of them, in the words of the engine."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import polars as pl

from fangxian.engines.rostering import Stint
from fangxian.engines.tables import ROSTER
from fangxian.operations.chunks import in_chunks
from fangxian.operations.rosters.models import Turn
from fangxian.operations.rosters.rows import TurnRow
from fangxian.operations.rosters.standing import people_of, serving, standing_turns, turn_rows

LOOK_BACK = timedelta(days=8)
"""No rule looks back further than a week; a night of the week before may touch its first."""


def turns_of_members(
    member_ids: Collection[UUID], at: datetime, begin: datetime, end: datetime
) -> list[TurnRow]:
    """Return the turns that stand as known at `at` of these members and begin between two hours, wherever. For operations."""
    found: list[Turn] = []
    for some in in_chunks(sorted(member_ids)):
        turns = serving(at, some).filter(starts_at__gte=begin, starts_at__lt=end)
        found += turns.order_by("starts_at", "id")
    return list(turn_rows(found, {}))


def stints_of(
    member_ids: Collection[UUID], at: datetime, begin: datetime, end: datetime
) -> dict[UUID, list[Stint]]:
    """Return member -> what they serve between two hours, as the engine counts it; of each a list, however short."""
    found: dict[UUID, list[Stint]] = {member: [] for member in member_ids}
    for row in turns_of_members(member_ids, at, begin, end):
        found[row.member_id].append(row.stint())
    return found


def served_table(member_ids: Sequence[UUID], shifts: pl.DataFrame, at: datetime) -> pl.DataFrame:
    """Return `ROSTER` of what these members serve around these shifts: what a roster anew has to respect or keep."""
    begin: datetime = shifts["starts_at"].min()  # type: ignore[assignment]
    end: datetime = shifts["ends_at"].max()  # type: ignore[assignment]
    rows = turns_of_members(member_ids, at, begin - LOOK_BACK, end + LOOK_BACK)
    return ROSTER.rows(
        [
            {
                "shift_id": row.shift_id,
                "post_id": str(row.post_id),
                "starts_at": row.starts_at,
                "ends_at": row.ends_at,
                "kind": "night" if row.night else "day",
                "suit": row.suit,
                "temperature_c": row.temperature_c,
                "person_id": str(row.member_id),
                "role": row.role,
                "why": row.why,
            }
            for row in rows
        ]
    )


def find_seasoned(outbreak_id: str, at: datetime) -> set[UUID]:
    """Return the members who have served a turn to its end in an outbreak."""
    return people_of(list(standing_turns(at).filter(outbreak_id=outbreak_id, ends_at__lte=at)))
