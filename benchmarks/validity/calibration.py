"""`python -m benchmarks.validity.calibration [futures] [outbreaks]`: simulation-based calibration of `fangxian fit`.

Three thousand outbreaks whose truth is known are drawn from what a fit believes beforehand, in a city of a million people
under a plan pack, twelve days after the first report; each is fitted, from its line list's figures alone, by all other
futures. The middle half of the draws has to hold the truth in 45 to 55 % of them, the middle nine tenths in 87 to 93 %.
Source: Talts, Betancourt, Simpson, Vehtari and Gelman, arXiv 1804.06788. Ends with the number of targets outside.
"""

import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fangxian.engines.rehearsal import Assumptions, closeness_of, compile_plan, course_of
from fangxian.engines.rehearsal.fitting import (
    TARGETS,
    Bank,
    Setting,
    draw_from,
    learn,
    scale_of,
    targets_of,
    try_futures,
)
from fangxian.engines.rehearsal.fitting.fit import KEPT
from fangxian.stores.mixing import ensure_made_up_city
from fangxian.stores.packs import read_disease, read_plan

Floats = npt.NDArray[np.float64]

PEOPLE, DAYS, PLAN = 1_000_000, 12, "cn-covid19-8e-2021"
CASES_MOST, INFECTIONS_MOST, FEWEST = 150, 1_000, 5
HALF, NINE_TENTHS = (0.45, 0.55), (0.87, 0.93)
RESULTS = Path(__file__).parent / "results" / "calibration.md"


def setting() -> Setting:
    """Return the city, disease and plan of the outbreaks."""
    assumptions = Assumptions()
    city, plan = ensure_made_up_city(PEOPLE, assumptions.vaccinated), read_plan(PLAN)
    disease, closeness = read_disease(plan.disease), closeness_of(city.ground)
    course = course_of(disease, closeness, assumptions)
    policy = compile_plan(plan, city.levels, city.kinds, city.people, assumptions).policy
    scale = scale_of(disease, course, closeness)
    return Setting(city, course, policy, scale, DAYS, CASES_MOST, INFECTIONS_MOST)


def shares_inside(bank: Bank, outbreaks: int) -> Floats:
    """Return the share of outbreaks whose truth lies in the middle (half, nine tenths) of the draws: (2, target)."""
    targets = targets_of(bank)
    tried = np.flatnonzero(bank.figures[:, 0] >= np.log1p(FEWEST))[:outbreaks]
    others = np.setdiff1d(np.arange(len(targets)), tried)
    learned = learn(bank.figures[others], targets[others])
    said = learned.said(bank.figures[others])
    inside = np.zeros((2, targets.shape[1]))
    for one in tried:
        draws, weights = draw_from(
            said, targets[others], learned.said_of_record(bank.figures[one]), learned.spread, KEPT
        )
        inside += _inside(draws, weights, targets[one])
    return inside / len(tried)


def _inside(draws: Floats, weights: Floats, truth: Floats) -> Floats:
    order = np.argsort(draws, axis=0)
    gone = np.cumsum(weights[order], axis=0)
    ends = np.array(
        [
            [_at(draws[order[:, n], n], gone[:, n], q) for n in range(len(truth))]
            for q in (0.25, 0.75, 0.05, 0.95)
        ]
    )
    return np.array(
        [(ends[0] <= truth) & (truth <= ends[1]), (ends[2] <= truth) & (truth <= ends[3])], dtype=float
    )


def _at(values: Floats, gone: Floats, share: float) -> float:
    return float(values[min(np.searchsorted(gone, share), len(values) - 1)])


def main(futures: int, outbreaks: int) -> int:
    """Draw, fit, print and keep the table, and return how many targets lie outside."""
    bank = try_futures(setting(), futures, seed=20)
    half, most = shares_inside(bank, outbreaks)
    lines = [f"{outbreaks:,} outbreaks, {bank.tried:,} futures tried, {DAYS} days, {PEOPLE:,} people.", "",
             "| target | truth in the middle half | in the middle nine tenths | inside |", "|---|---:|---:|---|"]  # fmt: skip
    outside = 0
    for name, a, b in zip(TARGETS, half, most, strict=True):
        holds = HALF[0] <= a <= HALF[1] and NINE_TENTHS[0] <= b <= NINE_TENTHS[1]
        outside += not holds
        lines.append(f"| {name} | {a:.1%} | {b:.1%} | {'yes' if holds else 'NO'} |")
    text = "\n".join(lines) + "\n"
    RESULTS.write_text(text, "utf-8")
    print(text)
    return outside


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(given + [100_000, 3_000][len(given) :])))
