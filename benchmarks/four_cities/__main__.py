"""`python -m benchmarks.four_cities [futures] [retold] [threads] [seed]`: July and August 2021, rehearsed from the facts.

On each day only what had been published by the next morning is used: final size and next week's daily counts with
intervals, scored beside "next week like last week". Then the futures that went as 2021 went are told again: one day
earlier, one day later, without mass testing, without a cordon, with venue and interval tracing only. Writes
results/{table.md, by_day.csv, next_week.csv, final_size.svg, next_week.svg, otherwise.svg}.
"""

import sys
from pathlib import Path

import numpy as np

from benchmarks.four_cities.drawing import draw_final, draw_otherwise, draw_week
from benchmarks.four_cities.foretelling import foretell, means_of
from benchmarks.four_cities.foretelling import table_of as table_of_days
from benchmarks.four_cities.knowing import came, list_days, the_whole
from benchmarks.four_cities.otherwise import moved, tell_all
from benchmarks.four_cities.otherwise import table_of as table_of_changes
from benchmarks.four_cities.scene import the_setting
from fangxian.engines.rehearsal.forecasting import Told, most_alike, tell_futures

RESULTS = Path(__file__).parent / "results"
FROM_DAY, MOST_RATIO = 8, 5.0
"""The goal: from this day on, the upper end of the 90 % interval of the final size is at most so many times the lower."""
SHOWN_DAYS = (4, 8, 12, 16)


def main(futures: int = 60_000, retold: int = 200, threads: int = 2, seed: int = 1) -> None:
    """Rehearse the outbreak and keep what came of it."""
    RESULTS.mkdir(exist_ok=True)
    told = tell_futures(the_setting(), futures, seed=seed, threads=threads)
    lines = [f"{futures:,} futures told, {len(told.numbers):,} in which somebody was found; seed {seed}.", ""]
    lines += [*_foretold(told), "", *_otherwise(told, retold, threads)]
    text = "\n".join(lines) + "\n"
    (RESULTS / "table.md").write_text(text, "utf-8")
    print(text)


def _foretold(told: Told) -> list[str]:
    final = int(came().sum())
    by_day, ahead = foretell(told, list_days())
    by_day.write_csv(RESULTS / "by_day.csv", float_precision=3)
    ahead.write_csv(RESULTS / "next_week.csv")
    draw_final(by_day, final, RESULTS / "final_size.svg")
    draw_week(ahead, SHOWN_DAYS, RESULTS / "next_week.svg")
    late = by_day.filter(by_day["day"] >= FROM_DAY)
    inside = ((by_day["final_05"] <= final) & (by_day["final_95"] >= final)).sum()
    return [
        *table_of_days(by_day, final), "", *means_of(by_day), "",
        f"It was {final}: inside the 90 % interval on {inside} of {by_day.height} days.",
        f"Upper / lower from day {FROM_DAY} on: at most {late['ratio'].max():.1f} (goal {MOST_RATIO:.0f}).",
        f"Days on which the futures scored better: {(by_day['ours_wis'] < by_day['theirs_wis']).sum()} of {by_day.height}.",
    ]  # fmt: skip


def _otherwise(told: Told, retold: int, threads: int) -> list[str]:
    whole = the_whole()
    rows = most_alike(told, whole, retold)
    counts = told.counts[rows, whole.asked]
    low, middle, high = np.quantile(counts.sum(axis=1), (0.05, 0.5, 0.95))
    again = tell_all(told, rows, threads)
    draw_otherwise(again, RESULTS / "otherwise.svg")
    since, seeds = (
        np.quantile(told.since[rows], (0.05, 0.5, 0.95)),
        np.quantile(told.settings[rows, 1], (0.05, 0.5, 0.95)),
    )
    return [
        f"The {retold} futures that went most nearly as 2021 went: {middle:.0f} confirmed ({low:.0f} – {high:.0f}), first "
        f"infection {since[1]:.1f} days ({since[0]:.1f} – {since[2]:.1f}) before the first report, {seeds[1]:.0f} "
        f"({seeds[0]:.0f} – {seeds[2]:.0f}) infected from outside. Given up as too large: {int(again['given_up'].sum())}.",
        "", *table_of_changes(again), "", *moved(again),
    ]  # fmt: skip


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
