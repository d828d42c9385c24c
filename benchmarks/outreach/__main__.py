"""`python -m benchmarks.outreach [folder]`: 754 groups handed to 30 home cities; 5,000 venues put into walks.

Everybody and every venue is synthetic and drawn from a seed; how many groups and people there were on 29 July 2021 is from the
milestones of the outbreak pack. Prints a table and writes it to table.md in the folder (default: `benchmarks/outreach/results`).
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.outreach.walking import Walking, measure_walks


def main(folder: Path) -> None:
    """Measure, print and keep the table."""
    with tempfile.TemporaryDirectory() as home:
        place = {"FANGXIAN_HOME": home, "DJANGO_SETTINGS_MODULE": "fangxian.site.settings"}
        told = subprocess.run(
            [sys.executable, "-m", "benchmarks.outreach.stranding"],
            env={**os.environ, **place},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    lines = [f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}. SQLite.", "", told.stdout.strip(), ""]
    lines += _walk_lines(measure_walks())
    folder.mkdir(parents=True, exist_ok=True)
    text = "\n".join([*lines, ""])
    (folder / "table.md").write_text(text, "utf-8")
    print(text, end="")


def _walk_lines(found: list[Walking]) -> list[str]:
    lines = [
        "5,000 venues never looked at, walks of 240 minutes. Beside: each walker begins at the most urgent venue left and goes to "
        "the nearest that still fits.",
        "",
        "| walkers | seconds, clock / processor | reached | of the 500 most urgent | metres a venue | nearest first: reached "
        "| of the 500 | metres a venue |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {one.walkers} | {one.seconds:.1f} / {one.processor_seconds:.1f} | {one.share:.1%} | {one.urgent:.1%} | "
        f"{one.metres:.0f} | {one.nearest_share:.1%} | {one.nearest_urgent:.1%} | {one.nearest_metres:.0f} |"
        for one in found
    ]
    return lines


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "results")
