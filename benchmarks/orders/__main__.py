"""`python -m benchmarks.orders [folder]`: one order to 6,340 communities, then pages among 100,000 open tasks.

The real tree (pack hunan-4), SQLite and PostgreSQL in one run, each in a process and a database of its own. Prints a
table and writes results.json and table.md into the folder (by default `benchmarks/orders/results`).
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.temporary_postgresql import start_cluster

LIMITS = {
    "an order to every community": 2_000,
    "the list of orders": 200,
    "one order": 200,
    "a branch of it": 200,
    "the tasks of an office": 200,
}
"""Milliseconds."""


def main(folder: Path) -> None:
    """Measure both databases, print and keep the table."""
    with tempfile.TemporaryDirectory() as home:
        found = {"SQLite": _measure(Path(home) / "sqlite", "")}
        with start_cluster(Path(home)) as cluster:
            found["PostgreSQL"] = _measure(Path(home) / "postgresql", cluster.url)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.json").write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    table = _table(found)
    (folder / "table.md").write_text(table, "utf-8")
    print(table, end="")


def _measure(home: Path, url: str) -> dict[str, Any]:
    home.mkdir()
    place = {"FANGXIAN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "fangxian.site.settings"}
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.orders.measuring"],
        env={**os.environ, **place, **({"FANGXIAN_DATABASE_URL": url} if url else {})},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(told.stdout.splitlines()[-1])


def _table(found: dict[str, dict[str, Any]]) -> str:
    any_of = next(iter(found.values()))
    lines = [
        f"{any_of['communities']:,} communities; {any_of['open_tasks']:,} open tasks of {any_of['orders']} orders; "
        f"{os.cpu_count()} cores, load {' and '.join(str(one['load']) for one in found.values())}. Milliseconds on the "
        f"clock / of processor time, the median of {any_of['repeats']}; in brackets on the clock at an earlier hour.",
        "",
        "| what | limit | " + " | ".join(found) + " |",
        "| --- | ---: |" + " ---: |" * len(found),
    ]
    for name, limit in LIMITS.items():
        figures = [_figure(one["now"][name], one["then"].get(name)) for one in found.values()]
        lines.append(f"| {name} | {limit:,} | " + " | ".join(figures) + " |")
    return "\n".join(lines) + "\n"


def _figure(now: list[float], then: list[float] | None) -> str:
    told = " / ".join(f"{one:,.0f}" for one in now)
    return told if then is None else f"{told} ({then[0]:,.0f})"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "results")
