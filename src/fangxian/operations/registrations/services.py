"""Taking records in: checked, written to the disk, acknowledged. They are on record when the spool has been applied."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from uuid import UUID

from fangxian.engines.problems import Problem
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.registrations.checking import find_problem
from fangxian.operations.registrations.desk import get_desk
from fangxian.operations.registrations.given import RecordGiven, Spooled
from fangxian.operations.registrations.models import KINDS
from fangxian.stores.spool import Record


@dataclass(frozen=True)
class Answer:
    """What became of one record: acknowledged (`problem` is None), and then never lost; or why not."""

    event_id: UUID | None
    problem: Problem | None = None


def accept(actor: Actor, clock: Clock, records: Sequence[RecordGiven]) -> list[Answer]:
    """Write the records that can be taken to the disk and answer for each, in the order given.

    An `event_id` that was sent before is acknowledged again and kept once.

    Raises:
        Problem: `not-your-role`; `busy` or `spool-not-written`: then nothing was acknowledged.
    """
    actor.require("work")
    desk, at = get_desk(), clock.now()
    desk.look_at_cursors()
    answers, fresh = [], []
    for given in records:
        problem = find_problem(actor, at, given, desk.ground)
        answers.append(Answer(given.event_id, problem))
        if problem is None:
            record = Record(
                given.event_id, KINDS.index(given.kind), at.astimezone(UTC), _payload_of(actor, given)
            )
            if not desk.was_written(record.key, record.payload):
                fresh.append(record)
    if fresh:
        with desk.gate.enter(len(fresh)):
            desk.writer.append(fresh)
        for record in fresh:
            desk.remember(record.key, record.payload)
    return answers


def _payload_of(actor: Actor, given: RecordGiven) -> bytes:
    spooled = Spooled.model_construct(given=given, user_id=actor.user_id, office_id=actor.office_id)
    return Spooled.__pydantic_serializer__.to_json(spooled, exclude_defaults=True)
