"""What can be decided for an exposed person under a plan: advice, a test, prophylaxis, quarantine."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from fangxian.engines.plans import Measure, Plan

Act = Literal["advise", "test", "prophylaxis", "quarantine"]

ACTS: tuple[Act, ...] = ("advise", "test", "prophylaxis", "quarantine")
"""From the lightest to the heaviest; only the last takes liberty away."""

_BY_GROUND: dict[str, Act] = {
    "monitor-contact": "advise",
    "require-tests": "test",
    "prophylaxis": "prophylaxis",
}


@dataclass(frozen=True)
class Offer:
    """One thing that can be decided. `lapses_hours`: after so many hours from the exposure it is too late."""

    act: Act
    measure: Measure
    lapses_hours: float | None


def act_of(measure: Measure) -> Act | None:
    """Return what deciding on the measure means for one person, or None if it is nothing of the kind.

    >>> from fangxian.engines.response.examples import A_PLAN
    >>> act_of(A_PLAN.measures["stop-teaching"]) is None
    True
    """
    if measure.kind != "person":
        return None
    return "quarantine" if measure.restricts else _BY_GROUND.get(measure.legal_basis)


def list_offers(plan: Plan) -> tuple[Offer, ...]:
    """Return what the plan lets a person decide, the lightest first.

    >>> from fangxian.engines.response.examples import A_PLAN
    >>> list_offers(A_PLAN)
    ()
    """
    return tuple(sorted(_offers(plan), key=lambda offer: (ACTS.index(offer.act), offer.measure.id)))


def _offers(plan: Plan) -> Iterator[Offer]:
    for measure in plan.measures.values():
        act = act_of(measure)
        if act is not None:
            yield Offer(act, measure, measure.deadline.hours if measure.deadline.lapses else None)
