"""The balance of a round's samples, where it does not hold, and the tubes that are not negative."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import polars as pl

from fangxian.engines import tables
from fangxian.engines.ledger import list_accounts
from fangxian.engines.testing.custody import Custody, find_custody_breaks, follow_custody, roll_up_custody
from fangxian.operations.custody.frames import frames_of
from fangxian.operations.places.queries import frame
from fangxian.operations.places.reach import Reach
from fangxian.operations.rounds.gaps import fold_round
from fangxian.operations.rounds.queries import get_round


@dataclass(frozen=True)
class BreakRow:
    """Where the chain does not hold: whose sample, in which tube, since when. No person for who reads no registers."""

    kind: str
    place_id: str | None
    person_id: str | None
    tube_code: str | None
    shipment_id: str | None
    laboratory_id: str | None
    since_at: datetime | None


def custody_of(
    reach: Reach, round_id: UUID, place_id: str, at: datetime, known_at: datetime | None = None
) -> tuple[pl.DataFrame, tuple[BreakRow, ...]]:
    """Return CUSTODY of a place and every place in it, and the breaks there.

    at: from when lateness is told; `known_at`: everything as it was known then, and lateness as of then.

    Raises:
        Problem: `not-found`, also for a place outside the reach.
    """
    row = get_round(reach, round_id, known_at)
    reach.require(place_id)
    inside = reach.narrow(place_id)
    places = frame(inside)
    custody = _follow(inside, round_id, places, known_at or at, known_at)
    breaks = find_custody_breaks(custody)
    if not reach.registers:
        breaks = _without_people(breaks)
    rows = tuple(BreakRow(**one) for one in breaks.iter_rows(named=True))
    return roll_up_custody(str(row.id), custody, places), rows


def count_breaks(breaks: Iterable[BreakRow]) -> tuple[tuple[str, int], ...]:
    """Return (kind, how many) of the kinds that occur, in the order of the chain."""
    counted = Counter(one.kind for one in breaks)
    return tuple((kind, counted[kind]) for kind in tables.CUSTODY_BREAK_KINDS if counted[kind])


def _follow(
    inside: Reach, round_id: UUID, places: pl.DataFrame, as_of: datetime, known_at: datetime | None
) -> Custody:
    row, then = get_round(inside, round_id, known_at), known_at and known_at.astimezone(UTC)
    accounts = list_accounts(fold_round(row, places["place_id"].to_list(), then))
    return follow_custody(accounts, *frames_of(inside, round_id, then), as_of=as_of.astimezone(UTC))


def _without_people(breaks: pl.DataFrame) -> pl.DataFrame:
    """One row a tube, of nobody."""
    nobody = breaks.with_columns(person_id=pl.lit(None, pl.String()))
    once = nobody.filter(pl.col("tube_code").is_not_null())
    return tables.CUSTODY_BREAKS.check(once.unique(["kind", "tube_code"], keep="first", maintain_order=True))
