"""What a plan would have fired in an outbreak on record, and what was really done. Nothing is written."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fangxian.engines.response.dry_run import WHATS, DryRun, dry_run
from fangxian.engines.response.situation import Situation
from fangxian.operations.areas.queries import list_areas, list_measures
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.orders.queries import list_orders
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.restrictions.queries import list_restrictions
from fangxian.operations.situation import build_situation
from fangxian.stores.packs import read_plan

MOST = 100_000


@dataclass(frozen=True)
class Tally:
    """At how many places (an order: to how many offices), and for how many people, where they are counted."""

    places: int = 0
    people: int | None = None


@dataclass(frozen=True)
class Compared:
    """One thing: what the plan would have had by then, and what there really was; None for not at all."""

    kind: str
    what: str
    rules: tuple[str, ...]
    would: Tally | None
    really: Tally | None


def try_plans(
    reach: Reach, outbreak_id: str, plan_ids: Sequence[str], moments: Sequence[datetime]
) -> tuple[DryRun, ...]:
    """Return the dry run of each plan over the same moments.

    A rule judges the whole outbreak, so only whoever sees the whole of it, people included, may ask.
    Raises `not-found`, `no-such-pack`.
    """
    whole = _whole(reach, outbreak_id)
    known: dict[datetime, Situation] = {}

    def known_at(at: datetime) -> Situation:
        if at not in known:
            known[at] = build_situation(whole, outbreak_id, at, at).situation
        return known[at]

    return tuple(dry_run(known_at, moments, read_plan(plan_id)) for plan_id in plan_ids)


def compare_with_done(reach: Reach, outbreak_id: str, run: DryRun, at: datetime) -> tuple[Compared, ...]:
    """Put what stands in a dry run at a moment beside what really stood then. Raises `not-found`."""
    done = _done(_whole(reach, outbreak_id), outbreak_id, at)
    would = {
        (row["kind"], row["what"]): row
        for row in run.stands.filter(at=at.astimezone(UTC)).iter_rows(named=True)
    }
    keys = sorted({*would, *done}, key=lambda key: (WHATS.index(key[0]), key[1]))
    return tuple(_compared(key, would.get(key), done.get(key)) for key in keys)


def _compared(key: tuple[str, str], row: dict[str, Any] | None, done: Tally | None) -> Compared:
    if row is None:
        return Compared(*key, (), None, done)
    rules = tuple(filter(None, row["rule"].split(";")))
    return Compared(*key, rules, Tally(row["places"], row["people"]), done)


def _whole(reach: Reach, outbreak_id: str) -> Reach:
    root = get_outbreak(reach, outbreak_id).place_id
    if not (reach.registers and reach.covers(root)):
        raise NOT_FOUND(what="outbreak", what_zh="疫情", key=outbreak_id)
    return reach.narrow(root)


def _done(whole: Reach, outbreak_id: str, at: datetime) -> dict[tuple[str, str], Tally]:
    """What was in force at a moment, as known then."""
    found: dict[tuple[str, str], list[tuple[int, int | None]]] = defaultdict(list)
    for kind, what, places, people in _rows(whole, outbreak_id, at):
        found[kind, what].append((places, people))
    return {key: _sum(key[0], parts) for key, parts in found.items()}


def _rows(whole: Reach, outbreak_id: str, at: datetime) -> Iterator[tuple[str, str, int, int | None]]:
    asked = (whole, outbreak_id, at, at)
    yield from (("area", row.level, 1, row.population) for row in list_areas(*asked))
    yield from (("measure", row.measure, 1, row.people) for row in list_measures(*asked))
    yield from (("restriction", row.measure, 1, 1) for row in list_restrictions(*asked, limit=MOST))
    for order in list_orders(whole, outbreak_id, at, limit=MOST, known_at=at):
        if order.revoked_at is None or order.revoked_at > at:
            yield "order", order.measure, order.counts.issued, None


def _sum(kind: str, parts: Sequence[tuple[int, int | None]]) -> Tally:
    people = [one for _, one in parts if one is not None]
    return Tally(sum(places for places, _ in parts), sum(people) if people and kind != "order" else None)
