"""What the kernel makes of each measure of a plan: what it leaves of which infections, or why nothing is modelled."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fangxian.engines.epidemic import HOUSEHOLD, LEARNING, VENUE, WORKING
from fangxian.engines.plans import Plan
from fangxian.engines.plans.burden import Reduction
from fangxian.engines.plans.measure import Measure
from fangxian.engines.problems import Text

Floats = npt.NDArray[np.float64]

OF_PEOPLE = ("contacts", "outside_home")
"""Routes that concern what residents do; a strict share of them is left wherever they go."""
OF_VENUES = ("venue", "gatherings")
NO_ROUTE = frozenset({"water", "care_delay", "burial"})
"""Routes that no future knows."""


@dataclass(frozen=True)
class Left:
    """What a measure of places leaves (1: all): of what residents do, of what happens there, across the border."""

    resident: Floats
    location: Floats
    border: float


@dataclass(frozen=True)
class Modelled:
    """One measure of a plan as a rehearsal sees it: `how` in both languages, or the reason why it changes nothing."""

    measure: str
    modelled: bool
    how: Text


FINDS = Text("抽样发现感染者", "samples find the infected")
FOLLOWS = Text("按流程发现、隔离或追踪", "cases are reported, isolated and traced by it")
HOLDS = Text("减少被管理者的接触", "fewer contacts of those it concerns")
REDUCES = Text("减少所在地的接触", "fewer contacts where it stands")
GIVES = Text(
    "接触者用药或接种，及时者不再感染或发病",
    "doses for contacts, who are then infected or fall ill less often",
)
CLOSES = Text("关闭病例到过的场所", "closes venues a case was at")


def list_modelled(plan: Plan) -> tuple[Modelled, ...]:
    """Return every measure a plan uses, and what a rehearsal makes of it.

    >>> from fangxian.engines.rehearsal.examples import A_PLAN
    >>> [(one.measure, one.modelled) for one in list_modelled(A_PLAN)]
    [('central-quarantine', True), ('stay-home', True)]
    """
    return tuple(_modelled(measure) for _, measure in sorted(plan.measures.items()))


def _modelled(measure: Measure) -> Modelled:
    reductions = measure.effect.reduces if measure.effect else ()
    routes = {one.route for one in reductions}
    if samples_residents(measure) or measure.id in FLOW:
        return Modelled(measure.id, True, FINDS if samples_residents(measure) else FOLLOWS)
    if routes and routes <= NO_ROUTE:
        return Modelled(measure.id, False, Text("该传播途径不在推演之内", "goes by a route no future knows"))
    if not routes:
        why = measure.effect.not_modelled if measure.effect else None
        return Modelled(measure.id, False, why or Text("资源包未给出效果", "its pack states no effect"))
    if is_dose(measure):
        return Modelled(measure.id, True, GIVES)
    if measure.kind != "place":
        return Modelled(measure.id, True, CLOSES if measure.kind == "venue" else HOLDS)
    does = changes(left_of(measure, sorted({kind for one in reductions for kind in one.kinds})))
    return Modelled(
        measure.id, does, REDUCES if does else Text("效果区间的中值为零", "the middle of its range is none")
    )


FLOW = frozenset({"report-case", "report-to-state", "case-investigation", "isolate-case", "find-attendees",
                  "transfer-contacts", "test-contacts"})  # fmt: skip
"""Measures that are the steps from a sample to a report, to isolation and to contacts in quarantine."""


CHECKPOINTS = frozenset({"checkpoint", "traffic-control"})
"""Measures of places that look at everybody who comes in: whoever arrives infected may be sampled there."""


def is_dose(measure: Measure) -> bool:
    """Return whether a measure gives people something against infection, and binds them to nothing."""
    routes = {one.route for one in measure.effect.reduces} if measure.effect else set()
    return measure.kind == "person" and "infection" in routes and not measure.restricts


def samples_residents(measure: Measure) -> bool:
    """Return whether a measure samples the people of a place each time it starts."""
    return measure.kind == "testing" and measure.id != "retest-pool"


def left_of(measure: Measure, kinds: Sequence[str]) -> Left:
    """Return what a measure of places leaves of infections, by channel; `kinds` names the venues of the city.

    The middle of each range is taken. Where a pack gives what a measure does to a setting and also what it did to
    transmission as a whole, the two say the same thing twice: the setting counts.
    """
    resident, location = np.ones(VENUE + len(kinds)), np.ones(VENUE + len(kinds))
    border = 1.0
    reductions = measure.effect.reduces if measure.effect else ()
    settings = [one for one in reductions if one.route != "transmission"]
    for one in settings or reductions:
        left = 1.0 - middle_of(one)
        if one.route in OF_PEOPLE or one.route == "transmission":
            resident[WORKING:] = np.minimum(resident[WORKING:], left)
        elif one.route == "household":
            resident[HOUSEHOLD] = min(resident[HOUSEHOLD], left)
        elif one.route == "school":
            location[LEARNING] = min(location[LEARNING], left)
        elif one.route in OF_VENUES:
            for kind in one.kinds:
                if kind in kinds:
                    location[VENUE + list(kinds).index(kind)] = left
        elif one.route == "travel":
            border = left
    return Left(resident, location, border)


def changes(left: Left) -> bool:
    """Return whether a measure leaves less than everything of anything."""
    return left.border < 1.0 or bool((left.resident < 1.0).any() or (left.location < 1.0).any())


def middle_of(one: Reduction) -> float:
    """Return the middle of the range of an effect, and none where it would be harm.

    >>> middle_of(Reduction("infection", 0.5, 0.7, "M"))
    0.6
    """
    return max((one.low + one.high) / 2.0, 0.0)


def share_left(measure: Measure, route: str) -> float:
    """Return what a measure of persons leaves of infections by one route; all where it says nothing of it."""
    found = [one for one in (measure.effect.reduces if measure.effect else ()) if one.route == route]
    return 1.0 - middle_of(found[0]) if found else 1.0
