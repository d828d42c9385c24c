"""Writing what a decision begins and what it makes last longer: thousands of follow-ups, one entry in the journal."""

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from typing import Any

import polars as pl

from fangxian.engines.following import Offer
from fangxian.engines.response.digests import identity
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.bulk import insert_values
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.clock import Clock
from fangxian.operations.follow_ups.models import Course, FollowUp
from fangxian.operations.follow_ups.owners import find_offices, find_seats
from fangxian.operations.follow_ups.sorting import Sorting, exposed_columns
from fangxian.operations.journal.services import record
from fangxian.operations.versions import correct

_TOLD_IN_FULL = 50


def open_follow_ups(
    actor: Actor,
    clock: Clock,
    outbreak: OutbreakRow,
    offer: Offer,
    sorting: Sorting,
    *,
    reason: str,
    agreed: Collection[str] = (),
) -> None:
    """Open a follow-up for everybody for whom one begins, inside the caller's transaction."""
    if not sorting.fresh:
        return
    at, measure, keys = clock.now(), offer.measure, keys_of(outbreak.id, offer.measure.id, sorting.episodes)
    told = tell(sorted(keys.values())) | {"act": offer.act, "measure": measure.id, "agreed": len(agreed)}
    entry = record(actor, "decided", "follow-ups", outbreak.id, at=at, after=told, reason=reason)
    shared = {
        "outbreak_id": outbreak.id,
        "act": offer.act,
        "measure": measure.id,
        "title_zh": measure.title.zh,
        "title_en": measure.title.en,
        "decided_at": at,
        "decided_by": actor.user_id,
        "reason": reason,
    }
    insert_values(
        FollowUp,
        (
            {"id": keys[person], "person_id": person, "episode": sorting.episodes[person], **shared}
            for person in sorting.fresh
        ),
    )
    stamp = {"known_from": at, "valid_from": at, "starts_at": at, "entry_id": entry.id}
    insert_values(Course, _courses(actor, clock, outbreak, offer, sorting, keys, agreed, stamp))


def extend_follow_ups(
    actor: Actor, clock: Clock, outbreak: OutbreakRow, offer: Offer, sorting: Sorting, *, reason: str
) -> None:
    """Move the end of what stands already with the later exposure, inside the caller's transaction."""
    if not sorting.longer:
        return
    at, told = clock.now(), tell(sorted(course.id for course, _ in sorting.longer.values()))
    entry = record(actor, "extended", "follow-ups", outbreak.id, at=at, after=told, reason=reason)
    for course, span in sorting.longer.values():
        correct(course, entry, at, **exposed_columns(offer, span, outbreak), shortened=False, supported=True)


def keys_of(outbreak_id: str, measure: str, episodes: Mapping[str, int]) -> dict[str, str]:
    """Return person -> the id of the follow-up: the engine's own, with the episode behind it from the second on."""
    people = sorted(episodes)
    columns = [pl.Series([value] * len(people), dtype=pl.String()) for value in (outbreak_id, measure)]
    ids = identity("f-", *columns, pl.Series(people, dtype=pl.String())).to_list()
    return {
        person: key if episodes[person] == 1 else f"{key}-{episodes[person]}"
        for person, key in zip(people, ids, strict=True)
    }


def tell(keys: Sequence[str]) -> dict[str, object]:
    """Return what the journal keeps of many: a few as they are, of thousands the number and their digest."""
    if len(keys) <= _TOLD_IN_FULL:
        return {"keys": list(keys)}
    return {"count": len(keys), "sha256": sha256("\n".join(keys).encode()).hexdigest()}


def _courses(
    actor: Actor,
    clock: Clock,
    outbreak: OutbreakRow,
    offer: Offer,
    sorting: Sorting,
    keys: Mapping[str, str],
    agreed: Collection[str],
    stamp: Mapping[str, object],
) -> list[dict[str, Any]]:
    seats = find_seats(actor, sorting.fresh, clock.now())
    offices = find_offices(actor, clock, set(seats.values()))
    return [
        {
            "id": keys[person],
            "follow_up_id": keys[person],
            "outbreak_id": outbreak.id,
            "seat_id": seats[person],
            "office_id": offices[seats[person]],
            # The same sixteen digits as the engine's restriction, so that a response knows it for its own.
            "restriction_key": f"r-{keys[person][2:18]}" if offer.measure.restricts else "",
            "agreed_at": clock.now() if person in agreed else None,
            **stamp,
            **exposed_columns(offer, span, outbreak),
        }
        for person, span in sorting.fresh.items()
    ]
