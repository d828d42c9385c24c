"""Deciding a case by another person than who opened it; appealing to an office that took no part in it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from fangxian.engines.inspecting import OversightRule
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.journal.services import record
from fangxian.operations.oversight.announcing import correct_announcement
from fangxian.operations.oversight.facts import get_ground
from fangxian.operations.oversight.models import Sanction
from fangxian.operations.oversight.problems import (
    ANOTHER_PERSON_DECIDES,
    APPEAL_ELSEWHERE,
    NOT_A_STEP,
    NOT_AN_OUTCOME,
    NOT_HEARD_YET,
    STEP_TOO_HIGH,
    TOO_LATE_TO_APPEAL,
)
from fangxian.operations.oversight.rules import rule_of
from fangxian.operations.oversight.sanctioning import require_concerned, require_person
from fangxian.operations.oversight.sealing import digest, required, seal
from fangxian.operations.oversight.stages import get_sanction_model, require_stage, stage_of

OUTCOMES = ("upheld", "reduced", "annulled")
MOST_OFFICIALS = 10_000
Steps = Mapping[str, int]


@transaction.atomic
def decide(actor: Actor, clock: Clock, *, sanction_id: UUID, steps: Steps, reason: str) -> None:
    """Decide a case: which steps of the ladder for how many officials of the unit; none means no sanction.

    Raises:
        Problem: `not-your-role`, `a-person-opens-a-sanction`, `not-found`, `not-heard-yet`, `another-person-decides`,
            `not-a-step`, `step-too-high`, `words-needed`.
    """
    actor.require("sanction")
    require_person(actor)
    row, at = get_sanction_model(actor, sanction_id), clock.now()
    if stage_of(row) == "opened":
        raise NOT_HEARD_YET(moment=f"{row.answer_by_at:%Y-%m-%d %H:%M}Z")
    require_stage(row, "heard")
    if row.opened_by == actor.user_id:
        raise ANOTHER_PERSON_DECIDES()
    rule = _rule(actor, row)
    row.steps = check_steps(rule, row.ground, steps)
    row.decided_at, row.decided_by, row.decided_office = at, actor.user_id, actor.office_id
    row.appeal_by_at = at + timedelta(days=rule.appeal_days)
    row.reason = seal(row.key, required(reason))
    row.save()
    after = {"steps": row.steps, "reason": digest(row.reason), "appeal_by_at": row.appeal_by_at}
    record(actor, "decided", "sanction", row.id, at=at, after=after)


@transaction.atomic
def appeal_sanction(actor: Actor, clock: Clock, *, sanction_id: UUID, text: str) -> None:
    """Appeal: the unit or the person asks another office to look at it again.

    Raises:
        Problem: `not-found`, `not-the-one-concerned`, `sanction-at-another-stage`, `too-late-to-appeal`, `words-needed`.
    """
    row, at = get_sanction_model(actor, sanction_id), clock.now()
    require_concerned(actor, row)
    require_stage(row, "decided")
    if row.appeal_by_at is not None and at > row.appeal_by_at:
        raise TOO_LATE_TO_APPEAL(moment=f"{row.appeal_by_at:%Y-%m-%d %H:%M}Z")
    row.appealed_at, row.appealed_by = at, actor.user_id
    row.appeal = seal(row.key, required(text))
    row.save(update_fields=["appealed_at", "appealed_by", "appeal"])
    record(actor, "appealed", "sanction", row.id, at=at, after={"appeal": digest(row.appeal)})


@transaction.atomic
def hear_appeal(
    actor: Actor,
    clock: Clock,
    *,
    sanction_id: UUID,
    outcome: str,
    reason: str,
    steps: Steps | None = None,
) -> None:
    """Decide an appeal, in an office that neither opened nor decided the case; it can only become milder.

    Raises:
        Problem: `not-your-role`, `not-found`, `sanction-at-another-stage`, `appeal-goes-elsewhere`,
            `not-an-outcome-of-an-appeal`, `not-a-step`, `words-needed`.
    """
    actor.require("hear")
    require_person(actor)
    row, at = get_sanction_model(actor, sanction_id), clock.now()
    require_stage(row, "appealed")
    if actor.office_id in (row.opened_office, row.decided_office, str(row.office_id)):
        raise APPEAL_ELSEWHERE()
    row.final_steps = _outcome_steps(_rule(actor, row), row, outcome, steps or {})
    row.heard_at, row.heard_by, row.heard_office = at, actor.user_id, actor.office_id
    row.outcome, row.heard_reason = outcome, seal(row.key, required(reason))
    row.save()
    after = {"outcome": outcome, "steps": row.final_steps, "reason": digest(row.heard_reason)}
    record(actor, "heard", "sanction", row.id, at=at, after=after)
    _correct_announcement(actor, row, at)


def check_steps(rule: OversightRule, ground: str, steps: Steps) -> dict[str, int]:
    """Return the steps with their numbers. Raises `not-a-step`, `step-too-high`."""
    most = get_ground(rule, ground).most
    for key, number in steps.items():
        step = rule.step(key)
        if step is None or isinstance(number, bool) or not 1 <= number <= MOST_OFFICIALS:
            raise NOT_A_STEP(step=f"{key}: {number}", steps=", ".join(one.key for one in rule.ladder))
        if rule.rank(key) > rule.rank(most):
            top = rule.ladder[rule.rank(most)].title
            raise STEP_TOO_HIGH(step=step.title.en, step_zh=step.title.zh, most=top.en, most_zh=top.zh)
    return dict(sorted(steps.items(), key=lambda pair: rule.rank(pair[0])))


def _outcome_steps(rule: OversightRule, row: Sanction, outcome: str, steps: Steps) -> dict[str, int]:
    if outcome == "upheld":
        return dict(row.steps)
    if outcome == "annulled":
        return {}
    lighter = check_steps(rule, row.ground, steps)
    if outcome != "reduced" or not lighter or _weight(rule, lighter) >= _weight(rule, row.steps):
        raise NOT_AN_OUTCOME(outcome=outcome)
    if any(_at_least(rule, lighter, key) > _at_least(rule, row.steps, key) for key in lighter):
        raise NOT_AN_OUTCOME(outcome=outcome)
    return lighter


def _at_least(rule: OversightRule, steps: Steps, key: str) -> int:
    """How many officials meet this step or a graver one."""
    return sum(number for step, number in steps.items() if rule.rank(step) >= rule.rank(key))


def _weight(rule: OversightRule, steps: Steps) -> int:
    return sum((rule.rank(step) + 1) * number for step, number in steps.items())


def _rule(actor: Actor, row: Sanction) -> OversightRule:
    return rule_of(get_outbreak(actor.reach, row.outbreak_id))


def _correct_announcement(actor: Actor, row: Sanction, at: datetime) -> None:
    if row.announcement_id is not None:
        correct_announcement(actor, row, at)
