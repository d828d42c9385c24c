"""Who is missing, by name: the households nobody was met in, the samples not taken, the rounds missed in a row."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import polars as pl

from fangxian.engines.ledger import (
    Fold,
    fold_events,
    list_accounts,
    list_dwellings,
    list_missed_households,
    list_missed_rounds,
    list_missed_samples,
    number_register,
)
from fangxian.engines.tables import GAP_KINDS, GAPS
from fangxian.operations.places.queries import frame
from fangxian.operations.places.reach import Reach
from fangxian.operations.rounds.accounts import events_of, register_of
from fangxian.operations.rounds.problems import NOT_A_KIND_OF_GAP
from fangxian.operations.rounds.queries import get_round, list_rounds
from fangxian.operations.rounds.rows import RoundRow


@dataclass(frozen=True)
class GapRow:
    """A door (漏户) or a person (漏采, 漏轮) still owed a sample or a visit, and the place that owns the gap."""

    gap: str
    place_id: str
    door_id: str
    person_id: str | None
    state: str
    people: int
    rounds: int
    since_at: datetime
    tried_at: datetime | None


def list_gaps(
    reach: Reach, round_id: UUID, place_id: str, gap: str, known_at: datetime | None = None
) -> tuple[GapRow, ...]:
    """Return the gaps of one kind at a place and in all its places; nobody for who reads no registers.

    Raises:
        Problem: `not-found`, also for a place outside the reach; `not-a-kind-of-gap`.
    """
    row = get_round(reach, round_id, known_at)
    reach.require(place_id)
    if gap not in GAP_KINDS:
        raise NOT_A_KIND_OF_GAP(gap=gap, gaps=", ".join(GAP_KINDS))
    if not reach.registers:
        return ()
    places = frame(reach.narrow(place_id))
    found = _find(reach, row, gap, places, known_at).drop("round_id")
    return tuple(GapRow(**one) for one in found.iter_rows(named=True))


def fold_round(row: RoundRow, place_ids: list[str], known_at: datetime | None) -> Fold:
    """Return where everybody registered at these lowest places stands."""
    then = known_at and known_at.astimezone(UTC)
    register = number_register(str(row.id), register_of(row.id, row.sha256, place_ids, then))
    return fold_events(register, events_of(row.id, place_ids, then), then)


def _find(
    reach: Reach, row: RoundRow, gap: str, places: pl.DataFrame, known_at: datetime | None
) -> pl.DataFrame:
    inside = places["place_id"].to_list()
    if gap == "round":
        # Earlier rounds of the same kind: whoever is missing now and was missing then misses rounds in a row.
        rows = [
            one for one in list_rounds(reach, row.outbreak_id, known_at, row.kind) if one.number <= row.number
        ]
        accounts = pl.concat([list_accounts(fold_round(one, inside, known_at)) for one in rows])
        return list_missed_rounds(accounts, {str(one.id): one.opened_at for one in rows}, places)
    fold = fold_round(row, inside, known_at)
    dwellings = list_dwellings(fold)
    if gap == "household":
        return GAPS.check(list_missed_households(dwellings, places, row.opened_at))
    return list_missed_samples(list_accounts(fold), dwellings, places, row.opened_at)
