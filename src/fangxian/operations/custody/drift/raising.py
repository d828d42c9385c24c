"""Telling once that results have drifted, and that somebody looked into it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import transaction

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.clock import Clock
from fangxian.operations.custody.drift.finding import TITLES, list_cleared, list_units
from fangxian.operations.custody.drift.rows import DriftAlarmRow, Line, Point, UnitRow
from fangxian.operations.custody.laboratories import list_laboratories
from fangxian.operations.custody.models import DriftAlarm, DriftCleared
from fangxian.operations.custody.problems import DRIFT_UNEXPLAINED, NO_SUCH_DRIFT
from fangxian.operations.custody.rows import SITE
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach

_LONGEST = 500


class Left(NamedTuple):
    """From which day to which a unit left the others, what was seen and what was expected in these days."""

    since_on: date
    until_on: date
    observed: int
    expected: float


@transaction.atomic
def watch_drift(actor: Actor, clock: Clock, *, outbreak_id: str) -> int:
    """Raise an alarm for what has left the others by the end of a day that is over; return how many are new.

    As long as nobody has looked into it the same chart of the same unit raises no other. Looking again raises nothing.

    Raises:
        Problem: `not-found`, `not-your-role`.
    """
    actor.require("command")
    units = list_units(actor.reach, outbreak_id, clock.now(), whole_days=True)
    standing = {(row.kind, row.unit_id, row.chart) for row in _standing(outbreak_id)}
    cleared = list_cleared(outbreak_id)
    raised = 0
    for unit in units:
        after = max(cleared.get((unit.kind, unit.id), ()), default=date.min)
        for line in unit.lines:
            left = _left(line, after)
            if left and (unit.kind, unit.id, line.chart) not in standing:
                _raise(actor, clock, outbreak_id, unit, line.chart, left)
                raised += 1
    return raised


@transaction.atomic
def clear_drift(actor: Actor, clock: Clock, *, outbreak_id: str, kind: str, unit_id: str, reason: str) -> int:
    """Say that somebody looked into the alarms of a unit and what came of it; it is watched anew from today on.

    Whoever commands the outbreak's place answers for its laboratories and their imports, whoever commands a sampling
    place for that place. Returns how many alarms are answered.

    Raises:
        Problem: `not-your-role`, `not-found`, `no-such-drift` (also outside the reach), `drift-unexplained`.
    """
    actor.require("command")
    outbreak = get_outbreak(actor.reach, outbreak_id)
    alarms = [row for row in _standing(outbreak.id) if (row.kind, row.unit_id) == (kind, unit_id)]
    if not alarms or not _answers(actor.reach, outbreak, alarms[0]):
        raise NO_SUCH_DRIFT(key=unit_id)
    said = reason.strip()
    if not 0 < len(said) <= _LONGEST:
        raise DRIFT_UNEXPLAINED()
    today = clock.now().astimezone(ZoneInfo(outbreak.timezone)).date()
    after = {"kind": kind, "unit_id": unit_id, "through_on": today - timedelta(days=1), "reason": said}
    row = DriftCleared(outbreak_id=outbreak.id, **after)
    write_rows(actor, clock.now(), "cleared", "drift-cleared", f"{outbreak.id}:{unit_id}", [row], after)
    return len(alarms)


def list_drift_alarms(
    reach: Reach, outbreak_id: str, known_at: datetime | None = None
) -> tuple[DriftAlarmRow, ...]:
    """Return the alarms of what lies in the reach, those that stand first, then the latest first. Raises `not-found`."""
    outbreak = get_outbreak(reach, outbreak_id, known_at)
    rows = _alarms(outbreak.id, known_at)
    if not reach.covers(outbreak.place_id):
        ours = reach.keep({row.place_id for row in rows})
        rows = [row for row in rows if row.place_id in ours]
    names = _names(reach, outbreak.id, rows)
    named = [replace(row, name=names.get(row.unit_id, row.name)) for row in rows]
    return tuple(sorted(named, key=lambda row: (not row.stands, -row.raised_at.timestamp(), row.unit_id)))


def _standing(outbreak_id: str) -> list[DriftAlarmRow]:
    return [row for row in _alarms(outbreak_id, None) if row.stands]


def _alarms(outbreak_id: str, known_at: datetime | None) -> list[DriftAlarmRow]:
    alarms = DriftAlarm.objects.filter(outbreak_id=outbreak_id).order_by("recorded_at", "id")
    cleared = DriftCleared.objects.filter(outbreak_id=outbreak_id).order_by("recorded_at", "id")
    if known_at is not None:
        alarms, cleared = alarms.filter(recorded_at__lte=known_at), cleared.filter(recorded_at__lte=known_at)
    answers = list(cleared)
    return [_row_of(row, answers) for row in alarms]


def _row_of(row: DriftAlarm, answers: list[DriftCleared]) -> DriftAlarmRow:
    """An alarm is answered by the first that was said of its unit through its last day or a later one."""
    own = (one for one in answers if (one.kind, one.unit_id) == (row.kind, row.unit_id))
    answer = next((one for one in own if one.through_on >= row.until_on), None)
    return DriftAlarmRow(
        id=row.id,
        kind=row.kind,
        unit_id=row.unit_id,
        name=Text(row.unit_id, row.unit_id),
        place_id=row.place_id,
        chart=row.chart,
        title=TITLES[row.chart],
        since_on=row.since_on,
        until_on=row.until_on,
        observed=row.observed,
        expected=row.expected,
        raised_at=row.recorded_at,
        cleared_at=answer.recorded_at if answer else None,
        reason=answer.reason if answer else "",
    )


def _names(reach: Reach, outbreak_id: str, rows: list[DriftAlarmRow]) -> dict[str, Text]:
    laboratories = {one.id: Text(one.name, one.name) for one in list_laboratories(reach, outbreak_id)}
    sites = titles_of({row.unit_id for row in rows if row.kind == SITE})
    return laboratories | {key: name for key, name in sites.items() if key}


def _answers(reach: Reach, outbreak: OutbreakRow, alarm: DriftAlarmRow) -> bool:
    return reach.covers(alarm.place_id if alarm.kind == SITE else outbreak.place_id)


def _left(line: Line, after: date) -> Left | None:
    """Return the first days after one in which a chart rose to its limit: from where its score last stood at nothing."""
    rising: list[Point] = []
    for point in line.points:
        if point.day_on <= after:
            continue
        rising = [*rising, point] if point.score > 0 else []
        if point.alarm:
            return _summed(rising)
    return None


def _summed(days: list[Point]) -> Left:
    observed = sum(one.observed for one in days if one.expected is not None)
    expected = sum(one.expected or 0.0 for one in days)
    return Left(days[0].day_on, days[-1].day_on, observed, round(expected, 1))


def _raise(actor: Actor, clock: Clock, outbreak_id: str, unit: UnitRow, chart: str, left: Left) -> None:
    after = {
        "kind": unit.kind,
        "unit_id": unit.id,
        "place_id": unit.place_id,
        "chart": chart,
        **left._asdict(),
    }
    row = DriftAlarm(outbreak_id=outbreak_id, **after)
    write_rows(actor, clock.now(), "raised", "drift-alarm", f"{outbreak_id}:{unit.id}", [row], after)
