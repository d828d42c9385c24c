"""One kind of run of our kernel, timed."""

import time
from dataclasses import dataclass

from fangxian.engines.epidemic import Policy, no_policy
from fangxian.engines.rehearsal import (
    Assumptions,
    MixingCity,
    Rehearsed,
    Start,
    closeness_of,
    compile_plan,
    course_of,
    rehearse,
)
from fangxian.stores.mixing import ensure_made_up_city
from fangxian.stores.packs import read_disease, read_plan

PLAN, DISEASE = "cn-covid19-8e-2021", "sars-cov-2-delta"


@dataclass(frozen=True)
class Timed:
    """`seconds` on the clock for all futures; `found`: what they were."""

    seconds: float
    found: Rehearsed

    @property
    def cases(self) -> float:
        """Mean number of reported cases."""
        return float(self.found.futures["cases"].mean() or 0.0)  # type: ignore[arg-type]

    @property
    def infections(self) -> float:
        """Mean number of infections."""
        return float(self.found.futures["infections"].mean() or 0.0)  # type: ignore[arg-type]

    @property
    def each(self) -> float:
        """Seconds for one future."""
        return self.seconds / self.found.futures.height


def policies_of(city: MixingCity, plans: int, contained: bool) -> dict[str, Policy]:
    """Return the plan as it is and with its orders done later and later; or a city that does nothing."""
    if not contained:
        return {"nothing": no_policy(len(city.kinds))}
    plan = read_plan(PLAN)
    return {
        f"{PLAN}, signed in {number} h": compile_plan(
            plan, city.levels, city.kinds, city.people, Assumptions(signing_hours=float(number))
        ).policy
        for number in range(plans)
    }


def tell(
    people: int, start: Start, futures: int, *, plans: int = 1, contained: bool = True, threads: int = 2
) -> Timed:
    """Run futures of a made-up city and return the time without compiling and opening."""
    assumptions = Assumptions()
    city = ensure_made_up_city(people, assumptions.vaccinated if contained else 0.0)
    course = course_of(read_disease(DISEASE), closeness_of(city.ground), assumptions)
    policies = policies_of(city, plans, contained)
    rehearse(city, course, policies, start, 2, seed=99, threads=threads)
    began = time.perf_counter()
    found = rehearse(city, course, policies, start, futures, threads=threads)
    return Timed(time.perf_counter() - began, found)
