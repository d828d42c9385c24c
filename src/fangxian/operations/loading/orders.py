"""The orders of an outbreak as they were given, each at its hour, cascaded to every office below it.

What restricted people then was decided by an authority outside this system: the measure is taken over with its source,
and the order to carry it out rests on it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import polars as pl

from fangxian.engines.plans import Measure, Plan
from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.areas.queries import has_measure
from fangxian.operations.areas.services import record_official_measure
from fangxian.operations.clock import FixedClock
from fangxian.operations.loading.steps import Progress
from fangxian.operations.mobilising import issue_by_hand
from fangxian.operations.orders.queries import list_orders
from fangxian.operations.places.queries import get_place
from fangxian.stores.outbreaks import OutbreakPack
from fangxian.stores.packs import read_measure, read_plan

_MANY = 10_000
"""More orders than a pack has."""


@dataclass(frozen=True)
class OrderReplayed:
    """One order as it went out: when it was known, what it said, how many offices received it."""

    at: datetime
    title: Text
    act: str
    basis: str
    source: str
    offices: int


def replay_orders(
    pack: OutbreakPack, actor: Actor, until: datetime, progress: Progress
) -> Iterator[OrderReplayed]:
    """Give the orders of the pack that were known by `until`, in their order; those given before are left out."""
    plan, known = read_plan(pack.plan), pack.orders.filter(pl.col("known_at") <= until).sort("known_at", "at")
    given = {order.title.zh for order in list_orders(actor.reach, pack.id, until, limit=_MANY)}
    for done, row in enumerate(known.to_dicts()):
        progress(Text("历史指令", "orders of the record"), done, known.height)
        if row["title_zh"] not in given:
            yield _replay(pack, plan, actor, row)


def _replay(pack: OutbreakPack, plan: Plan, actor: Actor, row: Mapping[str, Any]) -> OrderReplayed:
    clock, places = FixedClock(row["known_at"]), row["place_ids"].split(";")
    measure = plan.measures.get(row["measure"]) or read_measure(row["measure"])
    if measure.restricts:
        for place_id in places:
            _take_over(pack, actor, clock, measure, place_id, row)
    title = Text(row["title_zh"], row["title_en"])
    issued = issue_by_hand(
        actor,
        clock,
        outbreak_id=pack.id,
        measure=measure.id,
        place_id=places[0],
        other_places=places[1:],
        instruction=_instruction(measure, row),
        due_at=max(row["due_at"], row["known_at"] + timedelta(hours=1)),
        title=title,
        source=row["source"],
    )
    return OrderReplayed(row["known_at"], title, row["act"], row["basis"], row["source"], issued.dispatches)


def _instruction(measure: Measure, row: Mapping[str, Any]) -> Text:
    inferred = row["basis"] == "inferred"
    zh = f"{measure.instruction.zh}（来源: {row['source']}{'; 时间为推断' if inferred else ''}）"
    en = f"{measure.instruction.en} (Source: {row['source']}{'; its hour is inferred' if inferred else ''})"
    return Text(zh, en)


def _take_over(
    pack: OutbreakPack,
    actor: Actor,
    clock: FixedClock,
    measure: Measure,
    place_id: str,
    row: Mapping[str, Any],
) -> None:
    key = f"official-{measure.id}-{place_id}"
    if has_measure(pack.id, key):
        return
    people = get_place(place_id).population if measure.kind == "place" else None
    columns = {
        "id": key,
        "outbreak_id": pack.id,
        "place_id": place_id,
        "measure": measure.id,
        "title_zh": row["title_zh"],
        "title_en": row["title_en"],
        "starts_at": row["at"],
        "ends_at": row["at"] + timedelta(days=measure.duration.to_days),
        "deadline_at": row["due_at"],
        "restricts": True,
        "people": None if people is None else round(people * measure.binds_share),
        "legal_basis": measure.legal_basis,
        "rule": "official",
        "source": row["source"][:300],
    }
    record_official_measure(actor, clock, columns=columns, effective_at=row["at"])
