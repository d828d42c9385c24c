"""`python -m benchmarks.testing.drift [seeds] [trials]`: a laboratory that goes wrong, against false alarms.

Twelve laboratories, eight areas, waves, a year a seed: false alarms a laboratory-year without any fault, in the usual
setting and where more goes wrong than is believed; then a laboratory that reports only a part of its positives, by volume
and share positive, and the pattern of Immensa in 2021. Beside ours in the same run: a p-chart of each laboratory's own
past, a p-chart against all others of the day, and "half of last week's share"; each as it is commonly set and with its
limit moved until it raises no more false alarms than one a laboratory-year. Prints and writes results/drift.md.
"""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from scipy.stats import chi2

from benchmarks.testing.drifting.drawing import Drawn, Setting, draw_days, with_fault
from benchmarks.testing.drifting.peers import Scores, funnel, halved, ours, shewhart

USUAL = Setting()
SETTINGS = {
    "usual": USUAL,
    "hardly anybody positive (2 in 100,000)": replace(USUAL, prevalence=2e-5, volume=20_000),
    "many positive, 10,000 tests": replace(USUAL, prevalence=0.02, peak=6.0, volume=10_000),
    "four laboratories": replace(USUAL, labs=4),
    "positives clump more than believed": replace(USUAL, clumped=2.5),
    "laboratories scatter twice as much": replace(USUAL, scatter=0.25, wander=0.15, differ=0.4),
}
VOLUMES, SHARES = (1_000, 5_000, 10_000, 20_000), (0.001, 0.01, 0.05, 0.1, 0.2)
FAULT_DAY, AFTER, MERGED = 45, 30, 7
IMMENSA_TESTS, IMMENSA_MISSED = 400_000 / 41, 39_000 / 41
"""A day: about 400,000 samples and 39,000 additional false negatives, 2 September to 12 October 2021 (UKHSA, 2022-11-29)."""
Chart = Callable[[Drawn], Scores]


@dataclass(frozen=True)
class Contender:
    """A chart and the score at which it raises an alarm."""

    name: str
    chart: Chart
    limit: float


def main(seeds: int, trials: int) -> None:
    """Run it all, print and keep the tables."""
    began = time.perf_counter()
    own = Contender("ours", ours, 1.0)
    common = [Contender("own past, 3 sd", shewhart, 3.0), Contender("others of the day, 3 sd", funnel, 3.0)]
    common.append(Contender("half of last week", halved, 1.0))
    tuned = [_tuned(one, seeds) for one in common]
    lines = [*_false_alarms([own, *common, *tuned], seeds), "", *_power(own, trials), ""]
    lines += _beside([own, *common, *tuned], trials)
    lines += ["", f"{os.cpu_count()} cores; {seeds} years a setting, {trials} faults a cell; {_took(began)}."]
    text = "\n".join(lines) + "\n"
    (Path(__file__).parent / "results" / "drift.md").write_text(text, "utf-8")
    print(text, end="")


def _took(began: float) -> str:
    return f"{(time.perf_counter() - began) / 60:.0f} minutes"


def _years(setting: Setting, seeds: int) -> list[Drawn]:
    return [draw_days(setting, np.random.default_rng(seed)) for seed in range(seeds)]


def _count_alarms(scores: Scores, limit: float) -> int:
    """Alarms of all charts; those of a laboratory and chart that follow within a week are one."""
    counted = 0
    for chart in scores.values():
        for lab in chart.T:
            days = np.flatnonzero(lab >= limit)
            counted += int((np.diff(days, prepend=-MERGED - 1) > MERGED).sum())
    return counted


def _tuned(one: Contender, seeds: int) -> Contender:
    scores = [one.chart(drawn) for drawn in _years(USUAL, seeds)]
    low, high = one.limit, 60.0
    while high - low > 0.05:
        middle = (low + high) / 2
        often = sum(_count_alarms(score, middle) for score in scores) > seeds * USUAL.labs
        low, high = (middle, high) if often else (low, middle)
    return Contender(f"{one.name}: limit {high:.1f}", one.chart, high)


def _false_alarms(contenders: list[Contender], seeds: int) -> list[str]:
    lines = ["False alarms a laboratory-year, all charts, with the 95 % interval:", ""]
    lines += [
        "| setting | " + " | ".join(one.name for one in contenders) + " |",
        "|---|" + "---:|" * len(contenders),
    ]
    for name, setting in SETTINGS.items():
        print(name, file=sys.stderr, flush=True)
        years = _years(setting, seeds)
        scores = {
            chart: [chart(drawn) for drawn in years] for chart in dict.fromkeys(c.chart for c in contenders)
        }
        counts = (sum(_count_alarms(score, one.limit) for score in scores[one.chart]) for one in contenders)
        lines.append(
            f"| {name} | " + " | ".join(_rate(count, seeds * setting.labs) for count in counts) + " |"
        )
    return lines


def _rate(count: int, years: int) -> str:
    low = chi2.ppf(0.025, 2 * count) / 2 if count else 0.0
    return f"{count / years:.2f} ({low / years:.2f}–{chi2.ppf(0.975, 2 * count + 2) / 2 / years:.2f})"


def _delays(one: Contender, setting: Setting, kept: float, trials: int) -> np.ndarray:
    """Days of results before the alarm, 0 the first day's; `AFTER` where there was none."""
    return np.array([_delay(one, setting, kept, trial) for trial in range(trials)])


def _delay(one: Contender, setting: Setting, kept: float, trial: int) -> int:
    rng = np.random.default_rng(10_000 + trial)
    drawn = draw_days(setting, rng)
    lab = int(rng.integers(setting.labs))
    faulty = with_fault(_at_volume(drawn, lab, setting), lab, FAULT_DAY, kept, rng)
    chart = partial(ours, faulty=lab, from_day=FAULT_DAY) if one.chart is ours else one.chart
    raised = np.flatnonzero(chart(faulty)["positives-falling"][FAULT_DAY:, lab] >= one.limit)
    return int(raised[0]) if len(raised) else AFTER


def _at_volume(drawn: Drawn, lab: int, setting: Setting) -> Drawn:
    """The laboratory in question does the tests of the setting, not more or fewer by chance."""
    share = setting.volume / drawn.tested[:, :, lab].sum(axis=1).mean()
    tested, positive, unclear = drawn.tested.copy(), drawn.positive.copy(), drawn.inconclusive.copy()
    for counts in (tested, positive, unclear):
        counts[:, :, lab] = np.round(counts[:, :, lab] * share)
    return Drawn(tested, positive, unclear)


def _steady(volume: float, share: float) -> Setting:
    return replace(USUAL, volume=volume, prevalence=share, peak=1.0, days=FAULT_DAY + AFTER)


def _found(delays: np.ndarray) -> str:
    median = "never" if np.median(delays) >= AFTER else f"{np.median(delays) + 1:.0f}"
    return f"{(delays == 0).mean():.0%} / {(delays < 3).mean():.0%} / {median}"


def _power(own: Contender, trials: int) -> list[str]:
    lines = [
        "Half of the positives reported negative: found with the first day's results / within three days / median day",
        "",
    ]
    lines += [
        "| tests a day | " + " | ".join(f"{share:.1%} positive" for share in SHARES) + " |",
        "|---|" + "---:|" * len(SHARES),
    ]
    for volume in VOLUMES:
        print(f"{volume:,} tests a day", file=sys.stderr, flush=True)
        cells = (_found(_delays(own, _steady(volume, share), 0.5, trials)) for share in SHARES)
        lines.append(f"| {volume:,} | " + " | ".join(cells) + " |")
    return lines


def _beside(contenders: list[Contender], trials: int) -> list[str]:
    """The pattern of Immensa at three shares truly positive, and a smaller laboratory."""
    cases = {f"Immensa, {share:.0%} truly positive": (IMMENSA_TESTS, share) for share in (0.12, 0.15, 0.2)}
    kept = {name: 1 - IMMENSA_MISSED / (tests * share) for name, (tests, share) in cases.items()}
    cases["5,000 tests, 1 % positive"], kept["5,000 tests, 1 % positive"] = (5_000, 0.01), 0.5
    lines = [
        "The same, beside the others ("
        + "; ".join(f"{name}: {one:.0%} kept" for name, one in kept.items())
        + "):",
        "",
    ]
    lines += ["| chart | " + " | ".join(cases) + " |", "|---|" + "---:|" * len(cases)]
    for one in contenders:
        cells = (_found(_delays(one, _steady(*cases[name]), kept[name], trials)) for name in cases)
        lines.append(f"| {one.name} | " + " | ".join(cells) + " |")
    return lines


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    main(*(given + [12, 60][len(given) :]))
