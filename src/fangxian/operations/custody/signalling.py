"""A tube that is not negative is a signal of its pool; the members' own tubes tell what became of it."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.chunks import in_chunks
from fangxian.operations.clock import Clock
from fangxian.operations.custody.models import Result, Sample
from fangxian.operations.custody.standing import standing
from fangxian.operations.signals.services import record_pool


class Found(NamedTuple):
    """The result of a tube that counts: the earliest."""

    outcome: str
    resulted_at: datetime
    laboratory_id: str


def signal_pools(actor: Actor, clock: Clock, outbreak_id: str, codes: Collection[str]) -> None:
    """Record the pools these tubes are, and those their people were in before, as they stand now."""
    rows = Result.objects.filter(tube__round__outbreak_id=outbreak_id).exclude(outcome="negative")
    found = set(rows.values_list("tube_id", flat=True))
    members = _members(found)
    since = _others_of({one.person_id for samples in members.values() for one in samples}, outbreak_id)
    outcomes = find_outcomes(found)
    for code in sorted(found):
        samples, earliest = members[code], outcomes[code]
        told = code in codes or any(since[one.person_id] & set(codes) for one in samples)
        if samples and told and earliest.outcome != "negative":
            _record(actor, clock, outbreak_id, code, earliest, samples)


def _members(codes: Collection[str]) -> dict[str, list[Sample]]:
    members: dict[str, list[Sample]] = {code: [] for code in codes}
    for some in in_chunks(sorted(codes)):
        for sample in standing().filter(tube__in=some).order_by("id"):
            members[sample.tube_id].append(sample)
    return members


def _others_of(people: Collection[str], outbreak_id: str) -> dict[str, set[str]]:
    """Return person -> every tube they are in."""
    tubes: dict[str, set[str]] = {person: set() for person in people}
    for some in in_chunks(sorted(people)):
        rows = standing().filter(person_id__in=some, round__outbreak_id=outbreak_id)
        for person, tube in rows.values_list("person_id", "tube_id"):
            tubes[person].add(tube)
    return tubes


def _record(
    actor: Actor, clock: Clock, outbreak_id: str, code: str, found: Found, samples: list[Sample]
) -> None:
    place_id = min(sample.place_id for sample in samples)
    record_pool(
        _speaking_for(actor, place_id),
        clock,
        outbreak_id=outbreak_id,
        pool_id=code,
        place_id=place_id,
        result_at=found.resulted_at,
        taken_at=min(*(sample.taken_at for sample in samples), found.resulted_at),
        members=len(samples),
        confirmed=_confirmed(samples, found.outcome, found.resulted_at),
    )


def _speaking_for(actor: Actor, place_id: str) -> Actor:
    """Whoever brings a result tells the place it is of, though a laboratory answers for no place but its own."""
    return replace(actor, reach=replace(actor.reach, places=actor.reach.places | {place_id}))


def _confirmed(samples: list[Sample], outcome: str, resulted_at: datetime) -> bool | None:
    """True once somebody alone in a tube is positive, False once everybody sampled again is negative, None until then."""
    if len(samples) == 1 and outcome == "positive":
        return True
    again = list(again_of(samples, resulted_at).values())
    if "positive" in again:
        return True
    return False if len(again) == len(samples) and set(again) == {"negative"} else None


def again_of(samples: Iterable[Sample], since: datetime) -> dict[str, str]:
    """Return person -> the outcome of the tube of their own taken later; "waiting" while there is none."""
    people = {sample.person_id: sample.round_id for sample in samples}
    later = list(
        standing()
        .filter(round__in=set(people.values()), person_id__in=list(people), taken_at__gt=since)
        .order_by("taken_at", "id")
    )
    outcomes = find_outcomes({sample.tube_id for sample in later})
    return {
        one.person_id: outcomes[one.tube_id].outcome if one.tube_id in outcomes else "waiting"
        for one in later
    }


def find_outcomes(codes: Collection[str]) -> dict[str, Found]:
    """Return tube -> its earliest result."""
    found: dict[str, Found] = {}
    for some in in_chunks(sorted(codes)):
        rows = Result.objects.filter(tube__in=some).order_by("-resulted_at", "-laboratory_id", "-outcome")
        found |= {row.tube_id: Found(row.outcome, row.resulted_at, row.laboratory_id) for row in rows}
    return found
