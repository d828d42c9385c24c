"""Taking records in: checked, written to the disk, acknowledged. They are on record when the spool has been applied."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from uuid import UUID

from fangxian.engines.problems import Problem
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.registrations.checking import find_problem
from fangxian.operations.registrations.desk import get_desk
from fangxian.operations.registrations.given import RecordGiven
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
    desk, at, before = get_desk(), clock.now().astimezone(UTC), _begin_payload(actor)
    desk.look_at_cursors()
    answers, fresh = [], []
    for given in records:
        problem = find_problem(actor, at, given, desk.ground)
        answers.append(Answer(given.event_id, problem))
        if problem is None:
            payload = (
                before + RecordGiven.__pydantic_serializer__.to_json(given, exclude_defaults=True) + b"}"
            )
            if not desk.was_written(given.event_id, payload):
                fresh.append(Record(given.event_id, KINDS.index(given.kind), at, payload))
    if fresh:
        with desk.gate.reserve(len(fresh)):
            desk.writer.append(fresh)
        desk.remember(fresh)
    return answers


def _begin_payload(actor: Actor) -> bytes:
    """Return how the payload of everything a user sends begins: a `Spooled` up to its record."""
    sender = json.dumps({"user_id": actor.user_id, "office_id": actor.office_id}, separators=(",", ":"))
    return sender[:-1].encode() + b',"given":'
