"""`python -m benchmarks.testing.hot_path [seconds] [folder]`: durable registrations a second over HTTP, on both databases.

`fangxian serve` as it is, on loopback, with real accounts: a token, a duty and a community for each device. Requests of
ten records arrive when they are due, whether or not earlier ones were answered, and latency counts from when one was due.
First a little above the goal, then at ten times of it, each after a quarter of a minute in which the devices come for the
first time, as after a restart; afterwards every record that was ever acknowledged is looked for in the database.
Beside it: one row a commit through Django, on the same database. Prints hot_path.md and writes it into the folder (by
default `benchmarks/testing/results`).
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.testing.arrivals import RECORDS, Found, send_all
from benchmarks.testing.serving import serve
from tests.temporary_postgresql import start_cluster

FOR_S, GOAL_A_SECOND, LIMIT_MS, OVERLOAD = 60.0, 5_000, 250, 10
OFFERED_A_SECOND, COMING_S = 5_200, 15.0
PEER_S = 10.0


def main(for_s: float, folder: Path) -> None:
    """Measure both databases, print and keep the table."""
    with tempfile.TemporaryDirectory() as home:
        found = {"SQLite": _measure(Path(home) / "sqlite", "", for_s)}
        with start_cluster(Path(home), durable=True) as cluster:
            found["PostgreSQL"] = _measure(Path(home) / "postgresql", cluster.url, for_s)
    folder.mkdir(parents=True, exist_ok=True)
    table = _table(found, for_s)
    (folder / "hot_path.md").write_text(table, "utf-8")
    print(table, end="")


def _measure(home: Path, url: str, for_s: float) -> dict[str, Any]:
    home.mkdir()
    place = {"FANGXIAN_HOME": str(home), "FANGXIAN_DATABASE_URL": url}
    world = _ask("ground", place)
    peer = _ask("peer", place, str(PEER_S))
    told: dict[str, Any] = {"peer": peer["a_second"]}
    for name, rate in (("goal", OFFERED_A_SECOND), ("overload", GOAL_A_SECOND * OVERLOAD)):
        with serve(home, place) as port:
            coming = send_all(port, world["devices"], OFFERED_A_SECOND / RECORDS, COMING_S)
            found = send_all(port, world["devices"], rate / RECORDS, for_s)
            acknowledged = home / f"{name}.keys"
            acknowledged.write_bytes(b"".join(coming.acknowledged + found.acknowledged))
            lag = found.lag
            began = time.perf_counter()
            _ask("drain", place)
            drained_s = time.perf_counter() - began
        told[name] = (
            _figures(found, for_s)
            | {"lag": lag, "drained_s": drained_s}
            | _ask("count", place, str(acknowledged))
        )
    return told | {"load": os.getloadavg()[0]}


def _ask(what: str, place: dict[str, str], *words: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.testing.registered", what, *words]
    env = {**{k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}, **place}
    done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def _figures(found: Found, for_s: float) -> dict[str, Any]:
    return {
        "a_second": len(found.acknowledged) / for_s,
        "offered": found.sent * RECORDS / for_s,
        "p50_ms": found.quantile_ms(0.5),
        "p99_ms": found.quantile_ms(0.99),
        "busy": found.busy,
        "failed": found.failed,
        "retry_s": found.retry_s,
    }


def _table(found: dict[str, dict[str, Any]], for_s: float) -> str:
    loads = " and ".join(f"{one['load']:.1f}" for one in found.values())
    lines = [
        f"{os.cpu_count()} cores that also send the requests and hold the database; load "
        f"{loads}. {for_s:.0f} s each, {RECORDS} records a request, "
        f"goal {GOAL_A_SECOND:,} a second below {LIMIT_MS} ms (p99, from when a request was due).",
        "",
        "| | " + " | ".join(f"{database}, {name}" for database in found for name in ("goal", "×10")) + " |",
        "| --- |" + " ---: |" * 2 * len(found),
    ]
    columns = [one[name] for one in found.values() for name in ("goal", "overload")]
    for label, show in ROWS.items():
        lines.append(f"| {label} | " + " | ".join(show(column) for column in columns) + " |")
    peers = " | ".join(
        f"{one['peer']:,.0f} | ×{one['goal']['a_second'] / one['peer']:,.0f}" for one in found.values()
    )
    lines.append(
        f"| peer: one row a commit through Django, a second; the spool over HTTP against it | {peers} |"
    )
    return "\n".join(lines) + "\n"


ROWS = {
    "records offered a second": lambda one: f"{one['offered']:,.0f}",
    "acknowledged a second": lambda one: f"{one['a_second']:,.0f}",
    "p50, ms": lambda one: f"{one['p50_ms']:,.0f}",
    "p99, ms": lambda one: f"{one['p99_ms']:,.0f}",
    "requests told to come back": lambda one: f"{one['busy']:,}",
    "in how many seconds": lambda one: "–".join(map(str, one["retry_s"])) or "",
    "requests not answered": lambda one: f"{one['failed']:,}",
    "largest lag, records": lambda one: f"{one['lag']:,}",
    "applied after the end in, s": lambda one: f"{one['drained_s']:.1f}",
    "acknowledged, the quarter minute before included": lambda one: f"{one['acknowledged']:,}",
    "of these lost": lambda one: f"{one['lost']:,}",
    "on record in all": lambda one: f"{one['kept']:,}",
}


if __name__ == "__main__":
    main(
        float(sys.argv[1]) if len(sys.argv) > 1 else FOR_S,
        Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parent / "results",
    )
