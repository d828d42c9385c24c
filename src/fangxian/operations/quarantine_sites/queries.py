"""Reading stays: each with its transfer, its due days and what its release lacks."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from fangxian.engines.following import last_day
from fangxian.engines.plans.quarantine import QuarantineRule
from fangxian.engines.problems import Text
from fangxian.engines.quarantine import due_tests, list_lacking
from fangxian.operations.accounts.queries import name_offices
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.people.queries import list_identities
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.quarantine_sites.grounds import Ground, find_grounds
from fangxian.operations.quarantine_sites.models import (
    Stay,
    StayFlag,
    StayFlagAct,
    StayRestart,
    StayResult,
    StaySample,
    StayStep,
)
from fangxian.operations.quarantine_sites.rows import (
    ARRIVED,
    LEFT,
    PICKED_UP,
    DueDay,
    RestartRow,
    StayFlagRow,
    StayRow,
)
from fangxian.operations.quarantine_sites.rules import find_rule
from fangxian.operations.quarantine_sites.stays import open_stays, seen_by

Told = dict[UUID, dict[str, Any]]


def list_stays(
    reach: Reach, outbreak_id: str, at: datetime, *, site_id: str = "", limit: int = 2_000
) -> tuple[StayRow, ...]:
    """Return the stays nobody has left within reach, as known at `at`: late transfers first. Raises `not-found`."""
    get_outbreak(reach, outbreak_id)
    rows = seen_by(reach, open_stays(outbreak_id, at))
    if site_id:
        rows = rows.filter(site_id=site_id)
    found = rows_of(reach, list(rows.order_by("site_id", "room", "id")[:limit]), at)
    return tuple(
        sorted(found, key=lambda one: (not one.late, one.due_at if one.late else one.ordered_at, one.room))
    )


def get_stay_row(reach: Reach, stay_id: UUID, at: datetime) -> StayRow:
    """Return a stay, also one that is over. Raises `not-found`, also outside the reach."""
    rows = list(seen_by(reach, Stay.objects.filter(id=stay_id, recorded_at__lte=at)))
    if not rows:
        raise NOT_FOUND(what="stay", what_zh="住宿", key=stay_id)
    return rows_of(reach, rows, at)[0]


def rows_of(reach: Reach, stays: Sequence[Stay], at: datetime) -> tuple[StayRow, ...]:
    """Return these stays as rows, as known at `at`, in their order."""
    if not stays:
        return ()
    ids = [row.pk for row in stays]
    steps: dict[UUID, dict[str, StayStep]] = defaultdict(dict)
    for step in StayStep.objects.filter(stay__in=ids, recorded_at__lte=at):
        steps[step.stay_id][step.step] = step
    samples = _samples(ids, at)
    flags = _open_flags(ids, at)
    grounds = find_grounds(stays, at)
    names = list_identities(reach, sorted({row.person_id for row in stays}), at)
    seats = titles_of({row.seat_id for row in stays})
    outbreaks = {key: get_outbreak(reach, key) for key in {row.outbreak_id for row in stays}}
    rules = {key: find_rule(outbreak, at) for key, outbreak in outbreaks.items()}
    return tuple(
        _row(
            row,
            outbreaks[row.outbreak_id],
            grounds[row.pk],
            steps[row.pk],
            samples[row.pk],
            {
                "flags": flags[row.pk],
                "identity": names.get(row.person_id),
                "seat": seats[row.seat_id],
                "rule": rules[row.outbreak_id],
            },
            at,
        )
        for row in stays
    )


def list_flags(
    reach: Reach, outbreak_id: str, at: datetime, *, open_only: bool = True
) -> tuple[StayFlagRow, ...]:
    """Return the red flags in rooms within reach, as known at `at`, what no doctor has seen first."""
    seen = seen_by(reach, Stay.objects.filter(outbreak_id=outbreak_id))
    rows = list(StayFlag.objects.filter(stay__in=seen, recorded_at__lte=at).select_related("stay"))
    acts: dict[UUID, dict[bool, StayFlagAct]] = defaultdict(dict)
    for act in StayFlagAct.objects.filter(flag__in=[row.pk for row in rows], recorded_at__lte=at):
        acts[act.flag_id][bool(act.ending)] = act
    names = list_identities(reach, sorted({row.stay.person_id for row in rows}), at)
    offices = name_offices({str(row.answering_id) for row in rows})
    found = (_flag_row(row, acts[row.pk], names.get(row.stay.person_id), offices, at) for row in rows)
    shown = [one for one in found if not (open_only and one.settled_at)]
    return tuple(sorted(shown, key=lambda one: (one.seen_at is not None, one.due_at, str(one.id))))


def list_restarts(reach: Reach, outbreak_id: str, at: datetime) -> tuple[RestartRow, ...]:
    """Return who begins anew within reach, the latest first."""
    seen = seen_by(reach, Stay.objects.filter(outbreak_id=outbreak_id))
    rows = StayRestart.objects.filter(stay__in=seen, recorded_at__lte=at).select_related("stay")
    return tuple(
        RestartRow(
            stay_id=row.stay_id,
            person_id=row.stay.person_id,
            site_id=row.stay.site_id,
            room=row.stay.room,
            scope=row.scope,
            last_shared_at=row.last_shared_at,
            reason=row.reason,
            proposal_id=row.proposal_id,
            recorded_at=row.recorded_at,
        )
        for row in rows.order_by("-recorded_at", "stay__room", "id")
    )


def _samples(ids: Sequence[UUID], at: datetime) -> dict[UUID, dict[date, tuple[datetime, str]]]:
    rows = StaySample.objects.filter(stay__in=ids, recorded_at__lte=at)
    results = StayResult.objects.filter(sample__stay__in=ids, recorded_at__lte=at).order_by(
        "recorded_at", "id"
    )
    said = {one.sample_id: one.result for one in results}
    found: dict[UUID, dict[date, tuple[datetime, str]]] = defaultdict(dict)
    for row in rows:
        found[row.stay_id][row.due_on] = row.taken_at, said.get(row.pk, "")
    return found


def _open_flags(ids: Sequence[UUID], at: datetime) -> dict[UUID, int]:
    settled = StayFlagAct.objects.filter(recorded_at__lte=at).exclude(ending="").values("flag_id")
    counts: dict[UUID, int] = defaultdict(int)
    for stay in (
        StayFlag.objects.filter(stay__in=ids, recorded_at__lte=at)
        .exclude(id__in=settled)
        .values_list("stay_id", flat=True)
    ):
        counts[stay] += 1
    return counts


def _row(
    row: Stay,
    outbreak: OutbreakRow,
    ground: Ground,
    steps: dict[str, StayStep],
    samples: dict[date, tuple[datetime, str]],
    about: dict[str, Any],
    at: datetime,
) -> StayRow:
    arrived, left = _when(steps.get(ARRIVED)), steps.get(LEFT)
    days = _days(outbreak, about["rule"], arrived, ground.ends_at, samples)
    today = at.astimezone(ZoneInfo(outbreak.timezone)).date()
    known = {day.on: day.result or None for day in days if day.taken_at is not None}
    lacking = list_lacking(
        ground.ends_at, [day.on for day in days], known, about["flags"], at, outbreak.timezone
    )
    there = arrived is not None and left is None
    return StayRow(
        id=row.pk,
        outbreak_id=row.outbreak_id,
        person_id=row.person_id,
        name=about["identity"].full_name if about["identity"] else "",
        phone=about["identity"].phone if about["identity"] else "",
        restriction_key=row.restriction_key,
        consent_id=row.consent_id,
        contact=row.contact,
        site_id=row.site_id,
        place_id=row.place_id,
        seat=about["seat"],
        floor=row.floor,
        room=row.room,
        party_id=row.party_id,
        ordered_at=row.ordered_at,
        due_at=row.due_at,
        picked_up_at=_when(steps.get(PICKED_UP)),
        arrived_at=arrived,
        left_at=_when(left),
        why_left=left.why if left else "",
        late=arrived is None and left is None and row.due_at <= at,
        ends_at=ground.ends_at,
        stands=ground.stands,
        bound=ground.binds,
        days=days,
        test_due=there and any(day.on <= today and day.taken_at is None for day in days),
        lacking=lacking if left is None else tuple(Text(zh, en) for zh, en in left.lacking),
        release_due=left is None and (not ground.stands or (there and not lacking)),
        positive=any(day.result == "positive" for day in days),
    )


def _days(
    outbreak: OutbreakRow,
    rule: QuarantineRule | None,
    arrived: datetime | None,
    ends_at: datetime,
    samples: dict[date, tuple[datetime, str]],
) -> tuple[DueDay, ...]:
    if arrived is None or rule is None:
        return ()
    zone = ZoneInfo(outbreak.timezone)
    begin = arrived.astimezone(zone).date()
    due = due_tests(begin, max(last_day(ends_at, outbreak.timezone), begin), rule.test_days)
    days = sorted({*due, *samples})
    return tuple(DueDay(on, *samples.get(on, (None, ""))) for on in days)


def _flag_row(
    row: StayFlag, acts: dict[bool, StayFlagAct], identity: Any, offices: dict[str, Text], at: datetime
) -> StayFlagRow:
    settled, seen = acts.get(True), acts.get(False) or acts.get(True)
    return StayFlagRow(
        id=row.pk,
        stay_id=row.stay_id,
        site_id=row.stay.site_id,
        room=row.stay.room,
        person_id=row.stay.person_id,
        name=identity.full_name if identity else "",
        phone=identity.phone if identity else "",
        symptoms=tuple(row.symptoms),
        temperature_c=row.temperature_c,
        office=offices[str(row.answering_id)],
        raised_at=row.raised_at,
        due_at=row.due_at,
        seen_at=seen.recorded_at if seen else None,
        settled_at=settled.recorded_at if settled else None,
        ending=settled.ending if settled else "",
        late=settled is None and row.due_at <= at,
    )


def _when(step: StayStep | None) -> datetime | None:
    return step.event_at if step else None
