"""`python -m benchmarks.validity.against_covasim [runs]`: our kernel and Covasim on one graph under the same rules.

A city of 100,000; what is compared is the relative difference of means with its 95 % interval, which has to lie inside
± 10 %: infections by four days, R of the early cases, the time between infections, and the share of each layer, without
measures and with one from day 15. Writes results/covasim.md; ends with 1 where an interval reaches further.
Needs the peers: `pip install --group peers`.
"""

import sys
from pathlib import Path

from benchmarks.validity.our_side import run_ours
from benchmarks.validity.same_rules import LOOKED_AT, Found, mean_ratio
from fangxian.engines.rehearsal import make_up_city

PEOPLE, RUNS, OURS_FOR_EACH = 100_000, 40, 10
LIMIT = 0.10
RESULTS = Path(__file__).parent / "results" / "covasim.md"


def main(runs: int) -> int:
    """Run both, print and keep the table, and return how many intervals reach beyond the limit."""
    from benchmarks.validity.their_side import run_theirs

    city = make_up_city(PEOPLE, seed=5, vaccinated=0.0)
    lines = [f"{PEOPLE:,} people, {runs} runs of Covasim 3.1.6 and {runs * OURS_FOR_EACH} of ours.", ""]
    beyond = 0
    for measured in (False, True):
        ours, theirs = run_ours(city, runs * OURS_FOR_EACH, measured), run_theirs(city, runs, measured)
        rows, missed = compare(ours, theirs)
        beyond += missed
        lines += [f"{'With a measure from day 15' if measured else 'Without measures'}:", "", *rows, ""]
    text = "\n".join(lines)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(text, "utf-8")
    print(text)
    return beyond


def compare(ours: Found, theirs: Found) -> tuple[list[str], int]:
    """Return the rows of a table, and how many differences reach beyond the limit."""
    columns = [
        (f"infections by day {day}", ours.by_day[:, n], theirs.by_day[:, n])
        for n, day in enumerate(LOOKED_AT)
    ]
    columns += [
        ("R of early cases", ours.offspring, theirs.offspring),
        ("generation time", ours.generation, theirs.generation),
    ]
    names = ("home", "team", "class", "venues")
    columns += [(f"share at {name}", ours.layers[:, n], theirs.layers[:, n]) for n, name in enumerate(names)]
    rows = ["| | ours | Covasim | difference | 95 % interval | inside |", "|---|---:|---:|---:|---|---|"]
    missed = 0
    for name, a, b in columns:
        ratio, low, high = mean_ratio(a.astype(float), b.astype(float))
        inside = low > -LIMIT and high < LIMIT
        missed += not inside
        rows.append(
            f"| {name} | {a.mean():,.3g} | {b.mean():,.3g} | {ratio:+.1%} | {low:+.1%} to {high:+.1%} | {'yes' if inside else 'NO'} |"
        )
    return rows, missed


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS))
