"""From the figures of a disease pack to the numbers of a course, set so that an unhindered case infects R0 others."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import optimize, stats

from fangxian.engines.epidemic import (
    HOUSEHOLD,
    LEARNING,
    NOBODY,
    SCHOOL,
    SITE,
    VENUE,
    WAYS,
    WORKING,
    Course,
    Ground,
)
from fangxian.engines.plans.disease import Disease
from fangxian.engines.problems import Problem, Text
from fangxian.engines.rehearsal.assumptions import Assumptions

Floats = npt.NDArray[np.float64]

POINTS = 1025
"""Entries of a table of quantiles."""
CUT = 5e-4
"""Both ends of a distribution beyond this share are cut off."""
MODELLED = "contact"
"""The route of infection that a future knows: from person to person."""


@dataclass(frozen=True)
class Closeness:
    """What decides how much a contact counts in a city: people in a household beside oneself, in a group, met in a day.

    `household`, `work`, `school`: for each size of what one has around oneself, the share of people (index: others).
    `venue`: mean number of people met at venues in a day.
    """

    household: Floats
    work: Floats
    school: Floats
    venue: float


def closeness_of(ground: Ground) -> Closeness:
    """Return how close the people of a city are, from its own households, groups and habits.

    >>> from fangxian.engines.rehearsal.examples import A_GROUND
    >>> bool(abs(closeness_of(A_GROUND).household.sum() - 1.0) < 1e-9)
    True
    """
    homes, groups = _sizes(ground.household_first), _sizes(ground.group_first)
    is_school = ground.group_kind == SCHOOL
    people = len(ground.age)
    return Closeness(
        _others(homes, people),
        _others(groups[~is_school], people),
        _others(groups[is_school], people),
        float(_mean_met(ground)),
    )


def _sizes(first: npt.NDArray[np.uint32]) -> npt.NDArray[np.int64]:
    begins = first.astype(np.int64)
    return begins[1:] - begins[:-1]


def _others(sizes: npt.NDArray[np.int64], people: int) -> Floats:
    """Return the share of all people who have so many others around them."""
    return np.bincount(np.maximum(sizes - 1, 0), weights=sizes.astype(float)) / people


def _mean_met(ground: Ground) -> np.float64:
    # One in so many is enough for a mean, and a city of ten million stays on disk.
    step = max(len(ground.age) // 100_000, 1)
    age = (ground.age[::step] & 0x7F).astype(np.int64)
    row = np.select([age < 6, age < 18, age >= 65, ground.group[::step] != NOBODY], [0, 1, 4, 2], 3)
    return ground.meeting[row, -1].mean()


def course_of(disease: Disease, closeness: Closeness, assumptions: Assumptions) -> Course:
    """Return the course of a disease in a city whose people are so close.

    Raises:
        Problem: the disease goes by a route no future knows (water, vector), or its pack lacks a figure.

    >>> from fangxian.engines.rehearsal.examples import A_DISEASE, A_GROUND
    >>> course = course_of(A_DISEASE, closeness_of(A_GROUND), Assumptions())
    >>> bool(course.rate[0] > course.rate[4])
    True
    """
    require_modelled(disease)
    bare = _without_rates(disease)
    course = bare._replace(
        rate=rates_of(disease, bare, closeness, assumptions),
        arrivals_a_day=assumptions.arrivals_a_day,
        leave_a_day=assumptions.leave_a_day,
    )
    return infecting(disease, course, closeness, assumptions.r0) if assumptions.r0 > 0.0 else course


def infecting(disease: Disease, course: Course, closeness: Closeness, r0: float) -> Course:
    """Return a course in which one unhindered case infects so many others: every rate is as many times as large.

    >>> from fangxian.engines.rehearsal.examples import A_COURSE, A_DISEASE, A_GROUND
    >>> closeness = closeness_of(A_GROUND)
    >>> quick = infecting(A_DISEASE, A_COURSE, closeness, 6.0)
    >>> round(reproduction_of(A_DISEASE, quick, closeness, 1.0), 3)
    6.0
    """

    def over(factor: float) -> float:
        return reproduction_of(disease, course, closeness, factor) - r0

    return course._replace(rate=course.rate * float(optimize.brentq(over, 0.0, 1e6)))


def _figure(disease: Disease, name: str) -> float:
    if name not in disease.figures:
        raise _lacks(disease, name)
    return float(disease.figures[name].value)


def _without_rates(disease: Disease) -> Course:
    by_day = disease.figures["infectiousness_by_day"].value
    days = sorted(int(day) for day in by_day)
    shape = np.array([float(by_day[day]) for day in days])
    lead, after = -days[0], days[-1] + 1
    mean, deviation = _figure(disease, "incubation_mean_days"), _figure(disease, "incubation_sd_days")
    spread = _figure(disease, "spread_dispersion")
    everybody = np.ones(100)
    return Course(
        latent_q=table_of(stats.gamma((mean / deviation) ** 2, scale=deviation**2 / mean)),
        lead_q=np.full(2, float(lead)), mild_q=np.full(2, float(after)), severe_q=np.full(2, float(after)),
        silent_q=np.full(2, float(lead + after)),
        spread_q=table_of(stats.gamma(spread, scale=1.0 / spread)),
        about_onset=1, earliest=_figure(disease, "earliest_infectious_days"),
        shape=shape / shape.mean(), when_q=inverse_of(shape),
        symptomatic=everybody * (1.0 - _figure(disease, "silent_share")), severe=everybody * 0.0, susceptible=everybody,
        silent_factor=_figure(disease, "silent_infectiousness"),
        vaccine_susceptible=_figure(disease, "vaccine_susceptibility"),
        vaccine_infectious=_figure(disease, "vaccine_infectiousness"),
        rate=np.zeros(WAYS),
        sensitivity=np.array([float(share) for share in disease.figures["positive_by_day"].value]),
    )  # fmt: skip


def table_of(law: stats.rv_continuous) -> Floats:
    """Return the quantiles of a distribution of scipy at equal steps, its mean kept where the ends are cut off.

    >>> table = table_of(stats.gamma(0.45, scale=1 / 0.45))
    >>> bool(abs(table.mean() - 1.0) < 0.01)
    True
    """
    values = law.ppf(np.clip(np.linspace(0.0, 1.0, POINTS), CUT, 1.0 - CUT))
    middle = (values[1:] + values[:-1]).mean() / 2.0
    return np.asarray(values * (law.mean() / middle))


def inverse_of(shape: Floats) -> Floats:
    """Return at which share of the window each share of all infectiousness has gone by.

    >>> inverse_of(np.array([1.0, 1.0]))[[0, 512, 1024]].tolist()
    [0.0, 0.5, 1.0]
    """
    gone = np.concatenate([[0.0], np.cumsum(shape)]) / shape.sum()
    return np.interp(np.linspace(0.0, 1.0, POINTS), gone, np.linspace(0.0, 1.0, len(gone)))


def rates_of(disease: Disease, course: Course, closeness: Closeness, assumptions: Assumptions) -> Floats:
    """Return infections a day and contact: at home by the attack rate there, elsewhere by what R0 leaves."""
    spread = _figure(disease, "spread_dispersion")
    days = float(course.lead_q[0] + course.mild_q[0]) * infectious_share(course)
    at_home = mean_force(_figure(disease, "attack_at_home"), spread)
    elsewhere = _figure(disease, "r0") - expected(closeness.household, at_home, spread)
    weights = np.array([0.0, assumptions.at_work, assumptions.at_school * assumptions.schools_open, 1.0, 1.0])

    def over(unit: float) -> float:
        groups = expected(closeness.work, unit * weights[WORKING], spread)
        groups += expected(closeness.school, unit * weights[LEARNING], spread)
        # A contact of one day counts for that day only: a window holds so many of them.
        return groups + closeness.venue * unit * weights[VENUE] - elsewhere

    unit = float(optimize.brentq(over, 0.0, 1000.0)) if elsewhere > 0.0 else 0.0
    rates = weights * unit / days
    rates[HOUSEHOLD], rates[SITE] = at_home / days, rates[VENUE]
    return rates


def mean_force(attack: float, spread: float) -> float:
    """Return the mean force between two people under which so many are infected, where force is gamma distributed.

    >>> round(mean_force(0.5, 1.0), 3)
    1.0
    """
    return spread * ((1.0 - attack) ** (-1.0 / spread) - 1.0)


def expected(sizes: Floats, force: float, spread: float) -> float:
    """Return how many others one case infects where everybody has `sizes[n]` people around them with probability."""
    return float((sizes * np.arange(len(sizes))).sum() * (1.0 - (1.0 + force / spread) ** -spread))


def reproduction_of(disease: Disease, course: Course, closeness: Closeness, factor: float) -> float:
    """Return how many others one unhindered case infects where every rate is so many times the course's.

    >>> from fangxian.engines.rehearsal.examples import A_DISEASE, A_GROUND
    >>> closeness = closeness_of(A_GROUND)
    >>> course = course_of(A_DISEASE, closeness, Assumptions())
    >>> abs(reproduction_of(A_DISEASE, course, closeness, 1.0) - A_DISEASE.figures["r0"].value) < 0.01
    True
    """
    spread = _figure(disease, "spread_dispersion")
    days = float(course.lead_q[0] + course.mild_q[0]) * infectious_share(course)
    force = course.rate * days * factor
    inside = expected(closeness.household, force[HOUSEHOLD], spread)
    inside += expected(closeness.work, force[WORKING], spread)
    inside += expected(closeness.school, force[LEARNING], spread)
    return inside + closeness.venue * float(force[VENUE])


def infectious_share(course: Course) -> float:
    """Return the share of a window's infectiousness that lies after the earliest day one can be infectious."""
    window = course.lead_q[0] + course.mild_q[0]
    begins = np.clip((course.earliest - (course.latent_q - course.lead_q[0])) / window, 0.0, 1.0)
    gone = np.interp(begins, course.when_q, np.linspace(0.0, 1.0, len(course.when_q)))
    return float(1.0 - gone.mean())


def require_modelled(disease: Disease) -> None:
    """Raise `route-not-modelled` for a disease that does not go from person to person.

    >>> from fangxian.engines.rehearsal.examples import A_DISEASE
    >>> require_modelled(A_DISEASE)
    """
    routes = disease.figures["routes"].value if "routes" in disease.figures else []
    if MODELLED in routes:
        return
    title = disease.title
    raise Problem(
        "route-not-modelled",
        Text(f"{title.zh}的传播途径无法推演。", f"Nothing can be rehearsed for {title.en}: it spreads by a way no future knows."),
        Text("推演只模拟人与人之间的传播。", "A rehearsal models infection from person to person, not by water or vectors."),
        Text("请使用预案试运行（plan dry-run）。", "Use the dry run of a plan instead."),
    )  # fmt: skip


def _lacks(disease: Disease, name: str) -> Problem:
    return Problem(
        "figure-missing",
        Text(f"疾病包 {disease.id} 缺少 {name}。", f"The disease pack {disease.id} lacks the figure {name}."),
        Text("推演需要它。", "A rehearsal needs it."),
        Text("请在疾病包的 figures 中补上并注明来源。", "Add it to the pack's figures, with its source."),
    )
