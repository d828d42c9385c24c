"""Where a sanction stands, and who may see it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.oversight.models import Sanction
from fangxian.operations.oversight.problems import SANCTION_ELSEWHERE
from fangxian.operations.oversight.wording import STAGES
from fangxian.operations.problems import NOT_FOUND

_STEPS: Mapping[str, Mapping[str, Any]] = {
    "answered_at": {"answer": "", "silent": False},
    "decided_at": {"decided_by": "", "steps": {}, "reason": "", "appeal_by_at": None},
    "appealed_at": {"appeal": ""},
    "heard_at": {"heard_by": "", "outcome": "", "final_steps": None, "heard_reason": ""},
    "withdrawn_at": {"withdraw_reason": ""},
}
"""The instant of each step of a case -> what it wrote, and what stood there before."""
_SEES = ("sanction", "hear", "audit")


def stage_of(row: Sanction) -> str:
    """Return where a case stands."""
    if row.withdrawn_at is not None:
        return "withdrawn"
    if row.heard_at is not None:
        return "annulled" if row.outcome == "annulled" else "final"
    if row.appealed_at is not None:
        return "appealed"
    if row.decided_at is not None:
        return "decided" if row.steps else "dismissed"
    return "heard" if row.answered_at is not None else "opened"


def as_known(row: Sanction, at: datetime) -> Sanction:
    """Return the case, which is not to be saved, without what happened after `at`."""
    for dated, columns in _STEPS.items():
        moment = getattr(row, dated)
        if moment is not None and moment > at:
            for name, empty in {dated: None, **columns}.items():
                setattr(row, name, empty)
    announced = row.announcement
    while announced is not None and announced.published_at > at:
        announced = announced.corrects
    row.announcement = announced
    return row


def steps_of(row: Sanction) -> dict[str, int]:
    """Return the steps that count now: those of the appeal where there was one."""
    steps: dict[str, int] = row.steps if row.final_steps is None else row.final_steps
    return steps


def is_concerned(actor: Actor, row: Sanction) -> bool:
    """Tell whether the actor speaks for the unit, or is one of those it is about."""
    return actor.office_id == str(row.office_id) or actor.user_id in row.persons


def may_see(actor: Actor, row: Sanction) -> bool:
    """Tell whether the actor may know of the case: who opens, hears or audits, who publishes what was decided, and those
    it is about. The office next door may not."""
    published = actor.may("publish") and stage_of(row) in ("decided", "final", "annulled")
    return any(actor.may(act) for act in _SEES) or published or is_concerned(actor, row)


def get_sanction_model(actor: Actor, sanction_id: UUID) -> Sanction:
    """Return a case, for the services of this app. Raises `not-found`, also where the actor may not know of it."""
    row = Sanction.objects.select_for_update().filter(id=sanction_id).first()
    if row is None or not _in_reach(actor, row) or not may_see(actor, row):
        raise NOT_FOUND(what="sanction", what_zh="追责件", key=sanction_id)
    return row


def require_stage(row: Sanction, *stages: str) -> None:
    """Raise `sanction-at-another-stage` unless the case stands at one of the stages."""
    stage = stage_of(row)
    if stage not in stages:
        raise SANCTION_ELSEWHERE(stage=STAGES[stage].en, stage_zh=STAGES[stage].zh)


def _in_reach(actor: Actor, row: Sanction) -> bool:
    return actor.user_id in row.persons or actor.reach.covers(row.place_id)
