"""The verbs of fits: ask for one, try futures for it, bring the draws of one made elsewhere."""

from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from time import monotonic
from uuid import UUID

import polars as pl
from django.conf import settings
from django.db import transaction

from fangxian.engines.problems import Problem
from fangxian.engines.rehearsal.fitting import (
    TARGETS,
    Fitted,
    answer,
    intervals_of,
    try_futures,
)
from fangxian.engines.rehearsal.forecasting import around
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.clock import Clock
from fangxian.operations.fits.choosing import choose_city, outbreak_of
from fangxian.operations.fits.gathering import Gathered, cases_known, gather
from fangxian.operations.fits.models import Fit, FitEnd
from fangxian.operations.fits.problems import FIT_UNCLEAR, NOT_A_FIT
from fangxian.operations.fits.queries import get_fit
from fangxian.operations.fits.rows import FUTURES, USUAL_FUTURES, FitRow
from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.places.reach import Reach
from fangxian.stores.fits import count_tried, fits, keep_draws, keep_piece, read_bank
from fangxian.stores.packs import read_plan

SECONDS = 3.0
"""So long a reader waits for a piece, about."""
AT_ONCE = 4_000
"""Futures tried together: a piece a thread."""


@transaction.atomic
def ask(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    as_of: datetime | None = None,
    place_id: str | None = None,
    futures: int = USUAL_FUTURES,
    seed: int = 1,
) -> UUID:
    """Write down that an outbreak is to be fitted as it was known at an hour (default: now); `compute_on` fits it.

    `place_id`: the place whose city is run (default: the smallest that has most of the cases).

    Raises:
        Problem: `not-your-role`, `not-found` (also for who sees only a part of the outbreak), `fit-unclear`,
            `outbreak-without-case`, `outbreak-without-city`.
    """
    actor.require("rehearse")
    outbreak, now = outbreak_of(actor.reach, outbreak_id), clock.now()
    if not FUTURES[0] <= futures <= FUTURES[1]:
        raise _unclear("推演的数量", "futures", futures, *FUTURES)
    at = min(as_of, now) if as_of else now
    chosen = choose_city(actor.reach, cases_known(actor.reach, outbreak, at))
    if place_id is not None:
        actor.reach.require(place_id)
    row = _asked(outbreak, place_id or chosen, at, futures, seed)
    told = {"outbreak_id": outbreak_id, "city_id": row.city_id, "as_of": at.isoformat(), "futures": futures}
    write_rows(actor, now, "opened", "fit", row.id, [row], told)
    return row.id


def compute_on(actor: Actor, clock: Clock, *, fit_id: UUID | str, seconds: float = SECONDS) -> FitRow:
    """Try the next futures of a fit for some seconds; after the last one its draws are kept and what they say on record.

    The same fit comes to the same draws, in however many pieces and by whomever it is computed.

    Raises:
        Problem: `not-your-role`, `not-found`.
    """
    actor.require("rehearse")
    row = get_fit(actor.reach, fit_id)
    home, name = _home(), str(row.id)
    with fits(home).alone(name):
        if get_fit(actor.reach, name).has_ended:
            return get_fit(actor.reach, name)
        gathered = _gathered(row.id)
        until, done = monotonic() + seconds, count_tried(home, name)
        while done < row.futures:
            done = _try_piece(gathered, row, done)
            if monotonic() > until:
                break
        if done >= row.futures:
            _close(actor, clock, row, gathered)
            fits(home).forget(name)
    return get_fit(actor.reach, name)


@transaction.atomic
def bring(actor: Actor, clock: Clock, *, outbreak_id: str, draws: pl.DataFrame) -> str:
    """Keep what `fangxian fit` wrote of an outbreak's line list as a fit of now; return the digest of the draws.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-a-fit`, `outbreak-without-case`, `outbreak-without-city`.
    """
    actor.require("rehearse")
    outbreak, at = outbreak_of(actor.reach, outbreak_id), clock.now()
    lacking = [name for name in TARGETS if name not in draws.columns]
    if lacking or draws.is_empty():
        raise NOT_A_FIT(columns=", ".join(lacking) or "–")
    cases = cases_known(actor.reach, outbreak, at)
    row = _asked(outbreak, choose_city(actor.reach, cases), at, 0, 0, brought=True)
    kept = draws.select(TARGETS)
    end = FitEnd(
        id=new_id(), fit_id=row.id, digest=keep_draws(_home(), outbreak_id, kept), cases=cases.height, summary=_summary(kept)
    )  # fmt: skip
    told = {"outbreak_id": outbreak_id, "brought": True, "digest": end.digest}
    write_rows(actor, at, "opened", "fit", row.id, [row], told)
    write_rows(actor, at, "closed", "fit-end", end.id, [end], told)
    return end.digest


def _asked(
    outbreak: OutbreakRow, city_id: str, at: datetime, futures: int, seed: int, *, brought: bool = False
) -> Fit:
    return Fit(
        id=new_id(), outbreak_id=outbreak.id, place_id=outbreak.place_id, city_id=city_id, as_of=at,
        plan=f"{outbreak.plan}@{read_plan(outbreak.plan).version}", futures=futures, seed=seed, brought=brought,
    )  # fmt: skip


def _unclear(name_zh: str, name: str, value: int, least: int, most: int) -> Problem:
    return FIT_UNCLEAR(name=name, name_zh=name_zh, value=value, least=f"{least:,}", most=f"{most:,}")


def _home() -> Path:
    return Path(settings.FANGXIAN_HOME)


@lru_cache(maxsize=1)
def _gathered(fit_id: UUID) -> Gathered:
    """Return what a fit is made of: as known at its hour it never changes, and its pieces are many."""
    row = Fit.objects.get(id=fit_id)
    whole = Reach(frozenset({row.place_id}))
    return gather(whole, outbreak_of(whole, row.outbreak_id), row.city_id, row.as_of)


def _try_piece(gathered: Gathered, row: FitRow, done: int) -> int:
    begun = monotonic()
    numbers = range(done, min(done + AT_ONCE, row.futures))
    bank = try_futures(gathered.setting, numbers, seed=row.seed)
    keep_piece(_home(), str(row.id), numbers, bank, monotonic() - begun)
    return numbers.stop


@transaction.atomic
def _close(actor: Actor, clock: Clock, row: FitRow, gathered: Gathered) -> None:
    """Put what the draws say on record, or that no future was like the line list."""
    record, begun = gathered.record, monotonic()
    bank, tried_s = read_bank(_home(), str(row.id))
    end = FitEnd(
        id=new_id(), fit_id=row.id, cases=len(record.rows), days=record.days, first_on=record.first_on
    )
    try:
        _say(end, row, gathered, answer(record, bank, seed=row.seed))
    except Problem as unlike:
        end.why_zh, end.why_en = unlike.happened.zh, unlike.happened.en
    end.seconds = round(tried_s + monotonic() - begun, 2)
    told = {"fit_id": str(row.id), "digest": end.digest, "cases": end.cases, "alike": end.alike}
    write_rows(actor, clock.now(), "closed", "fit-end", end.id, [end], told)


def _say(end: FitEnd, row: FitRow, gathered: Gathered, found: Fitted) -> None:
    """Write into an end what was found."""
    end.first, end.second = found.first or "", found.second or ""
    end.alike, end.strange = found.alike, found.strange
    end.summary, end.daily = _summary(found.draws), _daily(gathered, found, row.seed)
    end.digest = keep_draws(_home(), row.outbreak_id, found.draws)


def _summary(draws: pl.DataFrame) -> dict[str, dict[str, float]]:
    rows = intervals_of(draws).iter_rows(named=True)
    return {one["target"]: {name: one[name] for name in one if name != "target"} for one in rows}


def _daily(gathered: Gathered, found: Fitted, seed: int) -> list[dict]:
    """Return a row a day: how many were put on record, and the fan of the futures around it."""
    record, days = gathered.record, gathered.record.rows[:, 0]
    return [
        {"on": str(record.first_on + timedelta(days=row["day"])), "cases": int((days == row["day"]).sum()), **row}
        for row in around(found, gathered.setting, seed=seed).iter_rows(named=True)
    ]  # fmt: skip
