"""The verbs of the race clock: ask for one, compute it on."""

from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path
from time import monotonic
from uuid import UUID

import numpy as np
import polars as pl
from django.conf import settings
from django.db import transaction

from fangxian.engines.rehearsal.race import (
    COSTS,
    Raced,
    by_dispatch,
    price,
    with_hidden,
    with_orders,
)
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.fits.choosing import outbreak_of
from fangxian.operations.fits.queries import find_newest
from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.places.reach import Reach
from fangxian.operations.race.advising import Desk, advise_all
from fangxian.operations.race.gathering import Asked, Gathered, choose_city_at, gather
from fangxian.operations.race.models import RaceClock, RaceEnd, RacePrice
from fangxian.operations.race.queries import get_clock, get_progress
from fangxian.operations.race.rows import Progress
from fangxian.stores.packs import read_plan
from fangxian.stores.races import find_beginning, keep_beginning, keep_piece, races, read_pieces

SECONDS = 3.0
"""So long a reader waits for a piece, about."""
AT_ONCE = 128
"""Orders priced together: each piece tells every future once with all of them in time. Other numbers, other luck."""
FUTURES = 200


@transaction.atomic
def ask(
    actor: Actor, clock: Clock, *, outbreak_id: str, place_id: str | None = None, futures: int = FUTURES
) -> UUID:
    """Write down that the clock of an outbreak is to be computed as of now; `compute_on` computes it.

    `place_id`: the place whose city is run (default: the smallest that has most of the cases). It believes the newest fit kept
    by now, or the usual where there is none.

    Raises:
        Problem: `not-your-role`, `not-found` (also for who sees only a part of the outbreak), `outbreak-without-case`,
            `outbreak-without-city`.
    """
    actor.require("rehearse")
    outbreak, at = outbreak_of(actor.reach, outbreak_id), clock.now()
    chosen, newest = choose_city_at(actor.reach, outbreak_id, at), find_newest(outbreak_id, at)
    if place_id is not None:
        actor.reach.require(place_id)
    row = RaceClock(
        id=new_id(),
        outbreak_id=outbreak_id,
        place_id=place_id or chosen,
        as_of=at,
        plan=f"{outbreak.plan}@{read_plan(outbreak.plan).version}",
        fit=newest.digest if newest else "",
        futures=futures,
    )
    told = {"outbreak_id": outbreak_id, "place_id": row.place_id, "plan": row.plan, "fit": row.fit}
    write_rows(actor, at, "opened", "race-clock", row.id, [row], told)
    return row.id


def compute_on(actor: Actor, clock: Clock, *, clock_id: UUID, seconds: float = SECONDS) -> Progress:
    """Price the next orders of a clock for some seconds; after the last one its prices are on record.

    The same clock gives the same prices, in however many pieces and by whomever it is computed.

    Raises:
        Problem: `not-your-role`, `not-found`.
    """
    actor.require("rehearse")
    row, home, name = get_clock(actor.reach, clock_id), _home(), str(clock_id)
    outbreak_of(actor.reach, row.outbreak_id)
    with races(home).alone(name):
        if get_clock(actor.reach, clock_id).has_ended:
            return get_progress(actor.reach, clock_id)
        gathered = _gathered(clock_id)
        until, total = monotonic() + seconds, len(gathered.raced.orders.ids)
        raced = _begun(gathered.raced, name, total)
        done = sum(part.height for part in read_pieces(home, name))
        while done < total:
            part = with_orders(raced, range(done, min(done + AT_ONCE, total)))
            keep_piece(home, name, done, price(part.setting, part.orders, row.futures))
            done += len(part.orders.ids)
            if monotonic() > until:
                break
        if done >= total:
            _close(actor, clock, clock_id, replace(gathered, raced=raced))
            races(home).forget(name)
    return get_progress(actor.reach, clock_id)


def _home() -> Path:
    return Path(settings.FANGXIAN_HOME)


@lru_cache(maxsize=1)
def _gathered(clock_id: UUID) -> Gathered:
    """Return the race of a clock: as known at its hour it never changes, and its pieces are many."""
    row = RaceClock.objects.get(id=clock_id)
    whole = Reach(frozenset({row.outbreak.place_id}))
    return gather(whole, Asked(outbreak_of(whole, row.outbreak_id), row.place_id, row.as_of, row.fit))


def _begun(raced: Raced, name: str, total: int) -> Raced:
    """Return the race with the hidden infections added that the belief asks for; worked out before the first piece."""
    begun = find_beginning(_home(), name)
    if begun is None:
        found = with_hidden(raced.setting) if total else raced.setting
        keep_beginning(_home(), name, float(found.running.hidden[0]), total)
        return replace(raced, setting=found)
    running = raced.setting.running._replace(hidden=np.array([begun[0]]))
    return replace(raced, setting=replace(raced.setting, running=running))


@transaction.atomic
def _close(actor: Actor, clock: Clock, clock_id: UUID, gathered: Gathered) -> None:
    """Put the price of every dispatch on record, what has none with its reason, and that the clock ended."""
    row = RaceClock.objects.get(id=clock_id)
    rows = _priced(row, gathered) + _unpriced(row, gathered)
    at = clock.now()
    told = {
        "clock_id": str(clock_id),
        "priced": sum(one.figures is not None for one in rows),
        "all": len(rows),
    }
    if rows:
        write_rows(actor, at, "recorded", "race-price", clock_id, rows, told)
    hidden = float(gathered.raced.setting.running.hidden[0])
    end = RaceEnd(id=new_id(), clock_id=clock_id, cases=gathered.cases, hidden=hidden)
    write_rows(actor, at, "closed", "race-end", end.id, [end], told)


def _priced(row: RaceClock, gathered: Gathered) -> list[RacePrice]:
    raced = gathered.raced
    parts = read_pieces(_home(), str(row.id))
    prices = pl.concat(parts) if parts else pl.DataFrame(schema=COSTS)
    costs = by_dispatch(prices, zip(raced.orders.ids, raced.pieces, strict=True))
    stands_for = {one.dispatch_ids[0]: one.dispatch_ids for one in raced.pieces}
    dear = costs.filter(~pl.col("too_small"))["dispatch_id"]
    desk = Desk(row.outbreak.place_id, read_plan(row.outbreak.plan))
    asked = {UUID(one): [UUID(other) for other in stands_for[one]] for one in dear}
    remedies = advise_all(desk, asked, gathered.work)
    places = _places(gathered, list(stands_for))
    return [
        RacePrice(
            id=new_id(), clock_id=row.id, dispatch_id=UUID(cost["dispatch_id"]), place_id=places[cost["dispatch_id"]],
            stands_for=max(len(stands_for[cost["dispatch_id"]]) - 1, 1), infections=cost["infections"],
            figures={name: cost[name] for name in COSTS if name not in ("dispatch_id", "too_small")},
            too_small=cost["too_small"], remedy=_remedy(remedies, UUID(cost["dispatch_id"])),
        )
        for cost in costs.iter_rows(named=True)
    ]  # fmt: skip


def _remedy(remedies: dict, dispatch_id: UUID) -> dict | None:
    return asdict(remedies[dispatch_id]) if dispatch_id in remedies else None


def _places(gathered: Gathered, shown: list[str]) -> dict[str, str]:
    """Return the place of each dispatch that is shown: its own, or of the office above those that are told together."""
    own = {str(one): work.place_id for one, work in gathered.work.items()}
    above = {str(work.parent_id): str(work.parent_place_id) for work in gathered.work.values()}
    return {one: own.get(one) or above[one] for one in shown}


def _unpriced(row: RaceClock, gathered: Gathered) -> list[RacePrice]:
    return [
        RacePrice(
            id=new_id(), clock_id=row.id, dispatch_id=UUID(dispatch), place_id=gathered.work[UUID(dispatch)].place_id,
            why_zh=why.zh, why_en=why.en,
        )
        for dispatch, why in gathered.raced.unpriced
    ]  # fmt: skip
