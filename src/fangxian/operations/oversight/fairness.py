"""The fairness line of a dispatch: could that office have been in time with the people and hours it had?"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from fangxian.engines.inspecting import Asked, DutyHours, Fairness, OversightRule, Shift, judge
from fangxian.engines.problems import Text
from fangxian.operations.accounts.staffing import Span, duty_spans
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.orders.queries import list_late
from fangxian.operations.orders.workload import WorkRow, list_work, work_of_offices
from fangxian.operations.oversight.rows import FairnessRow
from fangxian.operations.oversight.rules import rule_of
from fangxian.operations.places.queries import list_places, titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.places.rows import PlaceRow

_NOBODY_MAY_LOOK_FURTHER = timedelta(days=30)
"""Work older than this before a deadline does not bear on it."""


def fairness_of(reach: Reach, dispatch_ids: Collection[UUID], now: datetime) -> dict[UUID, FairnessRow]:
    """Return dispatch -> its fairness line, for those in reach that were late at `now`."""
    late = [row for row in list_work(reach, dispatch_ids) if row.late_at(now)]
    judged, places = judge_work(reach, late), titles_of([row.place_id for row in late])
    return {row.dispatch_id: _row(row, judged[row.dispatch_id], places[row.place_id], now) for row in late}


def list_late_with_fairness(
    reach: Reach, outbreak_id: str, now: datetime, limit: int = 50
) -> tuple[FairnessRow, ...]:
    """Return the dispatches past their time with their fairness lines, the longest late first. Raises `not-found`."""
    get_outbreak(reach, outbreak_id)
    late = list_late(reach, outbreak_id, now, limit)
    found = fairness_of(reach, [row.dispatch_id for row in late], now)
    return tuple(found[row.dispatch_id] for row in late if row.dispatch_id in found)


@dataclass(frozen=True)
class Judged:
    """A verdict, and whether it rests on a planning figure."""

    found: Fairness
    unconfirmed: bool


def judge_work(reach: Reach, rows: Collection[WorkRow]) -> dict[UUID, Judged]:
    """Return dispatch -> verdict for rows of one or several outbreaks."""
    if not rows:
        return {}
    around = _look_around(reach, rows)
    return {row.dispatch_id: around.judge(row) for row in rows}


@dataclass(frozen=True)
class _Around:
    """What the offices were asked for, who was there, and how long things take; read once for many dispatches."""

    rules: Mapping[str, tuple[OversightRule, DutyHours]]
    asked: Mapping[str, tuple[Asked, ...]]
    unconfirmed: frozenset[UUID]
    shifts: Mapping[str, tuple[Shift, ...]]
    places: Mapping[str, PlaceRow]

    def judge(self, row: WorkRow) -> Judged:
        rule, hours = self.rules[row.outbreak_id]
        own = _asked(row, rule, self.places.get(row.place_id))
        since = row.reached_at - _NOBODY_MAY_LOOK_FURTHER
        others = [one for one in self.asked.get(row.office_id, ()) if one.reached_at >= since]
        found = judge(own, others, self.shifts.get(row.office_id, ()), hours)
        return Judged(found, any(UUID(one.key) in self.unconfirmed for one in (own, *others)))


def _look_around(reach: Reach, rows: Collection[WorkRow]) -> _Around:
    offices = {row.office_id for row in rows}
    work = work_of_offices(offices)
    everything = [*rows, *(one for own in work.values() for one in own)]
    places = {row.place_id: row for row in list_places(sorted({one.place_id for one in everything}))}
    rules = _rules(reach, rows, everything)
    asked = {
        office: tuple(_asked(one, rules[one.outbreak_id][0], places.get(one.place_id)) for one in own)
        for office, own in work.items()
    }
    unconfirmed = frozenset(
        one.dispatch_id for one in everything if _rests_on_plan(one, rules[one.outbreak_id][0])
    )
    first = min(one.reached_at for one in everything)
    last = max(one.due_at for one in rows)
    shifts = {office: _shifts(spans) for office, spans in duty_spans(offices, first, last).items()}
    return _Around(rules, asked, unconfirmed, shifts, places)


def _rules(
    reach: Reach, rows: Collection[WorkRow], everything: Iterable[WorkRow]
) -> dict[str, tuple[OversightRule, DutyHours]]:
    """The rules of every outbreak met; work of an outbreak the reader does not know counts by the rules of this one."""
    found: dict[str, tuple[OversightRule, DutyHours]] = {}
    for outbreak_id in sorted({row.outbreak_id for row in rows}):
        outbreak = get_outbreak(reach, outbreak_id)
        rule = rule_of(outbreak)
        hours = DutyHours(rule.duty_from_hour, rule.duty_to_hour, outbreak.timezone)
        found[outbreak_id] = rule, hours
    first = next(iter(found.values()))
    return {one.outbreak_id: found.get(one.outbreak_id, first) for one in everything}


def _shifts(spans: Iterable[Span]) -> tuple[Shift, ...]:
    return tuple(Shift(begins, ends) for begins, ends in spans)


def _asked(row: WorkRow, rule: OversightRule, place: PlaceRow | None) -> Asked:
    return Asked(str(row.dispatch_id), row.issued_at, row.reached_at, row.due_at, _minutes(row, rule, place))


def _minutes(row: WorkRow, rule: OversightRule, place: PlaceRow | None) -> tuple[float, float] | None:
    figure = rule.work.get(row.measure)
    # An office that only passes on waits for others: how long that takes is not its own work.
    if figure is None or not row.own:
        return None
    count = _count(figure.each, row, place)
    if count is None:
        return None
    minutes = count * figure.minutes
    spread = 0.0 if figure.confirmed else rule.spread
    low = 0.0 if row.revoked_at is not None else minutes * (1 - spread)
    return low, minutes * (1 + spread)


def _count(each: str, row: WorkRow, place: PlaceRow | None) -> int | None:
    """How many of what takes the minutes: the dispatch itself, the doors or the people of its place."""
    if each == "dispatch":
        return 1
    if place is None:
        return None
    if each == "household":
        return place.households
    return min((number for number in (row.people, place.population) if number is not None), default=None)


def _rests_on_plan(row: WorkRow, rule: OversightRule) -> bool:
    figure = rule.work.get(row.measure)
    return figure is not None and not figure.confirmed


def _row(row: WorkRow, judged: Judged, place: Text, now: datetime) -> FairnessRow:
    found = judged.found
    return FairnessRow(
        dispatch_id=row.dispatch_id,
        order_id=row.order_id,
        title=row.title,
        place_id=row.place_id,
        place=place,
        office_id=row.office_id,
        department=row.department,
        due_at=row.due_at,
        hours_late=(min(row.done_at or now, now) - row.due_at) / timedelta(hours=1),
        verdict=found.verdict,
        line=found.line,
        unconfirmed=judged.unconfirmed,
        found=found,
    )
