"""Sampling sites as venues of exposure: who stood there, or was on duty, when somebody who is a case did."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

import polars as pl

from fangxian.engines import tables
from fangxian.engines.testing.siting.stays import (
    LONGEST_WAIT,
    PLACED,
    QUEUES,
    REPORT_HOLDS,
    SAMPLED,
    SHIFTS,
    stays_at_sites,
)
from fangxian.operations.custody.at_sites import TakenAt, samples_of_people, samples_within
from fangxian.operations.places.reach import Reach
from fangxian.operations.sites.queries import list_sites
from fangxian.operations.sites.queues import queues_within
from fangxian.operations.sites.rows import ShiftRow
from fangxian.operations.sites.shifts import shifts_of

AIR = timedelta(hours=3)
"""How far around a case's stay samples are read: in no plan the air of a room stays infectious longer (measles: two hours)."""

Span = tuple[datetime, datetime]


def site_presences(
    reach: Reach, outbreak_id: str, person_ids: Collection[str], known_at: datetime
) -> pl.DataFrame:
    """Return the stays at sampling sites (`tables.PRESENCES`) around those of these people, as known at `known_at`.

    person_ids: the cases. Of a city's samples only those are read that were taken at a site of theirs, around their
    hours. A stay is from the wait before the swab to the swab, or the hours on duty (`stays_at_sites`). Empty where
    none of them was at a site. `reach` has to cover the whole: a place outside it has no stays.

    Raises:
        Problem: `not-found`.
    """
    sites = list_sites(reach, outbreak_id, known_at)
    if not sites or not person_ids or not reach.registers:
        return tables.PRESENCES.empty()
    own = samples_of_people(reach, outbreak_id, person_ids, known_at)
    on_duty = shifts_of(outbreak_id, known_at, people=person_ids)
    windows = _windows(own, on_duty, known_at)
    if not windows:
        return tables.PRESENCES.empty()
    beside = samples_within(reach, outbreak_id, windows, known_at)
    crews = shifts_of(outbreak_id, known_at, site_ids=windows)
    around = {site_id: (spans[0][0] - REPORT_HOLDS, spans[-1][1]) for site_id, spans in windows.items()}
    return stays_at_sites(
        pl.DataFrame(sorted({*own, *beside}), schema=SAMPLED, orient="row"),
        pl.DataFrame(queues_within(outbreak_id, around, known_at), schema=QUEUES, orient="row"),
        pl.DataFrame([(one.id, one.venue_id, one.per_hour) for one in sites], schema=PLACED, orient="row"),
        pl.DataFrame(_hours(crews, windows, known_at), schema=SHIFTS, orient="row"),
    )


def _windows(own: Iterable[TakenAt], on_duty: Iterable[ShiftRow], at: datetime) -> dict[str, list[Span]]:
    """Site -> when samples may have been taken of people who stood there with a case; spans that touch are one."""
    spans: dict[str, list[Span]] = {}
    for one in own:
        spans.setdefault(one.site_id, []).append((one.taken_at - LONGEST_WAIT, one.taken_at))
    for row in on_duty:
        spans.setdefault(row.site_id, []).append((row.from_at, row.ends_by(at)))
    return {site_id: _merge(found) for site_id, found in spans.items()}


def _merge(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for begin, end in sorted((begin - AIR, end + LONGEST_WAIT + AIR) for begin, end in spans):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def _hours(
    crews: Iterable[ShiftRow], windows: dict[str, list[Span]], at: datetime
) -> list[tuple[str | None, str, datetime, datetime]]:
    """The hours on duty that touch a window."""
    found = [(row.person_id, row.site_id, row.from_at, row.ends_by(at)) for row in crews]
    return [one for one in found if any(one[2] <= end and begin <= one[3] for begin, end in windows[one[1]])]
