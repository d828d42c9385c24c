"""`python -m benchmarks.moving`: how long a former office still sees somebody who moved, against a running server.

A community's worker asks for one follow-up without pause while the commander moves the person to another district.
Counted from the moment the move is answered: the last question that was still answered, and the first the new office
got an answer to. Every figure is that of the slowest of the moves. SQLite and PostgreSQL in one run.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tests.temporary_postgresql import start_cluster

MOVES = 40
NEW_HOME = "430105001004"
RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Moved:
    """One move, in ms. `still_ms`: how long after its answer the old office was last let in (negative: before it)."""

    took_ms: float
    still_ms: float
    seen_ms: float


def main() -> None:
    """Measure both databases; print and keep the table."""
    with tempfile.TemporaryDirectory() as home:
        found = {"SQLite": _measure(Path(home) / "sqlite", "")}
        with start_cluster(Path(home)) as cluster:
            found["PostgreSQL"] = _measure(Path(home) / "postgresql", cluster.url)
    RESULTS.mkdir(exist_ok=True)
    table = _table(found)
    (RESULTS / "moving.md").write_text(table)
    print(table, end="")


def _measure(home: Path, url: str) -> list[Moved]:
    home.mkdir()
    place = {"FANGXIAN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "fangxian.site.settings"}
    env = {**os.environ, **place, **({"FANGXIAN_DATABASE_URL": url} if url else {})}
    command = [sys.executable, "-m", "benchmarks.moving.preparing", str(MOVES)]
    told = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True)
    ready = json.loads(told.stdout.splitlines()[-1])
    with _serve(env) as port:
        return [_move(port, key, ready["tokens"]) for key in ready["keys"]]


@contextmanager
def _serve(env: dict[str, str]) -> Iterator[int]:
    port = 20_000 + os.getpid() % 20_000
    command = [str(Path(sys.executable).parent / "fangxian"), "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not _answers(port):
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait()


def _answers(port: int) -> bool:
    try:
        return _ask(HTTPConnection("127.0.0.1", port), "GET", "/", "") > 0
    except OSError:
        return False


def _ask(to: HTTPConnection, method: str, path: str, token: str, body: Any = None) -> int:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    to.request(method, path, json.dumps(body) if body else None, headers)
    answer = to.getresponse()
    answer.read()
    return answer.status


def _move(port: int, key: str, tokens: dict[str, str]) -> Moved:
    path, stop, let_in = f"/api/follow-ups/{key}", threading.Event(), list[float]()

    def watch() -> None:
        to = HTTPConnection("127.0.0.1", port)
        while not stop.is_set():
            asked_at = time.monotonic()
            if _ask(to, "GET", path, tokens["community-worker"]) == 200:
                let_in.append(asked_at)

    watcher = threading.Thread(target=watch)
    watcher.start()
    while not let_in:
        time.sleep(0.01)
    began = time.monotonic()
    given = {"to_place_id": NEW_HOME, "reason": "told us at the door"}
    to = HTTPConnection("127.0.0.1", port)
    assert _ask(to, "POST", f"{path}/move", tokens["commander"], given) == 200
    moved = time.monotonic()
    while _ask(to, "GET", path, tokens["other-district-worker"]) != 200:
        assert time.monotonic() - moved < 10
    seen = time.monotonic()
    time.sleep(0.5)
    stop.set()
    watcher.join()
    return Moved(*(1_000 * one for one in (moved - began, let_in[-1] - moved, seen - moved)))


def _table(found: dict[str, list[Moved]]) -> str:
    lines = [
        f"{MOVES} moves, the slowest of them; ms. The old office asks without pause; its last question answered is "
        f"counted from the answer to the move (negative: before it). {os.cpu_count()} cores.",
        "",
        "| database | the move itself | last let in, old office | first let in, new office |",
        "|---|---:|---:|---:|",
    ]
    for name, moves in found.items():
        worst = [max(getattr(one, figure) for one in moves) for figure in ("took_ms", "still_ms", "seen_ms")]
        lines.append(f"| {name} | " + " | ".join(f"{one:,.0f}" for one in worst) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
