"""Swabs going into tubes: the sample and the account's `done` are one act and have one id."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Min

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.chunks import in_chunks
from fangxian.operations.clock import Clock
from fangxian.operations.custody.codes import read_code
from fangxian.operations.custody.models import Sample, SentTube, Tube
from fangxian.operations.custody.problems import (
    SAMPLE_ID_TAKEN,
    TUBE_FULL,
    TUBE_NOT_GIVEN_OUT,
    TUBE_SEALED,
)
from fangxian.operations.custody.rows import SampleGiven
from fangxian.operations.custody.standing import standing
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.rounds.queries import get_round
from fangxian.operations.rounds.rows import EventGiven, Taken
from fangxian.operations.rounds.services import record_events
from fangxian.operations.sites.queries import get_site

_SAME = ("tube_id", "person_id", "place_id", "taken_at", "site_id")


@transaction.atomic
def record_samples(
    actor: Actor, clock: Clock, *, round_id: UUID, samples: Sequence[SampleGiven], strict: bool = True
) -> Taken:
    """Record swabs as they went into tubes, and that these people are done; all of it, or none.

    strict: False for what was taken without a signal and comes later: a tube that was too full, or sent too early, is
    then a break that is named, not a sample that is lost.

    Raises:
        Problem: `not-a-tube-code`, `tube-not-given-out`, `tube-sealed`, `tube-full`, `sample-id-taken`,
            `no-such-site` (for one outside the reach too); what `record_events` raises
            (`not-your-role`, `not-found`, `not-in-the-register`, `round-closed` ...).
    """
    row = get_round(actor.reach, round_id)
    for place_id in sorted({one.place_id for one in samples}):
        actor.reach.require(place_id)
    _require_sites(actor, row.outbreak_id, samples)
    given = {one.id: replace(one, tube_code=read_code(one.tube_code)) for one in samples}
    fresh = _fresh([_sample_of(row.id, one) for one in given.values()])
    tubes = _find_tubes(row.id, {one.tube_id for one in fresh})
    if strict:
        _require_room(tubes, fresh)
    # Sent again, an event changes nothing: so what was recorded before is told from what is new.
    record_events(actor, clock, round_id=row.id, events=[_event_of(one) for one in given.values()])
    if fresh:
        after = {"samples": len(fresh), "tubes": sorted(tubes)}
        write_rows(actor, clock.now(), "recorded", "sample", row.id, fresh, after)
    return Taken(len(fresh), len(samples) - len(fresh))


def _require_sites(actor: Actor, outbreak_id: str, samples: Sequence[SampleGiven]) -> None:
    """A site may have closed by the hour it is told of; what was taken there is still a fact."""
    for site_id in sorted({one.site_id for one in samples if one.site_id}):
        get_site(actor.reach, outbreak_id, site_id)


def _sample_of(round_id: UUID, one: SampleGiven) -> Sample:
    return Sample(
        id=one.id,
        round_id=round_id,
        place_id=one.place_id,
        person_id=one.person_id,
        tube_id=one.tube_code,
        taken_at=one.taken_at,
        device_at=one.device_at,
        site_id=one.site_id or None,
    )


def _event_of(one: SampleGiven) -> EventGiven:
    return EventGiven(
        one.id, one.place_id, "done", one.taken_at, person_id=one.person_id, device_at=one.device_at
    )


def _fresh(rows: Sequence[Sample]) -> list[Sample]:
    known = {found.pk: found for some in in_chunks([row.pk for row in rows]) for found in _samples(some)}
    for row in rows:
        there = known.get(row.pk)
        if there is not None and any(getattr(there, name) != getattr(row, name) for name in _SAME):
            raise SAMPLE_ID_TAKEN(key=row.pk)
    return [row for row in rows if row.pk not in known]


def _samples(ids: Sequence[UUID]) -> Iterable[Sample]:
    return Sample.objects.filter(id__in=ids)


def _find_tubes(round_id: UUID, codes: set[str]) -> dict[str, Tube]:
    """Return the tubes, held until the act is whole: two desks can't both put the last person in."""
    rows = Tube.objects.select_for_update().filter(code__in=sorted(codes), round_id=round_id).order_by("code")
    found = {row.code: row for row in rows}
    if strangers := codes - found.keys():
        raise TUBE_NOT_GIVEN_OUT(code=min(strangers))
    return found


def _require_room(tubes: Mapping[str, Tube], fresh: Sequence[Sample]) -> None:
    sent: dict[str, datetime] = dict(
        SentTube.objects.filter(tube__in=list(tubes))
        .values_list("tube_id")
        .annotate(at=Min("shipment__sent_at"))
    )
    inside = Counter(standing().filter(tube__in=list(tubes)).values_list("tube_id", flat=True))
    for one in fresh:
        tube = tubes[one.tube_id]
        if one.tube_id in sent:
            raise TUBE_SEALED(code=tube.code, at=sent[one.tube_id].isoformat())
        inside[one.tube_id] += 1
        if tube.size is not None and inside[one.tube_id] > tube.size:
            raise TUBE_FULL(code=tube.code, size=tube.size)
