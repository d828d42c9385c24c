"""The ledger of a round: live from tallies, which are counted again where something happened, or as it was known then."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import polars as pl
from django.db import transaction

from fangxian.engines import tables
from fangxian.engines.ledger import FIGURES, list_accounts, list_dwellings, roll_up, sum_up
from fangxian.operations.bulk import insert_rows
from fangxian.operations.chunks import in_chunks
from fangxian.operations.places.queries import frame
from fangxian.operations.places.reach import Reach
from fangxian.operations.rounds.gaps import fold_round
from fangxian.operations.rounds.models import Tally
from fangxian.operations.rounds.queries import get_round
from fangxian.operations.rounds.rows import RoundRow

_KEPT = (*FIGURES, "here")


def ledger_of(reach: Reach, round_id: UUID, place_id: str, known_at: datetime | None = None) -> pl.DataFrame:
    """Return LEDGER for a place and everything in it (`known_at`: as it was known then, counted anew).

    Raises:
        Problem: `not-found`, also for a place outside the reach.
    """
    row = get_round(reach, round_id, known_at)
    reach.require(place_id)
    places = frame(reach.narrow(place_id))
    if known_at is not None:
        return _count(row, places["place_id"].to_list(), places, known_at)
    recount(row, places["place_id"].to_list())
    return sum_up(str(row.id), _tallies(row, places), places)


def recount(row: RoundRow, place_ids: Collection[str]) -> int:
    """Count those of the places again where something happened since; return how many there were."""
    with transaction.atomic():
        # Whoever records something there holds the row until it is whole; so nothing is counted half.
        waiting = {
            one.place_id: one
            for some in in_chunks(list(place_ids))
            for one in Tally.objects.select_for_update()
            .filter(round_id=row.id, place_id__in=some, waiting__gt=0)
            .order_by("place_id")
        }
        if waiting:
            counted = _count(row, list(waiting), None, None)
            figures = {one["place_id"]: {name: one[name] for name in _KEPT} for one in counted.to_dicts()}
            Tally.objects.filter(id__in=[one.id for one in waiting.values()]).delete()
            insert_rows(
                Tally(round_id=row.id, place_id=key, counts=figures.get(key, {}), waiting=0)
                for key in waiting
            )
        return len(waiting)


def _count(
    row: RoundRow, place_ids: list[str], places: pl.DataFrame | None, known_at: datetime | None
) -> pl.DataFrame:
    """Count these places from the register and the events; without a tree each place stands by itself."""
    fold = fold_round(row, place_ids, known_at)
    tree = tables.PLACES.empty() if places is None else places
    return roll_up(str(row.id), list_accounts(fold), list_dwellings(fold), tree)


def _tallies(row: RoundRow, places: pl.DataFrame) -> pl.DataFrame:
    """Return the figures of the lowest places inside, a row a place."""
    inside = places["place_id"].to_list()
    rows = [
        {"place_id": place_id, **{name: counts.get(name, 0) for name in _KEPT}}
        for some in in_chunks(inside)
        for place_id, counts in Tally.objects.filter(round_id=row.id, place_id__in=some).values_list(
            "place_id", "counts"
        )
    ]
    return pl.DataFrame(rows, schema={"place_id": pl.String(), **dict.fromkeys(_KEPT, pl.Int64())})
