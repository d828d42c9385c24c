"""What has to be so before an area ends: a list of evidence, each item met or not, with what was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Item = Literal["clear_days", "round", "contacts"]


@dataclass(frozen=True)
class EndingRule:
    """What an area needs: days without a new case, a round of tests at their end, nobody in quarantine inside.

    None of them is required where it is None or False; it is shown all the same.
    """

    clear_days: int | None
    round: bool = False
    contacts: bool = False


@dataclass(frozen=True)
class EndingFacts:
    """What is known of an area. `days_clear`: whole days since the last case there, or since it began.

    `round_at_day`: days from the last case to the end of the last round of tests there, None without one.
    """

    days_clear: int
    in_quarantine: int = 0
    round_at_day: int | None = None
    due: int = 0
    tested: int = 0
    positive: int = 0


@dataclass(frozen=True)
class Evidence:
    """One item: is it required, is it met, what was needed and what was found."""

    item: Item
    required: bool
    met: bool
    needed: int
    found: int


def judge_ending(rule: EndingRule, facts: EndingFacts) -> tuple[Evidence, ...]:
    """Return the evidence for ending an area, item by item.

    A round counts when it was finished on the last of the clear days or later, reached everybody who was due and
    found nobody positive.

    >>> seven_days = EndingRule(clear_days=7, round=True)
    >>> [one.met for one in judge_ending(seven_days, EndingFacts(days_clear=8))]
    [True, False, True]
    >>> may_end(judge_ending(seven_days, EndingFacts(8, round_at_day=7, due=90, tested=90)))
    True
    """
    needed = rule.clear_days or 0
    tested_late = facts.round_at_day is not None and facts.round_at_day >= needed
    clean = tested_late and facts.positive == 0 and facts.due <= facts.tested and facts.tested > 0
    return (
        Evidence(
            "clear_days", rule.clear_days is not None, facts.days_clear >= needed, needed, facts.days_clear
        ),
        Evidence("round", rule.round, clean, facts.due, facts.tested),
        Evidence("contacts", rule.contacts, facts.in_quarantine == 0, 0, facts.in_quarantine),
    )


def may_end(evidence: Sequence[Evidence]) -> bool:
    """Return whether everything that is required is met; where nothing is required, nothing says it may end."""
    required = [one for one in evidence if one.required]
    return bool(required) and all(one.met for one in required)
