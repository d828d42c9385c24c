"""What each due thing asks at a door, from the packs of the measures: the calls that visits are merged from."""

from collections.abc import Iterable, Sequence

from fangxian.engines.plans import Ask, Measure
from fangxian.engines.problems import Problem
from fangxian.operations.follow_ups.rows import FollowUpRow
from fangxian.stores.packs import list_packs, read_measure, read_plan

SYMPTOMS, SLIP, TOLD, CONSENT = "symptoms", "slip", "told-until", "consent"
A_CHECK = Ask(SYMPTOMS, "person", 2.0, False, "M")
A_SLIP = Ask(SLIP, "person", 5.0, True, "M")
A_TASK = Ask("task", "door", 5.0, True, "M")
"""Where a pack says nothing of the door: our own planning figures."""


def door_measures() -> list[str]:
    """Return the measures that lead to a door: those whose pack says what is asked there, as packs stand."""
    return [name for name in list_packs("measures") if read_measure(name).door]


def measure_of(plan_id: str, name: str) -> Measure | None:
    """Return a measure as its plan has it, else as its pack does; None for one nobody wrote down (by hand, in words)."""
    plan = read_plan(plan_id.partition("@")[0])
    if name in plan.measures:
        return plan.measures[name]
    try:
        return read_measure(name)
    except Problem:
        return None


def asks_of_check(measure: Measure | None, row: FollowUpRow) -> tuple[Ask, ...]:
    """What is asked of somebody followed: each day what is daily, on the first visit also what is said once."""
    seen, settled = row.last_check_at is not None, _is_settled(row)
    asks = [
        ask
        for ask in (measure.door if measure else ())
        if ask.question != SLIP and not (ask.once and seen) and not (ask.question == CONSENT and settled)
    ]
    return _with(A_CHECK, asks)


def asks_of_slip(measure: Measure | None) -> tuple[Ask, ...]:
    """What handing a slip over takes: the slip, and what it says in words."""
    asks = [ask for ask in (measure.door if measure else ()) if ask.question in (SLIP, TOLD)]
    return _with(A_SLIP, asks)


def asks_of_task(measure: Measure | None) -> tuple[Ask, ...]:
    """What a task asks at its door."""
    return (measure.door if measure else ()) or (A_TASK,)


def _is_settled(row: FollowUpRow) -> bool:
    """They agreed, or are bound already: nobody is asked again whether they would."""
    return row.agreed_at is not None or (row.restriction is not None and row.restriction.in_force)


def _with(least: Ask, asks: Iterable[Ask]) -> tuple[Ask, ...]:
    found: Sequence[Ask] = tuple(asks)
    return tuple(found) if any(ask.question == least.question for ask in found) else (least, *found)
