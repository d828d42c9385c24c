"""A round of screening in the demonstration, half way through its first day: synthetic people, synthetic answers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from uuid import UUID, uuid5

import polars as pl

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.beginning import begin_round
from fangxian.operations.clock import FixedClock
from fangxian.operations.loading.lists import load_lists
from fangxian.operations.places.queries import subtree
from fangxian.operations.rounds.accounts import register_of
from fangxian.operations.rounds.queries import list_rounds
from fangxian.operations.rounds.rows import EventGiven, RoundRow
from fangxian.operations.rounds.services import record_events
from fangxian.stores.city import City

HOURS_AGO = 10
_AT_ONCE = 1_000
_SHARES = (
    ("done", 0.80),
    ("no-answer", 0.05),
    ("moved", 0.02),
    ("absent-proved", 0.02),
    ("excused", 0.01),
    ("refused", 0.01),
)
"""What became of a door, in shares that are nobody's figures but the demonstration's own; the rest was not visited."""
_LATE_PLACES, _LATE_SHARE = 0.2, 0.45
"""So many communities are behind; there so many doors have not been visited."""


def load_round(city: City, actor: Actor) -> int:
    """Open a round of screening in the district with most cases, and tell what its doors said; return how many events."""
    at = city.outbreak.demo_as_of - timedelta(hours=HOURS_AGO)
    if list_rounds(actor.reach, city.outbreak.id):
        return 0
    district = find_district(city)
    load_lists(city, actor, FixedClock(at), subtree(district))
    row = begin_round(
        actor, FixedClock(at), outbreak_id=city.outbreak.id, kind="screening", place_id=district
    )
    told = 0
    for number, batch in enumerate(_batches(row)):
        recorded_at = min(at + timedelta(minutes=10 * number + 30), city.outbreak.demo_as_of)
        events = [replace(event, event_at=recorded_at - timedelta(minutes=5)) for event in batch]
        told += record_events(actor, FixedClock(recorded_at), round_id=row.id, events=events).recorded
    return told


def find_district(city: City) -> str:
    """Return the district where most cases live."""
    above = city.place_pack.tree.select("place_id", "parent_id", "level")
    homes = city.cases_known_at(city.outbreak.demo_as_of).select(place_id="residence_place_id").drop_nulls()
    while "district" not in set(homes.join(above, on="place_id")["level"]) and homes.height:
        homes = homes.join(above, on="place_id").select(place_id="parent_id").drop_nulls()
    found = homes.join(above.filter(pl.col("level") == "district"), on="place_id", how="semi")
    return str(
        found["place_id"].value_counts(sort=True).sort("count", "place_id", descending=[True, False])[0, 0]
    )


def _batches(row: RoundRow) -> Iterator[list[EventGiven]]:
    """What the doors said, a batch of communities at a time; the same for the same register."""
    frozen = register_of(row.id, row.sha256, None)
    # Whoever has no household is one.
    doors = frozen.with_columns(pl.coalesce("household_id", "person_id"))
    register = doors.sort("place_id", "household_id", "person_id")
    batch: list[EventGiven] = []
    for (place_id, door), people in register.group_by("place_id", "household_id", maintain_order=True):
        kind = _said(str(place_id), str(door))
        if kind is not None:
            batch += _events(row, str(place_id), str(door), kind, people["person_id"].to_list())
        if len(batch) >= _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _said(place_id: str, door: str) -> str | None:
    """What became of a door; None: nobody has been there yet."""
    behind = _draw(place_id, "place") < _LATE_PLACES
    if behind and _draw(door, "late") < _LATE_SHARE:
        return None
    drawn, reached = _draw(door, "said"), 0.0
    for kind, share in _SHARES:
        reached += share
        if drawn < reached:
            return kind
    return None


def _events(row: RoundRow, place_id: str, door: str, kind: str, people: list[str]) -> list[EventGiven]:
    if kind == "no-answer":
        return [EventGiven(_id(row, door), place_id, kind, row.opened_at, household_id=door)]
    # Now and then one of a household is not at home when the others are seen.
    met = [who for who in people if kind != "done" or len(people) == 1 or _draw(who, "home") < 0.96]
    return [EventGiven(_id(row, who), place_id, kind, row.opened_at, person_id=who) for who in met]


def _id(row: RoundRow, key: str) -> UUID:
    return uuid5(row.id, key)


def _draw(key: str, word: str) -> float:
    """A number between 0 and 1 that belongs to a key: the demonstration is the same every time."""
    return int.from_bytes(sha256(f"{word}:{key}".encode()).digest()[:6], "big") / 2**48
