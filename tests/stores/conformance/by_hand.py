"""A sweep done by hand: two loops over the stays, day by day, in plain Python. Slow, and nothing to get wrong."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from fangxian.engines.tracing.source import Sweep

_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
_VAGUER = ("exact", "window", "day")


@dataclass(frozen=True)
class Stay:
    """A stay as the concepts page defines it: both ends known, in local time."""

    person: str
    place: str
    words: tuple[str | None, str | None]
    seat_row: int | None
    begins: datetime
    ends: datetime
    precision: str


def links_by_hand(presences: pl.DataFrame, sweep: Sweep) -> dict[tuple, tuple]:
    """Return {(person, via, place, case): (first, last, minutes, score, precision)}."""
    stays = [_stay(row, ZoneInfo(sweep.timezone)) for row in presences.iter_rows(named=True)]
    shared = defaultdict(list)
    for window in sweep.windows.iter_rows(named=True):
        for mine in (stay for stay in stays if stay.person == window["via_person_id"]):
            for theirs in stays:
                if _meet(mine, theirs, sweep) and (met := _shared(mine, theirs, window, sweep)):
                    key = (theirs.person, mine.person, mine.place, window["case_id"])
                    shared[key].append((*met, _score(met, mine.place, window, sweep), _worst(mine, theirs)))
    return {key: _summed(met) for key, met in shared.items()}


def encounters_by_hand(presences: pl.DataFrame, stays: pl.DataFrame, sweep: Sweep) -> list[tuple]:
    """Return (source, person, place, from, to, minutes, precision) of every pair of stays, whatever the windows."""
    always = {
        "from_at": _utc(datetime.min.replace(year=1900, tzinfo=UTC)),
        "to_at": datetime.max.replace(tzinfo=UTC),
    }
    zone = ZoneInfo(sweep.timezone)
    asked, others = ([_stay(row, zone) for row in rows.iter_rows(named=True)] for rows in (stays, presences))
    pairs = [(mine, theirs) for mine in asked for theirs in others if _meet(mine, theirs, sweep)]
    return sorted(
        (mine.person, theirs.person, mine.place, *met, (met[1] - met[0]) / _MINUTE, _worst(mine, theirs))
        for mine, theirs in pairs
        if (met := _shared(mine, theirs, always, sweep))
    )


def _stay(row: Mapping, zone: ZoneInfo) -> Stay:
    arrive = row["arrive_at"].astimezone(zone).replace(second=0, microsecond=0)
    leave = row["leave_at"] and row["leave_at"].astimezone(zone).replace(second=0, microsecond=0)
    unknown_end = leave is None or leave == arrive
    if row["precision"] == "day":
        begins, ends = _midnight(arrive), _midnight((arrive if unknown_end else leave - _MINUTE), 1)
    else:
        begins, ends = arrive, _midnight(arrive, 1) if unknown_end else leave
    precision = (
        "day" if row["precision"] == "day" else "window" if unknown_end else row["precision"] or "exact"
    )
    words = (row["session"], row["zone"])
    return Stay(row["person_id"], row["place_id"], words, _seat_row(row["seat"]), begins, ends, precision)


def _midnight(moment: datetime, days: int = 0) -> datetime:
    day = moment.date() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, tzinfo=moment.tzinfo)


def _seat_row(seat: str | None) -> int | None:
    row = re.search(r"(\d+)(排|[A-F]$)", seat or "")
    coach = re.search(r"(\d+)车", seat or "")
    return None if row is None else int(row[1]) + 1000 * (int(coach[1]) if coach else 0)


def _meet(mine: Stay, theirs: Stay, sweep: Sweep) -> bool:
    if mine.person == theirs.person or mine.place != theirs.place:
        return False
    agree = all(None in pair or len(set(pair)) == 1 for pair in zip(mine.words, theirs.words, strict=True))
    limit = sweep.seat_rows.get(mine.place, sweep.seat_rows.get(""))
    if not agree or limit is None or None in (mine.seat_row, theirs.seat_row):
        return agree
    return abs(mine.seat_row - theirs.seat_row) <= limit


def _shared(mine: Stay, theirs: Stay, window: Mapping, sweep: Sweep) -> tuple[datetime, datetime] | None:
    air = timedelta(minutes=sweep.linger_minutes.get(mine.place, sweep.linger_minutes[""]))
    behind_mine, behind_theirs = (air, 0 * air) if sweep.direction == "forward" else (0 * air, air)
    begins = max(_utc(mine.begins), _utc(theirs.begins), window["from_at"])
    ends = min(_utc(mine.ends) + behind_mine, _utc(theirs.ends) + behind_theirs, window["to_at"])
    return (begins, ends) if ends > begins and ends - begins >= sweep.min_minutes * _MINUTE else None


def _utc(moment: datetime) -> datetime:
    # Between two moments of one zone Python subtracts the hands of the clock, not the time that passed.
    return moment.astimezone(UTC)


def _score(met: tuple[datetime, datetime], place: str, window: Mapping, sweep: Sweep) -> float:
    weighed = sum(
        minutes * _infectiousness(day, window["anchor_on"], sweep.infectiousness)
        for day, minutes in _by_day(*met, ZoneInfo(sweep.timezone))
    )
    return weighed * sweep.venue_factor.get(place, sweep.venue_factor[""]) * window["strength"]


def _by_day(begins: datetime, ends: datetime, zone: ZoneInfo) -> Iterator[tuple[date, float]]:
    while begins < ends:
        night = min(_utc(_midnight(begins.astimezone(zone), 1)), ends)
        yield begins.astimezone(zone).date(), (night - begins) / _MINUTE
        begins = night


def _infectiousness(day: date, anchor: date | None, by_day: Mapping[int, float]) -> float:
    if anchor is None or not by_day:
        return 1.0
    return by_day.get(min(max((day - anchor).days, min(by_day)), max(by_day)), 0.0)


def _worst(mine: Stay, theirs: Stay) -> str:
    return max(mine.precision, theirs.precision, key=_VAGUER.index)


def _summed(met: list[tuple[datetime, datetime, float, str]]) -> tuple:
    begins, ends, scores, precisions = zip(*met, strict=True)
    minutes = sum((end - begin) / _MINUTE for begin, end in zip(begins, ends, strict=True))
    return min(begins), max(ends), minutes, sum(scores), max(precisions, key=_VAGUER.index)
