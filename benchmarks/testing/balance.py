"""`python -m benchmarks.testing.balance [people]`: a city-wide round from the person to the answer, losses planted.

Seven million people in tubes of ten, shipments of 200 tubes, three laboratories; 1,000 losses of every kind are planted
and each has to be named with its person and tube. Prints and writes results/balance.md, with DuckDB beside it: the same
balance and the same names by joins in SQL on the same tables.
"""

import os
import sys
import time
from pathlib import Path

from benchmarks.testing.custody.peer import Peer
from benchmarks.testing.custody.planted import Day, draw_day
from fangxian.engines.tables import closure_of
from fangxian.engines.testing.custody import (
    find_custody_breaks,
    find_imbalances,
    follow_custody,
    roll_up_custody,
)
from fangxian.stores.places import read_place_pack

PEOPLE = 7_000_000
RESULTS = Path(__file__).parent / "results" / "balance.md"


def main(people: int) -> None:
    """Draw the day, measure, print and keep the table."""
    tree = read_place_pack("hunan-4").tree
    day = draw_day(tree, people)
    begun, busy = time.perf_counter(), time.process_time()
    custody = follow_custody(**day.given)
    followed = time.perf_counter()
    balance = roll_up_custody("round-1", custody, tree)
    imbalances = find_imbalances(balance).height
    rolled = time.perf_counter()
    breaks = find_custody_breaks(custody)
    ended, used = time.perf_counter(), time.process_time() - busy
    named = set(breaks.select("kind", "person_id", "tube_code").iter_rows())
    del custody
    took, same = Peer(day.given).measure(balance, closure_of(tree), named)
    text = "\n".join(
        [
            f"{people:,} people, {day.given['samples'].height:,} samples in {day.given['tubes'].height:,} tubes, "
            f"{tree.height:,} places; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}.",
            "",
            "| step | seconds on the clock |",
            "|---|---:|",
            f"| every sample followed through its tube | {followed - begun:.1f} |",
            f"| balance at every place, checked | {rolled - followed:.1f} |",
            f"| every break named | {ended - rolled:.1f} |",
            f"| all together ({used:.1f} s of processor time) | {ended - begun:.1f} |",
            f"| DuckDB, 2 threads: the same | {took:.1f} |",
            "",
            _told(day, named, imbalances),
            f"DuckDB's figures and names: {same}; we take {(ended - begun) / took:.2f} of its time.",
        ]
    )
    print(text)
    RESULTS.write_text(text + "\n", "utf-8")


def _told(day: Day, named: set[tuple[str, str | None, str | None]], imbalances: int) -> str:
    planted = day.planted
    return (
        f"Named: {len(named & planted):,} of {len(planted):,} planted breaks ({len(day.kinds)} kinds), "
        f"{len(named - planted)} falsely; {imbalances} places that do not add up."
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
