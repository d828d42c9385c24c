"""`python -m benchmarks.rules [seeds] [folder]`: rules of tracing on simulated outbreaks whose truth is known.

Three settings, the same seeds in each: the usual town of 4,000, the same with lists that caught half of the stays and
half of their sessions, zones and seats, and one whose people go out twice as much. Writes results.json, table.md and
scatter.svg into the folder (by default `benchmarks/rules/results`) and prints the table.
"""

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.rules.drawing import draw_scatter
from fangxian.engines.comparison import Trial, find_quarantine_days, list_rules, run_trial, summarise_trials
from fangxian.engines.plans import Plan
from fangxian.stores.packs import plan_in_force

SEEDS = 30
USUAL = Trial(people=4000)
SETTINGS = {
    "usual": USUAL,
    "half on the lists": replace(USUAL, recorded_share=0.5, detail_share=0.5),
    "out twice as much": replace(USUAL, outings=2.0),
}
SHOWN = (
    "people",
    "people_total",
    "quarantine_days",
    "infectees",
    "missed",
    "found_share",
    "people_per_found",
)


def main(seeds: int, folder: Path) -> None:
    """Run every setting; what is known is written after each."""
    folder.mkdir(parents=True, exist_ok=True)
    plan = plan_in_force("cn-covid19", date(2021, 7, 1))
    rows = pl.DataFrame()
    for name, trial in SETTINGS.items():
        print(f"{name}: {seeds} outbreaks", file=sys.stderr, flush=True)
        summary = _summarise(trial, plan, seeds)
        rows = pl.concat([rows, summary.select(pl.lit(name).alias("setting"), pl.all())])
        result = {"seeds": seeds, "plan": f"{plan.id}@{plan.version}", "people": USUAL.people}
        (folder / "results.json").write_text(json.dumps(result | {"rows": rows.to_dicts()}, indent=1) + "\n")
        (folder / "table.md").write_text(_table(rows))
        draw_scatter(rows.filter(setting="usual"), folder / "scatter.svg")
    print(_table(rows))


def _summarise(trial: Trial, plan: Plan, seeds: int) -> pl.DataFrame:
    days = find_quarantine_days(plan.figures, plan.measures)
    trials = []
    for seed in range(1, seeds + 1):
        table = run_trial(trial, plan.tracing, days, np.random.default_rng(seed))
        trials.append(table.with_columns(trial=pl.lit(seed)))
    return summarise_trials(pl.concat(trials), np.random.default_rng(1))


def _table(rows: pl.DataFrame) -> str:
    lines = ["| setting | rule | " + " | ".join(SHOWN) + " |", "|---|---|" + "---|" * len(SHOWN)]
    figures = {(row["setting"], row["rule"], row["measure"]): row for row in rows.to_dicts()}
    for setting in rows["setting"].unique(maintain_order=True):
        for rule in list_rules():
            cells = (_cell(figures[setting, rule.id, name]) for name in SHOWN)
            lines.append(f"| {setting} | {rule.title.en} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _cell(row: dict[str, float]) -> str:
    value, low, high = (_spoken(row[name]) for name in ("value", "low", "high"))
    return f"{value} ({low}–{high})"


def _spoken(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 20 else f"{value:.2f}"


if __name__ == "__main__":
    given = sys.argv[1:]
    main(
        int(given[0]) if given else SEEDS,
        Path(given[1]) if len(given) > 1 else Path(__file__).parent / "results",
    )
