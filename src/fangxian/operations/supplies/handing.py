"""At the door: the household says its word, or somebody sees it taken in; no picture of anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fangxian.engines.problems import Problem
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.supplies.households import keep_longer, plates_by_key
from fangxian.operations.supplies.models import Drop, Handed, Movement
from fangxian.operations.supplies.problems import (
    ALREADY_HANDED,
    NOT_HANDED_UNCLEAR,
    SUPPLY_ID_TAKEN,
    WRONG_WORD,
)
from fangxian.operations.supplies.rows import HANDED, NOT_HANDED, WHY_NOT, WORD, HandedGiven
from fangxian.operations.supplies.told import settle_told


@dataclass(frozen=True)
class Answered:
    """What became of one of many that were sent together. `problem` None: it is on record."""

    id: UUID
    problem: Problem | None = None


@transaction.atomic
def hand_over(actor: Actor, clock: Clock, *, given: HandedGiven) -> None:
    """Record what became of a household's supplies. Sent again under the same id it changes nothing.

    What was handed leaves its lots; what was not goes back and is free again. What the household had told at its door is
    settled once all of it was handed.

    Raises:
        Problem: `not-your-role`, `not-found`, `handed-unclear`, `wrong-delivery-word`, `already-handed`,
            `supply-id-taken`.
    """
    actor.require("work")
    rows = actor.reach.filter_persons(Drop.objects.select_for_update().filter(id=given.drop_id))
    drop = rows.first()
    if drop is None:
        raise NOT_FOUND(what="household of a round", what_zh="配送户", key=given.drop_id)
    _require_clear(given)
    there = Handed.objects.filter(id=given.id).first()
    if there is not None:
        if (there.drop_id, there.outcome) != (drop.pk, given.outcome):
            raise SUPPLY_ID_TAKEN(key=given.id)
        return
    done = Handed.objects.filter(drop=drop).first()
    if done is not None:
        raise ALREADY_HANDED(at=done.event_at.isoformat())
    _require_word(drop, given)
    _write(actor, clock.now(), drop, given)
    if given.outcome != NOT_HANDED:
        settle_told(actor, clock, drop)


def hand_over_many(actor: Actor, clock: Clock, *, given: Sequence[HandedGiven]) -> tuple[Answered, ...]:
    """Record what a phone kept while it had no signal: each by itself, so that one mistake holds nothing up."""
    answers = []
    for one in given:
        try:
            hand_over(actor, clock, given=one)
            answers.append(Answered(one.id))
        except Problem as problem:
            answers.append(Answered(one.id, problem))
    return tuple(answers)


def _require_clear(given: HandedGiven) -> None:
    went_back = given.outcome == NOT_HANDED
    if given.outcome not in HANDED or (went_back and given.why not in WHY_NOT):
        raise NOT_HANDED_UNCLEAR(outcomes=", ".join(HANDED), reasons=", ".join(WHY_NOT))


def _require_word(drop: Drop, given: HandedGiven) -> None:
    if given.outcome != WORD:
        return
    plate = plates_by_key([drop.household_key]).get(drop.household_key)
    if plate is None or given.word.strip() != plate.word:
        raise WRONG_WORD()


def _write(actor: Actor, at: datetime, drop: Drop, given: HandedGiven) -> None:
    went_back = given.outcome == NOT_HANDED
    when = min(given.event_at, at)
    row = Handed(
        id=given.id,
        drop=drop,
        outcome=given.outcome,
        why=given.why if went_back else "",
        event_at=when,
        device_at=given.device_at,
    )
    after = {"drop": str(drop.pk), "outcome": given.outcome, "why": row.why}
    write_rows(actor, at, "recorded", "handed-supplies", given.id, [row], after, event_at=when)
    if went_back:
        return
    moved = [
        Movement(lot_id=UUID(lot), kind="delivered", quantity=quantity, drop_id=drop.pk)
        for _, lot, quantity, _ in drop.portions
    ]
    write_rows(
        actor, at, "delivered", "supply-movement", drop.pk, moved, {"movements": len(moved)}, event_at=when
    )
    keep_longer([drop.household_key], at.date())
