"""The verbs of drills: put one on record, and its report."""

from typing import Any
from uuid import UUID

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.drills.models import Drill, DrillReport
from fangxian.operations.drills.rows import Wish
from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import write_rows


@transaction.atomic
def begin(actor: Actor, clock: Clock, *, outbreak_id: str, place_id: str, wish: Wish) -> UUID:
    """Put on record that an outbreak is a drill, and how it was set up."""
    actor.require("rehearse")
    actor.reach.require(place_id)
    row = Drill(id=new_id(), outbreak_id=outbreak_id, place_id=place_id, settings=wish.as_json())
    write_rows(actor, clock.now(), "opened", "drill", row.id, [row], {"settings": row.settings})
    return row.id


@transaction.atomic
def close(actor: Actor, clock: Clock, *, drill_id: UUID, report: dict[str, Any]) -> None:
    """Put the report of a drill on record."""
    actor.require("rehearse")
    row = DrillReport(id=new_id(), drill_id=drill_id, content=report)
    write_rows(actor, clock.now(), "closed", "drill-report", row.id, [row], {"drill": str(drill_id)})
