"""Reading fits: each tells of a whole outbreak, and is seen by whoever sees all of it."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import polars as pl
from django.conf import settings
from django.db.models import QuerySet

from fangxian.engines.problems import Text
from fangxian.operations.accounts.queries import name_users
from fangxian.operations.fits.models import Fit, FitEnd
from fangxian.operations.fits.problems import FIT_CHANGED
from fangxian.operations.fits.rows import Day, FitRow, Part, Result, interval_of
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.stores.fits import count_tried, find_draws

LISTED = 50
_PARTS = ("in_first_district", "in_second_district", "elsewhere")
_ELSEWHERE = Text("其他地区", "elsewhere")


def list_fits(
    reach: Reach, outbreak_id: str, limit: int = LISTED, then: datetime | None = None
) -> list[FitRow]:
    """Return the fits of an outbreak, the newest first; those asked for by `then`, where it is given."""
    found = _seen(reach).filter(outbreak_id=outbreak_id)
    if then is not None:
        found = found.filter(recorded_at__lte=then)
    return rows_of(found.order_by("-as_of", "-recorded_at", "-id")[:limit], then)


def get_fit(reach: Reach, fit_id: str | UUID) -> FitRow:
    """Return one fit. Raises `not-found`, also outside the reach."""
    key = _key(fit_id)
    rows = rows_of(_seen(reach).filter(id=key)) if key else []
    if not rows:
        raise NOT_FOUND(what="fit", what_zh="拟合", key=fit_id)
    return rows[0]


def find_running(reach: Reach, outbreak_id: str) -> FitRow | None:
    """Return the fit asked for last where it has not ended yet, or None."""
    last = _seen(reach).filter(outbreak_id=outbreak_id).order_by("-recorded_at", "-id").first()
    return rows_of([last])[0] if last and not hasattr(last, "end") else None


def find_newest(outbreak_id: str, at: datetime) -> FitRow | None:
    """Return the newest fit with draws of what was known of an outbreak until an hour, whoever asks: what its race clocks
    rest on says nothing of a place."""
    kept = _kept(outbreak_id).filter(as_of__lte=at, end__recorded_at__lte=at)
    found = kept.order_by("-as_of", "-end__recorded_at", "-id").first()
    return rows_of([found])[0] if found else None


def find_by_draws(outbreak_id: str, digest: str) -> FitRow | None:
    """Return the first fit of an outbreak that has these draws."""
    found = _kept(outbreak_id).filter(end__digest=digest).order_by("recorded_at").first() if digest else None
    return rows_of([found])[0] if found else None


def read_draws(outbreak_id: str, digest: str) -> pl.DataFrame:
    """Return the draws of a fit. Raises `fit-changed` where the file is not the one on record."""
    draws = find_draws(Path(settings.FANGXIAN_HOME), outbreak_id, digest)
    if draws is None:
        raise FIT_CHANGED(key=digest[:12])
    return draws


def rows_of(found: Iterable[Fit], then: datetime | None = None) -> list[FitRow]:
    """Return rows of fits, named; by `then`, where it is given, some had not ended yet."""
    fits = list(found)
    users = name_users({row.user_id for row in fits})
    ends = {row.id: _end(row, then) for row in fits}
    districts = [place for end in ends.values() if end for place in (end.first, end.second)]
    places = titles_of([*(row.city_id for row in fits), *districts])
    return [_row(row, ends[row.id], users, places) for row in fits]


def _seen(reach: Reach) -> QuerySet[Fit]:
    return reach.filter(Fit.objects.select_related("end"))


def _kept(outbreak_id: str) -> QuerySet[Fit]:
    ended = Fit.objects.filter(outbreak_id=outbreak_id, end__isnull=False)
    return ended.exclude(end__digest="").select_related("end")


def _end(row: Fit, then: datetime | None) -> FitEnd | None:
    end: FitEnd | None = getattr(row, "end", None)
    return end if end and (then is None or end.recorded_at <= then) else None


def _row(row: Fit, end: FitEnd | None, users: dict[str, Text], places: dict[str | None, Text]) -> FitRow:
    home = Path(settings.FANGXIAN_HOME)
    return FitRow(
        id=row.id,
        outbreak_id=row.outbreak_id,
        city_id=row.city_id,
        city=places[row.city_id],
        as_of=row.as_of,
        plan=row.plan,
        futures=row.futures,
        seed=row.seed,
        brought=row.brought,
        asked_by=users.get(row.user_id, Text("", "")),
        asked_at=row.recorded_at,
        done=row.futures if end else count_tried(home, str(row.id)),
        result=_result(end, places) if end else None,
    )


def _result(end: FitEnd, places: dict[str | None, Text]) -> Result:
    return Result(
        digest=end.digest,
        ended_at=end.recorded_at,
        cases=end.cases,
        days=end.days,
        first_on=end.first_on,
        alike=end.alike,
        strange=end.strange,
        seconds=end.seconds,
        figures={name: interval_of(kept) for name, kept in end.summary.items()},
        parts=_parts(end, places),
        daily=tuple(_day(one) for one in end.daily),
        why=Text(end.why_zh, end.why_en) if end.why_en else None,
    )


def _parts(end: FitEnd, places: dict[str | None, Text]) -> tuple[Part, ...]:
    named = zip((end.first, end.second, ""), _PARTS, strict=True)
    return tuple(
        Part(place or None, places.get(place, Text(place, place)) if place else _ELSEWHERE,
             interval_of(end.summary[target]))
        for place, target in named
        if end.first and (place or target == "elsewhere")
    )  # fmt: skip


def _day(kept: dict[str, Any]) -> Day:
    return Day(date.fromisoformat(kept["on"]), kept["cases"], interval_of(kept))


def _key(fit_id: str | UUID) -> UUID | None:
    try:
        return UUID(str(fit_id))
    except ValueError:
        return None
