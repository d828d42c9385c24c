"""Simulated trials: an outbreak in a synthetic town, judged some days after its first report, under every rule."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from fangxian.engines.comparison.comparing import Progress, compare_rules
from fangxian.engines.comparison.ground import Ground, Rule
from fangxian.engines.plans import TracingRule
from fangxian.engines.tracing import InMemoryPresences
from fangxian.engines.truth import Crowd, Detection, Outbreak, Pathogen, Town, break_out, make_town, observe

_START_ON = date(2021, 7, 1)
_JUDGED_AT = time(20)
_DRAWS = 200
"""An outbreak smaller than wanted is drawn anew at most so often."""


@dataclass(frozen=True)
class Trial:
    """What is simulated. `recorded_share`: of the stays, those that a list caught; `detail_share`: of these,
    those whose session, zone and seat it names. An outbreak of fewer than `at_least` infections is drawn anew.
    """

    people: int = 6000
    days: int = 35
    outings: float = 1.0
    seeds: int = 4
    at_least: int = 20
    at_most: int = 400
    judged_after_days: int = 4
    recorded_share: float = 0.9
    detail_share: float = 0.9
    timezone: str = "Asia/Shanghai"
    pathogen: Pathogen = field(default_factory=Pathogen)
    detection: Detection = field(default_factory=Detection)


def run_trial(
    trial: Trial,
    plan: TracingRule,
    quarantine_days: float,
    rng: np.random.Generator,
    *,
    rules: Sequence[Rule] | None = None,
    progress: Progress = lambda _: None,
) -> pl.DataFrame:
    """Simulate one outbreak and compare the rules on it; columns of `RULE_COMPARISON` and `cases`, `infected`.

    Judged at 20:00 local time, `judged_after_days` days after the first report. The rules see the line list
    and what lists caught; phones are seen without gaps, at home too. The same generator state gives the same rows.

    Raises:
        ValueError: no outbreak of the size wanted came about.

    >>> from fangxian.engines.tracing import plain_rule
    >>> small = Trial(people=400, days=21, at_least=5)
    >>> table = run_trial(small, plain_rule(), 14, np.random.default_rng(3))
    >>> table.height == len(table["rule"].unique())
    True
    """
    town = make_town(
        people=trial.people,
        days=trial.days,
        start_on=_START_ON,
        timezone=trial.timezone,
        rng=rng,
        outings=trial.outings,
    )
    outbreak = _taking_off(town, trial, rng)
    ground = _ground(town, outbreak, trial, plan, rng)
    table = compare_rules(
        ground, quarantine_days=quarantine_days, truth=outbreak.infections, rules=rules, progress=progress
    )
    known = outbreak.cases.filter(pl.col("reported_on") <= ground.as_of.date()).height
    infected = outbreak.infections.filter(pl.col("infected_at") <= ground.as_of).height
    return table.with_columns(cases=pl.lit(known), infected=pl.lit(infected))


def _taking_off(town: Town, trial: Trial, rng: np.random.Generator) -> Outbreak:
    """Return the first outbreak drawn that grows to the size wanted and is reported in time to be judged."""
    crowd = Crowd.of(town.presences, town.households, town.places, trial.timezone)
    start = datetime.combine(_START_ON, time(), ZoneInfo(trial.timezone)).astimezone(UTC)
    last_report = _START_ON + timedelta(days=trial.days - 1 - trial.judged_after_days)
    for _ in range(_DRAWS):
        outbreak = break_out(
            crowd,
            trial.pathogen,
            trial.detection,
            seeds=trial.seeds,
            from_at=start + timedelta(days=1),
            until_at=start + timedelta(days=trial.days),
            rng=rng,
            at_most=trial.at_most,
        )
        first = outbreak.cases["reported_on"].min()
        large = outbreak.infections.height >= trial.at_least
        if large and isinstance(first, date) and first <= last_report:
            return outbreak
    raise ValueError(f"no outbreak of {trial.at_least} infections in {_DRAWS} draws")


def _ground(
    town: Town, outbreak: Outbreak, trial: Trial, plan: TracingRule, rng: np.random.Generator
) -> Ground:
    first = outbreak.cases["reported_on"].min()
    assert isinstance(first, date)
    judged_on = first + timedelta(days=trial.judged_after_days)
    recorded = observe(town.presences, trial.recorded_share, rng, detail_share=trial.detail_share)
    phones = pl.concat([town.presences, town.at_home])
    return Ground(
        cases=outbreak.cases,
        plan=plan,
        as_of=datetime.combine(judged_on, _JUDGED_AT, ZoneInfo(trial.timezone)).astimezone(UTC),
        timezone=trial.timezone,
        presences=InMemoryPresences(recorded, trial.timezone),
        positions=InMemoryPresences(phones, trial.timezone),
        households=town.households,
        places=town.places,
    )


def summarise_trials(trials: pl.DataFrame, rng: np.random.Generator, resamples: int = 2000) -> pl.DataFrame:
    """Return one row per rule and measure over many trials: `value`, `low`, `high`.

    `trials`: tables of `run_trial` one below the other with a column `trial`. Counts are means per trial,
    shares and people per infectee found are ratios of sums. The interval is the middle 95 % of `resamples`
    bootstrap draws of whole trials, so it says how sure the value is, not how much outbreaks differ.

    >>> rows = pl.DataFrame({"trial": [1, 2], "rule": "r", "people": [10, 20], "people_total": [10, 20],
    ...     "quarantine_days": [1.0, 3.0], "infectees": [4, 4], "found": [2, 4], "missed": [2, 0],
    ...     "missed_total": [2, 0]})
    >>> summary = summarise_trials(rows, np.random.default_rng(1))
    >>> summary.filter(pl.col("measure") == "found_share")["value"].to_list()
    [0.75]
    """
    count = trials["trial"].n_unique()
    draws = rng.integers(0, count, (resamples, count))
    rows = []
    for (rule,), group in trials.sort("trial").group_by("rule", maintain_order=True):
        sums = group.select(_SUMMED).to_numpy().astype(np.float64)
        resampled = sums[draws].sum(axis=1)
        for measure, (above, below) in _MEASURES.items():
            value = _ratio(sums.sum(axis=0)[None, :], above, below, count)[0]
            spread = _ratio(resampled, above, below, count)
            low, high = np.nanpercentile(spread, [2.5, 97.5])
            rows.append((rule, measure, float(value), float(low), float(high)))
    return pl.DataFrame(rows, schema=["rule", "measure", "value", "low", "high"], orient="row")


_SUMMED = ["people", "people_total", "quarantine_days", "infectees", "found", "missed", "missed_total"]
_MEASURES = {
    **{name: (name, "") for name in _SUMMED},
    "found_share": ("found", "infectees"),
    "people_per_found": ("people", "found"),
}


def _ratio(sums: np.ndarray, above: str, below: str, count: int) -> np.ndarray:
    divisor = sums[:, _SUMMED.index(below)] if below else np.full(len(sums), float(count))
    safe = np.where(divisor > 0, divisor, np.nan)
    ratio: np.ndarray = sums[:, _SUMMED.index(above)] / safe
    return ratio
