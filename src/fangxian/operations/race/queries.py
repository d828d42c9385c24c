"""Reading the race clock: each reader sees the orders of their own places, and never those of others."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber

from fangxian.engines.problems import Text
from fangxian.operations.accounts.queries import name_users
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.fits.queries import find_by_draws
from fangxian.operations.orders.open_work import count_finished_since, count_issued_since, name_dispatches
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.race.models import RaceClock, RacePrice
from fangxian.operations.race.rows import (
    Board,
    Changed,
    Figure,
    PriceRow,
    Progress,
    RaceRow,
    RemedyRow,
    Unpriced,
)
from fangxian.stores.races import find_beginning, read_pieces

EVERY = slice(None)
SMALL_SHOWN, UNPRICED_SHOWN = 50, 10
"""Rows shown of what is too small to tell, and for each reason why there is no price: a province has ten thousands."""


def find_board(
    reach: Reach, outbreak_id: str, then: datetime | None = None, *, dear: slice = EVERY
) -> Board | None:
    """Return the last clock of an outbreak that has ended (by `then`), as far as its orders lie in reach.

    `dear`: which of the dear orders, the dearest first; a province has thousands. None where there is no such clock.
    Raises `not-found`.
    """
    get_outbreak(reach, outbreak_id)
    clock = _last(outbreak_id, then)
    if clock is None:
        return None
    priced = reach.filter(RacePrice.objects.filter(clock=clock)).order_by("-infections", "id")
    dear_total, small_total = _count_priced(priced)
    shown = list(priced.filter(too_small=False)[dear]) if dear_total else []
    small = list(priced.filter(infections__isnull=False, too_small=True)[:SMALL_SHOWN]) if small_total else []
    firsts, reasons = _firsts(priced)
    rows = {row.dispatch_id: row for row in price_rows([*shown, *small, *firsts])}
    return Board(
        clock=_row(clock),
        changed=_changed(reach, clock),
        dear=tuple(rows[one.dispatch_id] for one in shown),
        dear_total=dear_total,
        too_small=tuple(rows[one.dispatch_id] for one in small),
        small_total=small_total,
        unpriced=_unpriced(rows.values(), reasons),
        unpriced_total=sum(reasons.values()),
    )


def find_dear(
    reach: Reach, outbreak_id: str, then: datetime | None = None
) -> tuple[RaceRow, tuple[PriceRow, ...]] | None:
    """Return the last clock that ended with its dear orders in reach, dearest first, for a page with little room."""
    clock = _last(outbreak_id, then)
    if clock is None:
        return None
    dear = reach.filter(RacePrice.objects.filter(clock=clock, too_small=False))
    return _row(clock), tuple(price_rows(dear.order_by("-infections", "id")))


def list_prices(reach: Reach, clock_id: UUID) -> list[PriceRow]:
    """Return every dispatch of a clock in reach, dearest first, those without a price last. Raises `not-found`."""
    get_clock(reach, clock_id)
    rows = reach.filter(RacePrice.objects.filter(clock_id=clock_id))
    return price_rows(rows.order_by(F("infections").desc(nulls_last=True), "id"))


def _count_priced(priced: QuerySet) -> tuple[int, int]:
    """Return how many prices are dear, and how many too small to tell."""
    kinds = priced.filter(infections__isnull=False).order_by().values_list("too_small")
    counted = dict(kinds.annotate(n=Count("pk")))
    return counted.get(False, 0), counted.get(True, 0)


def _firsts(priced: QuerySet) -> tuple[list[RacePrice], dict[str, int]]:
    """Return the first rows of each reason why there is no price, and how many it has: ten thousands are walked once."""
    nth = Window(RowNumber(), partition_by=F("why_zh"), order_by=F("id").asc())
    many = Window(Count("id"), partition_by=F("why_zh"))
    without = priced.filter(infections__isnull=True).order_by().annotate(nth=nth, many=many)
    first = without.filter(nth__lte=UNPRICED_SHOWN)
    counts = {key: (why, many) for key, why, many in first.values_list("id", "why_zh", "many")}
    rows = RacePrice.objects.filter(id__in=list(counts)).order_by("id")
    return list(rows), dict(counts.values())


def _unpriced(rows: Iterable[PriceRow], counts: dict[str, int]) -> tuple[Unpriced, ...]:
    firsts: dict[Text, list[PriceRow]] = {}
    for row in rows:
        if row.why is not None:
            firsts.setdefault(row.why, []).append(row)
    found = (Unpriced(why, counts[why.zh], tuple(first)) for why, first in firsts.items())
    return tuple(sorted(found, key=lambda one: (-one.count, one.why.zh)))


def find_prices_of(
    reach: Reach, order_id: UUID, then: datetime | None = None
) -> tuple[RaceRow, tuple[PriceRow, ...]] | None:
    """Return the last clock that ended with the prices of one order's dispatches in reach, dearest first, or None."""
    held = reach.filter(RacePrice.objects.filter(dispatch__order_id=order_id, infections__isnull=False))
    newest = held.order_by("-clock__recorded_at").select_related("clock").first()
    if newest is None:
        return None
    clock = _last(newest.clock.outbreak_id, then)
    rows = price_rows(held.filter(clock=clock).order_by("-infections", "id")) if clock else []
    return (_row(clock), tuple(rows)) if clock and rows else None


def list_dear_places(reach: Reach, outbreak_id: str, then: datetime | None = None) -> dict[str, float]:
    """Return place -> infections an hour of delay costs there, of the dear orders in reach that are still open."""
    kept = find_dear(reach, outbreak_id, then)
    found: dict[str, float] = {}
    for row in kept[1] if kept else ():
        if row.is_open and row.infections:
            found[row.place_id] = found.get(row.place_id, 0.0) + row.infections.mean
    return found


def get_clock(reach: Reach, clock_id: UUID) -> RaceRow:
    """Return one clock. Raises `not-found`, also for who may not see its outbreak."""
    clock = RaceClock.objects.select_related("end").filter(id=clock_id).first()
    if clock is None:
        raise NOT_FOUND(what="race clock", what_zh="赛跑钟", key=clock_id)
    get_outbreak(reach, clock.outbreak_id)
    return _row(clock)


def get_progress(reach: Reach, clock_id: UUID) -> Progress:
    """Return how far a clock is. Raises `not-found`."""
    row, home = get_clock(reach, clock_id), Path(settings.FANGXIAN_HOME)
    if row.has_ended:
        total = RacePrice.objects.filter(clock_id=clock_id, infections__isnull=False).count()
        return Progress(row, total, total)
    begun = find_beginning(home, str(clock_id))
    done = sum(part.height for part in read_pieces(home, str(clock_id)))
    return Progress(row, done, begun[1] if begun else 0)


def find_running(reach: Reach, outbreak_id: str) -> Progress | None:
    """Return the clock asked for last where it has not ended yet, or None. Raises `not-found`."""
    get_outbreak(reach, outbreak_id)
    last = RaceClock.objects.filter(outbreak_id=outbreak_id).order_by("-recorded_at", "-id").first()
    return get_progress(reach, last.id) if last and not hasattr(last, "end") else None


def price_rows(found: Iterable[RacePrice]) -> list[PriceRow]:
    """Return prices with the names of what they are about."""
    prices = list(found)
    words = name_dispatches([row.dispatch_id for row in prices])
    places = titles_of([*(row.place_id for row in prices), *map(_from, prices)])
    return [_price(row, words[row.dispatch_id], places) for row in prices]


def _last(outbreak_id: str, then: datetime | None) -> RaceClock | None:
    ended = RaceClock.objects.filter(outbreak_id=outbreak_id, end__isnull=False).select_related("end")
    if then is not None:
        ended = ended.filter(end__recorded_at__lte=then)
    return ended.order_by("-as_of", "-id").first()


def _changed(reach: Reach, clock: RaceClock) -> Changed:
    priced = Exists(RacePrice.objects.filter(clock=clock, dispatch=OuterRef("pk")))
    return Changed(
        count_finished_since(reach, clock.outbreak_id, clock.as_of, among=priced),
        count_issued_since(reach, clock.outbreak_id, clock.as_of),
    )


def _row(clock: RaceClock) -> RaceRow:
    end = getattr(clock, "end", None)
    fitted = find_by_draws(clock.outbreak_id, clock.fit)
    return RaceRow(
        id=clock.id,
        outbreak_id=clock.outbreak_id,
        place_id=clock.place_id,
        place=titles_of([clock.place_id])[clock.place_id],
        as_of=clock.as_of,
        plan=clock.plan,
        fit=clock.fit,
        futures=clock.futures,
        asked_by=name_users({clock.user_id}).get(clock.user_id, Text("", "")),
        asked_at=clock.recorded_at,
        ended_at=end.recorded_at if end else None,
        cases=end.cases if end else None,
        hidden=end.hidden if end else None,
        fitted_as_of=fitted.as_of if fitted else None,
        fitted_here=fitted.id if fitted else None,
    )


def _from(row: RacePrice) -> str | None:
    return (row.remedy or {}).get("from_place_id") or None


def _price(row: RacePrice, word: Any, places: dict[str | None, Text]) -> PriceRow:
    return PriceRow(
        dispatch_id=row.dispatch_id,
        order_id=word.order_id,
        number=word.number,
        title=word.title,
        place_id=row.place_id,
        place=places[row.place_id],
        department=word.department,
        due_at=word.due_at,
        is_open=word.is_open,
        stands_for=row.stands_for,
        infections=_figure(row, "infections"),
        days=_figure(row, "days"),
        person_days=_figure(row, "person_days"),
        too_small=row.too_small,
        remedy=_remedy(row, places),
        why=Text(row.why_zh, row.why_en) if row.figures is None else None,
    )


def _figure(row: RacePrice, name: str) -> Figure | None:
    if row.figures is None:
        return None
    return Figure(row.figures[name], row.figures[f"{name}_low"], row.figures[f"{name}_high"])


def _remedy(row: RacePrice, places: dict[str | None, Text]) -> RemedyRow | None:
    if row.remedy is None:
        return None
    kept = row.remedy
    place = places.get(_from(row)) if _from(row) else None
    return RemedyRow(kept["act"], kept["hours_saved"], kept["staff_hours"], kept["people"], place)
