"""`python -m benchmarks.journal [entries] [folder]`: entries verified a second, on SQLite and on PostgreSQL.

Beside `verify` stand the plain loop through Django's rows and the hashing of the same bytes without any other
check, which nothing on one processor can beat. Writes speed.json and speed.md into the folder (by default
`benchmarks/journal/results`) and prints the table. PostgreSQL 15 is started in a temporary folder.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.temporary_postgresql import start_cluster

ENTRIES = 600_000
RESULTS = Path(__file__).parent / "results"


def main(entries: int, folder: Path) -> None:
    """Measure on both databases, each in a process of its own."""
    rows = []
    with tempfile.TemporaryDirectory() as home:
        rows += _measure("SQLite", entries, {"FANGXIAN_HOME": home, "FANGXIAN_DATABASE_URL": ""})
    with tempfile.TemporaryDirectory() as home, start_cluster(Path(home)) as cluster:
        rows += _measure("PostgreSQL", entries, {"FANGXIAN_HOME": home, "FANGXIAN_DATABASE_URL": cluster.url})
    table = _table(rows)
    folder.mkdir(parents=True, exist_ok=True)
    said = {"entries": entries, "processors": len(os.sched_getaffinity(0)), "rows": rows}
    (folder / "speed.json").write_text(json.dumps(said, indent=1) + "\n")
    (folder / "speed.md").write_text(table)
    print(table)


def _measure(database: str, entries: int, where: dict[str, str]) -> list[dict[str, object]]:
    env = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"} | where
    command = [sys.executable, "-m", "benchmarks.journal.measuring", str(entries)]
    done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True)
    return [{"database": database, **row} for row in json.loads(done.stdout)]


def _table(rows: list[dict[str, object]]) -> str:
    lines = [
        "| database | what | entries a second | of one processor, µs an entry |",
        "|---|---|---:|---:|",
    ]
    for row in rows:
        lines.append(f"| {row['database']} | {row['what']} | {row['a_second']:,} | {row['cpu_us']} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES,
        Path(sys.argv[2]) if len(sys.argv) > 2 else RESULTS,
    )
