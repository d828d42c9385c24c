"""A round begins with its register, and ends."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import polars as pl
from django.db import transaction

from fangxian.engines.ledger import freeze_register
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.journal.services import record
from fangxian.operations.places.queries import frame
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.rounds.accounts import register_store
from fangxian.operations.rounds.models import Round, Tally
from fangxian.operations.rounds.problems import (
    NO_LIST_IS_ON,
    NOT_A_KIND_OF_ROUND,
    ROUND_DUE_IN_THE_PAST,
)
from fangxian.operations.rounds.queries import get_round, row_of
from fangxian.operations.rounds.rows import KINDS, RoundRow
from fangxian.stores.registers import Frozen


def open_round(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    kind: str,
    place_id: str,
    due_at: datetime,
    lists: Mapping[str, pl.DataFrame],
    links: pl.DataFrame | None = None,
) -> RoundRow:
    """Open the next round of a kind at a place, with the union of `lists` (LISTINGS each) frozen as its register.

    `links`: which row of which list is which person, kept beside it.

    The register is written before the transaction opens: nobody waits for a city to be united. Where that fails, the
    file stays behind under a name that no round has.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-a-kind-of-round`, `round-due-in-the-past`, `no-list-is-on`.
    """
    actor.require("command")
    outbreak, at = get_outbreak(actor.reach, outbreak_id), clock.now()
    if kind not in KINDS:
        raise NOT_A_KIND_OF_ROUND(kind=kind, kinds=", ".join(KINDS))
    if due_at <= at:
        raise ROUND_DUE_IN_THE_PAST(due_at=due_at.isoformat())
    actor.reach.require(place_id)
    found = {name: rows for name, rows in lists.items() if rows.height}
    if not found:
        raise NO_LIST_IS_ON()
    round_id = new_id()
    register = freeze_register(str(round_id), found, frame(actor.reach.narrow(place_id)))
    frozen = register_store().freeze(_doors_apart(register))
    if links is not None and links.height:
        register_store().keep_links(str(round_id), links)
    counts = {name: rows["person_id"].n_unique() for name, rows in found.items()}
    facts = {
        "outbreak_id": outbreak.id,
        "kind": kind,
        "place_id": place_id,
        "due_at": due_at,
        "lists": counts,
    }
    return _open(actor, at, round_id, facts, frozen)


def _doors_apart(register: pl.DataFrame) -> pl.DataFrame:
    """A household registered at two places is two doors: each place counts, and knocks at, its own."""
    split = pl.col("place_id").n_unique().over("household_id") > 1
    own = pl.format("{}@{}", "household_id", "place_id")
    return register.with_columns(household_id=pl.when(split).then(own).otherwise("household_id"))


@transaction.atomic
def _open(actor: Actor, at: datetime, round_id: UUID, facts: dict, frozen: Frozen) -> RoundRow:
    same = Round.objects.select_for_update().filter(outbreak_id=facts["outbreak_id"], kind=facts["kind"])
    number = max((row.number for row in same), default=0) + 1
    told = {"accounts": frozen.accounts, "households": frozen.households, "sha256": frozen.sha256}
    after = {**facts, **told, "number": number}
    entry = record(actor, "opened", "round", round_id, at=at, after=after)
    row = Round.objects.create(id=round_id, opened_at=at, entry=entry, **after)
    places = register_store().places_of(frozen.round_id)
    Tally.objects.bulk_create([Tally(round=row, place_id=place, counts={}, waiting=1) for place in places])
    return row_of(row)


@transaction.atomic
def close_round(actor: Actor, clock: Clock, *, round_id: UUID) -> RoundRow:
    """Close a round: what happened until now and comes late is still taken. Twice changes nothing.

    Raises:
        Problem: `not-your-role`, `not-found`.
    """
    actor.require("command")
    found = get_round(actor.reach, round_id)
    if not actor.reach.covers(found.place_id):
        raise NOT_FOUND(what="round", what_zh="轮次", key=round_id)
    row = Round.objects.select_for_update().get(id=found.id)
    if row.closed_at is None:
        row.closed_at = clock.now()
        record(actor, "closed", "round", row.id, at=row.closed_at, after={"closed_at": row.closed_at})
        row.save(update_fields=["closed_at"])
    return row_of(row)
