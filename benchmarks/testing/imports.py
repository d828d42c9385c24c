"""`python -m benchmarks.testing.imports [files]`: is any row of a mangled import file ever lost?

Valid files of every kind of list (CSV, XLSX, Parquet) are mangled once or twice, as people and programs mangle them, and
each is imported on a real database: the first half on SQLite, the other on PostgreSQL. A file must end in a batch with
read = accepted + duplicate + rejected, a reason in both languages for each rejected row and as many rows read as a
reader counts that the product does not use; or in a problem in both languages with nothing written. Anything else is a
failure. Prints and writes results/imports.md; ends with 1 where there is a failure.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from tests.temporary_postgresql import start_cluster

FILES, SEED = 10_000, 2021
RESULTS = Path(__file__).parent / "results" / "imports.md"
Found = dict[str, Any]


def main(files: int) -> int:
    """Import on both databases, print and keep the table; return how many files failed."""
    half = files // 2
    with tempfile.TemporaryDirectory() as room:
        found = {"SQLite": _run(Path(room) / "sqlite", "", 0, half)}
        with start_cluster(Path(room)) as cluster:
            found["PostgreSQL"] = _run(Path(room) / "postgresql", cluster.url, half, files)
    text = "\n".join(_tell(files, found)) + "\n"
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(text, "utf-8")
    print(text, end="")
    return sum(len(one["failures"]) for one in found.values())


def _run(home: Path, url: str, first: int, end: int) -> Found:
    home.mkdir()
    # One thread: tables of six rows are not worth sharing out.
    place = {
        "POLARS_MAX_THREADS": "1",
        "FANGXIAN_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "fangxian.site.settings",
    }
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.testing.mangled.running", str(first), str(end), str(SEED)],
        env={**os.environ, **place, **({"FANGXIAN_DATABASE_URL": url} if url else {})},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(told.stdout.splitlines()[-1])


def _tell(files: int, found: dict[str, Found]) -> list[str]:
    counts, rows = Counter[str](), Counter[str]()
    for one in found.values():
        counts.update(one["counts"])
        rows.update(one["rows"])
    failures = [[name, *failure] for name, one in found.items() for failure in one["failures"]]
    took = " and ".join(f"{one['seconds']:.0f} s on {name}" for name, one in found.items())
    settled = rows["accepted"] + rows["duplicate"] + rows["rejected"]
    holds = "=" if rows["read"] == settled else "is NOT"
    return [
        f"{files:,} mangled files, seed {SEED}; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {took}.",
        "",
        f"Rows: {rows['read']:,} read {holds} {rows['accepted']:,} accepted + {rows['duplicate']:,} duplicate + "
        f"{rows['rejected']:,} rejected. Of {counts['all:|balance']:,} files taken in, another reader counted "
        f"{rows['counted']:,} and found as many rows; {counts['all:|problem']:,} ended in a problem with nothing written; "
        f"{counts['all:|failure']:,} failed.",
        "",
        *_table(counts, "kind or form", kinds=True),
        "",
        *_table(counts, "mangling", kinds=False),
        *(["", "Failures:", *(f"- {' | '.join(failure)}" for failure in failures)] if failures else []),
    ]


def _table(counts: Counter[str], title: str, *, kinds: bool) -> list[str]:
    names = sorted({name for name, _ in (key.split("|") for key in counts) if name.endswith(":") == kinds})
    lines = [
        f"| {title} | files | taken in, in balance | a problem | failed |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for name in names:
        outcomes = [counts[f"{name}|{outcome}"] for outcome in ("balance", "problem", "failure")]
        figures = " | ".join(f"{count:,}" for count in (sum(outcomes), *outcomes))
        lines.append(f"| {name.removesuffix(':')} | {figures} |")
    return lines


if __name__ == "__main__":
    sys.exit(1 if main(int(sys.argv[1]) if len(sys.argv) > 1 else FILES) else 0)
