"""What is wrong with one row that would bind one person. Nothing wrong is the only way to be bound."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal

from fangxian.engines.following import later_by_days
from fangxian.engines.plans import Legal, LegalBasis, Measure, Plan
from fangxian.engines.restraint.evidence import Asked, Evidence, Path
from fangxian.engines.restraint.rules import find_rules

Fault = Literal[
    "no-evidence", "not-theirs", "own-word", "no-rule", "no-basis", "too-long", "no-newer-evidence"
]
FAULTS: tuple[Fault, ...] = (
    "no-evidence",
    "not-theirs",
    "own-word",
    "no-rule",
    "no-basis",
    "too-long",
    "no-newer-evidence",
)
"""In the order they are looked for; a row is refused for the first."""


def find_fault(
    asked: Asked, evidence: Evidence, plan: Plan, legal: Legal, at: datetime, timezone: str
) -> Fault | None:
    """Return why this row may bind nobody, or None.

    `no-evidence`: no case, contact or exposure of this person. `not-theirs`: there is some, and the row names none
    of it. `own-word`: all of it was put on record by whoever asks by hand. `no-rule`: the plan has none that gives
    this measure for it. `no-basis`: another legal ground than the measure's, or not in force. `too-long`: longer
    than the ground allows, now or altogether. `no-newer-evidence`: it would last longer on what was known before.

    >>> from datetime import UTC, date, timedelta
    >>> from fangxian.engines.plans import Legal
    >>> from fangxian.engines.problems import Text
    >>> from fangxian.engines.response.examples import A_PLAN
    >>> at = datetime(2021, 7, 31, tzinfo=UTC)
    >>> no_law = Legal("none", Text("none", "无"), "nowhere", date(2021, 1, 1), None, {}, {}, {})
    >>> asked = Asked("p-1", "central-quarantine", "none", at, at + timedelta(days=13), evidence=("c-1",))
    >>> find_fault(asked, Evidence(), A_PLAN, no_law, at, "Asia/Shanghai")
    'no-evidence'
    """
    checks = _checks(asked, evidence, plan, legal, at, timezone)
    return next((fault for fault, found in checks if found), None)


def _checks(
    asked: Asked, evidence: Evidence, plan: Plan, legal: Legal, at: datetime, timezone: str
) -> Iterator[tuple[Fault, bool]]:
    """Each fault with whether it is there, one after the other: a later check may rely on those before it."""
    yield "no-evidence", not evidence.case_ids
    yield "not-theirs", not evidence.case_ids & set(asked.evidence)
    yield "own-word", _is_own_word(asked, evidence)
    measure = plan.measures.get(asked.measure)
    if measure is None or not measure.restricts or not find_rules(plan, measure.id, evidence, at):
        yield "no-rule", True
        return
    basis = _basis(asked, measure, legal, at)
    if basis is None:
        yield "no-basis", True
        return
    yield "too-long", _is_too_long(asked, measure, basis, at, timezone)
    yield "no-newer-evidence", _rests_on_old(asked, evidence)


def _is_own_word(asked: Asked, evidence: Evidence) -> bool:
    told = {path.told_by for path in evidence.paths}
    return bool(asked.asked_by) and not evidence.own and told == {asked.asked_by}


def _basis(asked: Asked, measure: Measure, legal: Legal, at: datetime) -> LegalBasis | None:
    day = at.date()
    in_force = legal.valid_from <= day and (legal.valid_to is None or day <= legal.valid_to)
    return (
        legal.bases.get(asked.legal_basis) if in_force and asked.legal_basis == measure.legal_basis else None
    )


def _is_too_long(asked: Asked, measure: Measure, basis: LegalBasis, at: datetime, timezone: str) -> bool:
    """Whole days after the day it begins; where the law names no maximum, the rule's own length is the most."""
    days = basis.max_days if basis.max_days is not None else measure.duration.to_days
    begins = max(asked.starts_at, at)
    if asked.ends_at > _after(begins, days, timezone):
        return True
    if asked.bound is None:
        return False
    total = basis.max_total_days if basis.max_total_days is not None else days
    return asked.ends_at > _after(asked.bound.first_bound_at, total, timezone)


def _after(begins: datetime, days: float, timezone: str) -> datetime:
    tomorrow = later_by_days(begins, 1, timezone)
    return later_by_days(tomorrow, days, timezone)


def _rests_on_old(asked: Asked, evidence: Evidence) -> bool:
    """To last longer than what binds already takes a meeting, a case or a sample that was not known then."""
    bound = asked.bound
    if bound is None or asked.ends_at <= bound.ends_at + timedelta(minutes=1):
        return False
    if evidence.case_ids - bound.known.case_ids:
        return False
    if any(one.sampled_at and one.sampled_at > bound.bound_at for one in evidence.own):
        return False
    return _last(evidence.paths) <= _last(bound.known.paths)


def _last(paths: tuple[Path, ...]) -> float:
    return max((path.last_exposed_at.timestamp() for path in paths), default=0.0)
