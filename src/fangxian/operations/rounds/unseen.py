"""How many people are on no list of a round, place by place: from the register as it was frozen."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

import polars as pl

from fangxian.engines import tables
from fangxian.engines.ledger.unseen import count_histories, estimate_unseen
from fangxian.operations.places.queries import children, frame
from fangxian.operations.places.reach import Reach
from fangxian.operations.rounds.accounts import register_store
from fangxian.operations.rounds.queries import get_round


@dataclass(frozen=True)
class UnseenRow:
    """People on no list at a place: `unseen` and its 90 % interval, or the `reason` why that cannot be told.

    `lists`: how many lists it rests on; `seen`: people on a list; `at_least`: where only a lower bound can be said.
    """

    place_id: str
    lists: int
    seen: int
    unseen: int | None
    low: int | None
    high: int | None
    at_least: int | None
    method: str | None
    reason: str | None


def list_unseen(
    reach: Reach, round_id: UUID, place_id: str, known_at: datetime | None = None
) -> tuple[UnseenRow, ...]:
    """Return the estimate of a place, then of each place one step below that has anybody.

    Each is judged by everybody registered in it: those below do not add up to the one above.

    Raises:
        Problem: `not-found`, also for a place outside the reach.
    """
    row = get_round(reach, round_id, known_at)
    reach.require(place_id)
    below = [one.place_id for one in children(place_id)]
    tree = tuple(
        frame(reach.narrow(place_id)).select("place_id", "parent_id", "level").sort("place_id").rows()
    )
    found = _estimate(str(row.id), row.sha256, tree, (place_id, *below))
    rows = {one["place_id"]: UnseenRow(**one) for one in found.iter_rows(named=True)}
    told = [rows[key] for key in (place_id, *below) if key in rows]
    return tuple(one for one in told if one.seen or one.place_id == place_id)


Tree = tuple[tuple[str, str | None, str], ...]


@lru_cache(maxsize=128)
def _estimate(round_id: str, sha256: str, tree: Tree, of: tuple[str, ...]) -> pl.DataFrame:
    """A register never changes but for whom it forgets; then `sha256` does."""
    rows: list[dict[str, object]] = [
        {"place_id": key, "name": key, "parent_id": parent, "level": level} for key, parent, level in tree
    ]
    return estimate_unseen(_histories(round_id, sha256), tables.PLACES.rows(rows), of)


@lru_cache(maxsize=16)
def _histories(round_id: str, sha256: str) -> pl.DataFrame:
    return count_histories(register_store().read(round_id))
