"""The facts of a sanction: on record, about that office, of the kinds its ground rests on, and none that may never be one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fangxian.engines.inspecting import FEASIBLE, NEVER_A_GROUND, Ground, OversightRule
from fangxian.engines.problems import Problem, Text
from fangxian.operations.accounts.queries import OfficeRow
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.oversight.fairness import fairness_of
from fangxian.operations.oversight.models import Finding, ProofCheck
from fangxian.operations.oversight.problems import (
    FACT_SAYS_OTHERWISE,
    FACTS_NEEDED,
    NEVER_GROUND,
    NOT_FEASIBLE_NO_GROUND,
    NOT_OF_THIS_OFFICE,
    UNKNOWN_GROUND,
)
from fangxian.operations.oversight.visiting import SELF_REPORTED
from fangxian.operations.places.reach import Reach

SELF_REPORTED_GAP = "self-reported-gap"


@dataclass(frozen=True)
class FactGiven:
    """What a sanction is to rest on: kind (finding, false-proof, not-rectified, late-dispatch) and id."""

    kind: str
    id: UUID


@dataclass(frozen=True)
class Case:
    """What facts are held against: which office, in which outbreak, seen by whom and when."""

    reach: Reach
    outbreak: OutbreakRow
    office: OfficeRow
    rule: OversightRule
    at: datetime


def get_ground(rule: OversightRule, key: str) -> Ground:
    """Return a ground of the rules. Raises `never-a-ground`, `unknown-ground`."""
    if key in NEVER_A_GROUND:
        raise _never(rule, key)
    if key not in rule.grounds:
        raise UNKNOWN_GROUND(ground=key, grounds=", ".join(sorted(rule.grounds)))
    return rule.grounds[key]


def check_facts(case: Case, ground: Ground, facts: Sequence[FactGiven]) -> list[dict[str, str]]:
    """Return the facts as they are kept: kind, id and the words that stood when the case was opened.

    Raises:
        Problem: `never-a-ground`, `facts-needed`, `fact-of-another-office`, `fact-says-otherwise`,
            `not-feasible-no-ground`.
    """
    for fact in facts:
        if fact.kind in NEVER_A_GROUND:
            raise _never(case.rule, fact.kind)
    if not any(fact.kind in ground.rests_on for fact in facts) or any(f.kind not in _KINDS for f in facts):
        kinds = ", ".join(ground.rests_on)
        raise FACTS_NEEDED(ground=ground.key, kinds=kinds)
    return [_kept(fact, _KINDS[fact.kind](case, fact.id)) for fact in facts]


def _kept(fact: FactGiven, words: Text) -> dict[str, str]:
    return {"kind": fact.kind, "key": str(fact.id), "zh": words.zh, "en": words.en}


def _finding(case: Case, key: UUID) -> Text:
    row = _of_the_office(case, key)
    at = f"{row.found_at:%Y-%m-%d %H:%M}Z"
    return Text(f"{row.what}（{at}）", f"{row.what_en or row.what} ({at})")


def _not_rectified(case: Case, key: UUID) -> Text:
    row = _of_the_office(case, key)
    rounds = list(row.rounds.order_by("number"))
    failed = sum(one.passed is False for one in rounds)
    overdue = row.closed_at is None and rounds[-1].done_at is None and rounds[-1].due_at < case.at
    if not failed and not overdue:
        raise FACT_SAYS_OTHERWISE(key=key, why="it was put right in time", why_zh="已按时整改或仍在时限内")
    return Text(
        f"{row.what}：复查未通过 {failed} 次{'，逾期未整改' if overdue else ''}",
        f"{row.what_en or row.what}: failed {failed} re-check(s){', overdue' if overdue else ''}",
    )


def _false_proof(case: Case, key: UUID) -> Text:
    row = ProofCheck.objects.filter(id=key, outbreak_id=case.outbreak.id).first()
    if row is None or str(row.office_id) != case.office.office_id:
        raise NOT_OF_THIS_OFFICE(key=key)
    if row.holds:
        raise FACT_SAYS_OTHERWISE(key=key, why="the proof was found true", why_zh="凭证属实")
    return Text(f"凭证不实：{row.evidence}", f"the proof is not true: {row.evidence}")


def _late_dispatch(case: Case, key: UUID) -> Text:
    row = fairness_of(case.reach, [key], case.at).get(key)
    if row is None:
        raise FACT_SAYS_OTHERWISE(key=key, why="it is not late", why_zh="没有逾期")
    if row.office_id != case.office.office_id:
        raise NOT_OF_THIS_OFFICE(key=key)
    # In doubt for the office: what cannot be told is not feasible enough to punish.
    if row.verdict != FEASIBLE:
        raise NOT_FEASIBLE_NO_GROUND(line=row.line.en, line_zh=row.line.zh)
    return Text(f"{row.title.zh}：{row.line.zh}", f"{row.title.en}: {row.line.en}")


def _of_the_office(case: Case, key: UUID) -> Finding:
    row = Finding.objects.filter(id=key, outbreak_id=case.outbreak.id).first()
    if row is None or str(row.office_id) != case.office.office_id:
        raise NOT_OF_THIS_OFFICE(key=key)
    if row.source == SELF_REPORTED:
        raise _never(case.rule, SELF_REPORTED_GAP)
    if row.withdrawn:
        raise FACT_SAYS_OTHERWISE(key=key, why="the finding was withdrawn", why_zh="该问题已撤回")
    return row


def _never(rule: OversightRule, key: str) -> Problem:
    why = rule.never[key]
    return NEVER_GROUND(ground=key, why=why.en, why_zh=why.zh)


_KINDS: dict[str, Callable[[Case, UUID], Text]] = {
    "finding": _finding,
    "false-proof": _false_proof,
    "not-rectified": _not_rectified,
    "late-dispatch": _late_dispatch,
}
