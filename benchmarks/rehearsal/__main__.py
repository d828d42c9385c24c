"""`python -m benchmarks.rehearsal`: a thousand futures of ten million people, a hundred plans, and others beside us.

Each line is one run on the clock with two threads, without compiling and opening the city. Peers run in the same process on
as many people and days; "at equal cases" divides by how many infections each told. Writes results/futures.md. The peers are
left out, and said to be, where they are not installed (`pip install --group peers`).
"""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

from benchmarks.rehearsal import peers
from benchmarks.rehearsal.live import time_fit, time_race
from benchmarks.rehearsal.running import tell
from fangxian.engines.rehearsal import Start

RESULTS = Path(__file__).parent / "results" / "futures.md"
CONTAINED = Start(seed_cases=40, seeded_days_ago=7, days=60)
"""Some two to five hundred infections under the plan."""


def main() -> None:
    """Measure everything and keep it."""
    lines = [f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start.", ""]
    lines += ["| work | seconds | infections, mean | goal |", "|---|---:|---:|---|"]
    lines += _ours()
    lines += ["", *_beside()]
    text = "\n".join(lines) + "\n"
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(text, "utf-8")
    print(text)


def _ours() -> list[str]:
    rows = []
    for people in (1_000_000, 3_000_000, 10_000_000):
        timed = tell(people, CONTAINED, 1000)
        goal = "below 2 s" if people == 10_000_000 else "flat from 1 M to 10 M"
        rows.append(
            f"| 1,000 futures of {people:,} people | {timed.seconds:.2f} | {timed.infections:,.0f} | {goal} |"
        )
    hundred = tell(1_000_000, Start(), 1000, plans=100)
    rows.append(
        f"| 100 plans × 1,000 paired futures | {hundred.seconds:.1f} | {hundred.infections:,.0f} | below 60 s |"
    )
    took, alike = time_fit()
    rows.append(f"| fit with 100,000 futures ({alike:,} like the record) | {took:.1f} | | below 30 s |")
    took, orders, twice = time_race()
    rows.append(
        f"| race clock, {orders} open orders ({twice:,} futures told twice) | {took:.1f} | | below 5 s |"
    )
    return rows


def _beside() -> list[str]:
    missing = [name for name in ("covasim", "epiworldpy") if find_spec(name) is None]
    if missing:
        return [f"Not installed, so not measured: {', '.join(missing)}."]
    ours, theirs = (
        tell(1_000_000, CONTAINED, 200),
        peers.covasim(1_000_000, CONTAINED.length, 40, beta=0.006, contained=True),
    )
    wild, their_wild = (
        tell(1_000_000, Start(500, 0, 60), 4, contained=False),
        peers.covasim(1_000_000, 60, 500, beta=0.016, contained=False),
    )
    static, their_static = (
        tell(100_000, Start(100, 0, 60), 10, contained=False),
        peers.epiworld(100_000, 60, 100, 5),
    )
    head = ["| one future beside a peer | ours, s | infections | peer, s | infections | ratio | at equal cases | goal |",
            "|---|---:|---:|---:|---:|---:|---:|---|"]  # fmt: skip
    return [
        *head,
        _row("Covasim 3.1.6, 1 M people, contained", ours, theirs, "10,000×"),
        _row("Covasim 3.1.6, 1 M people, uncontained", wild, their_wild, "50×"),
        _row("epiworldpy, static network of 100,000, uncontained", static, their_static, "3×"),
    ]


def _row(name: str, ours: object, theirs: peers.Peer, goal: str) -> str:
    each, infections = ours.each, ours.infections  # type: ignore[attr-defined]
    ratio = theirs.seconds / each
    equal = ratio * infections / max(theirs.infections, 1.0)
    return (
        f"| {name} | {each:.5f} | {infections:,.0f} | {theirs.seconds:.2f} | {theirs.infections:,.0f} "
        f"| {ratio:,.0f}× | {equal:,.0f}× | {goal} |"
    )


if __name__ == "__main__":
    main()
    sys.exit(0)
