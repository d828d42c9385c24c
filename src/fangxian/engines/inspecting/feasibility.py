"""Could the office have done it? The hours its people had against the work it was asked for in the same time.

The test is that of earliest deadline first: a deadline can be kept unless, in some stretch of time that ends at it,
more work came in that was due by then than the people on duty had hours. So more people or hours never make a
deadline less feasible, and more work never makes it more so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from fangxian.engines.problems import Text

FEASIBLE, CANNOT_TELL, NOT_FEASIBLE = "feasible", "cannot-tell", "not-feasible"
FEASIBILITIES = (NOT_FEASIBLE, CANNOT_TELL, FEASIBLE)
"""From what speaks for the office to what speaks against it."""

_HOUR = timedelta(hours=1)
_IN_WORDS = {
    FEASIBLE: Text("可以按时完成", "feasible"),
    CANNOT_TELL: Text("无法判断", "cannot tell"),
    NOT_FEASIBLE: Text("无法按时完成", "not feasible"),
}


@dataclass(frozen=True)
class Asked:
    """Work an office was asked for. `minutes`: at least and at most; None where nobody knows."""

    key: str
    issued_at: datetime
    reached_at: datetime
    due_at: datetime
    minutes: tuple[float, float] | None


@dataclass(frozen=True)
class Shift:
    """One person in duty at the office over a time."""

    from_at: datetime
    to_at: datetime


@dataclass(frozen=True)
class DutyHours:
    """The hours of a local day in which people work; 0 to 24 is round the clock."""

    from_hour: float
    to_hour: float
    timezone: str

    def before(self, at: datetime) -> float:
        """Return the duty hours from the first day of all until `at`; differences of it are what counts."""
        local = at.astimezone(_zone(self.timezone))
        hour = local.hour + local.minute / 60 + local.second / 3600
        length = self.to_hour - self.from_hour
        return local.toordinal() * length + min(max(hour - self.from_hour, 0.0), length)

    def between(self, from_at: datetime, to_at: datetime) -> float:
        """Return the duty hours between two instants, none where the second is not later."""
        return max(self.before(to_at) - self.before(from_at), 0.0) if to_at > from_at else 0.0


@dataclass(frozen=True)
class Fairness:
    """Whether a deadline could be kept, and the arithmetic that says so.

    `from_at`: where the stretch of time begins that decides it, up to the deadline. `hours_each` None: the people of
    the office were not all there for all of it. `need_h`: at least and at most; `unknown`: tasks of unknown length.
    """

    verdict: str
    from_at: datetime
    people: int
    hours_each: float | None
    hours: float
    others: int
    need_h: tuple[float, float]
    unknown: int
    upstream_late_h: float

    @property
    def line(self) -> Text:
        """The arithmetic in one line, in both languages."""
        parts = [self._people(), self._work(), *self._upstream()]
        end = _IN_WORDS[self.verdict]
        return Text(
            "；".join(part.zh for part in parts) + f"：{end.zh}",
            "; ".join(part.en for part in parts) + f": {end.en}",
        )

    def _people(self) -> Text:
        if not self.people:
            return Text("当时无人在岗", "nobody was on duty there")
        noun = "person" if self.people == 1 else "people"
        if self.hours_each is None:
            return Text(
                f"{self.people} 人共 {_told(self.hours)} 小时",
                f"{self.people} {noun}, together {_told(self.hours)} h",
            )
        return Text(
            f"{self.people} 人 × {_told(self.hours_each)} 小时 = {_told(self.hours)} 小时",
            f"{self.people} {noun} × {_told(self.hours_each)} h = {_told(self.hours)} h",
        )

    def _work(self) -> Text:
        need = _told_span(*self.need_h)
        if not self.others:
            zh, en = f"本件需 {need.zh}", f"this task needs {need.en}"
        else:
            noun = "task" if self.others == 1 else "tasks"
            zh = f"本件和另外 {self.others} 件任务需 {need.zh}"
            en = f"this and {self.others} other {noun} need {need.en}"
        if self.unknown:
            zh += f"，其中 {self.unknown} 件工时不明"
            en += f", and nobody knows how long {self.unknown} of them {'takes' if self.unknown == 1 else 'take'}"
        return Text(zh, en)

    def _upstream(self) -> list[Text]:
        if self.upstream_late_h < 1:
            return []
        hours = _told(self.upstream_late_h)
        return [Text(f"上级晚 {hours} 小时转达", f"passed on {hours} h after it was issued")]


def judge(asked: Asked, others: Iterable[Asked], shifts: Sequence[Shift], hours: DutyHours) -> Fairness:
    """Return whether the office could keep this deadline beside everything else it was asked for by then.

    >>> from datetime import UTC
    >>> noon = datetime(2021, 7, 31, 4, tzinfo=UTC)
    >>> task = Asked("a", noon, noon, noon + 4 * _HOUR, (300, 300))
    >>> judge(task, [], [Shift(noon - 9 * _HOUR, noon + 9 * _HOUR)], DutyHours(8, 20, "Asia/Shanghai")).line.en
    '1 person × 4 h = 4 h; this task needs 5 h: not feasible'
    """
    rivals = [other for other in others if other.key != asked.key and other.due_at <= asked.due_at]
    starts = {one.reached_at for one in rivals if one.reached_at <= asked.reached_at} | {asked.reached_at}
    windows = [_window(asked, rivals, shifts, hours, start) for start in sorted(starts)]
    return max(windows, key=_tightness)


def _tightness(window: Fairness) -> tuple[int, float, float]:
    low, high = window.need_h
    rank = -FEASIBILITIES.index(window.verdict)
    return rank, (low if window.verdict == NOT_FEASIBLE else high) - window.hours, -window.from_at.timestamp()


def _window(
    asked: Asked, rivals: Sequence[Asked], shifts: Sequence[Shift], hours: DutyHours, start: datetime
) -> Fairness:
    inside = [one for one in rivals if one.reached_at >= start]
    known = [one.minutes for one in (asked, *inside) if one.minutes is not None]
    need = (sum(low for low, _ in known) / 60, sum(high for _, high in known) / 60)
    unknown = 1 + len(inside) - len(known)
    end = asked.due_at
    each = [hours.between(max(shift.from_at, start), min(shift.to_at, end)) for shift in shifts]
    whole = hours.between(start, end)
    there = [own for own in each if own > 0]
    people = len(there) or sum(shift.from_at < end and shift.to_at > start for shift in shifts)
    return Fairness(
        verdict=_verdict(need, unknown, sum(each), start < end and people > 0),
        from_at=start,
        people=people,
        hours_each=whole if all(own == whole for own in there) else None,
        hours=sum(each),
        others=len(inside),
        need_h=need,
        unknown=unknown,
        upstream_late_h=max((asked.reached_at - asked.issued_at) / _HOUR, 0.0),
    )


def _verdict(need: tuple[float, float], unknown: int, hours: float, anybody: bool) -> str:
    if not anybody or need[0] > hours:
        return NOT_FEASIBLE
    return CANNOT_TELL if unknown or need[1] > hours else FEASIBLE


def _told(hours: float) -> str:
    """Return hours as people say them.

    >>> _told(5.5), _told(11.0), _told(0.04)
    ('5.5', '11', '0')
    """
    return f"{hours:,.1f}".removesuffix(".0")


def _told_span(low: float, high: float) -> Text:
    """Return a span of hours; less than an hour in minutes.

    >>> _told_span(0.25, 0.75).en, _told_span(13, 25).en, _told_span(5, 5).en
    ('15–45 min', '13–25 h', '5 h')
    """
    small = 0 < high < 1
    ends = [_told(round(hours * 60) if small else hours) for hours in (low, high)]
    told = ends[0] if ends[0] == ends[1] else "–".join(ends)
    return Text(f"{told} 分钟", f"{told} min") if small else Text(f"{told} 小时", f"{told} h")


@lru_cache(maxsize=16)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
