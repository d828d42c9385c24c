"""A server for a benchmark: `fangxian serve` as anybody starts it, on a free port."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE_S = 300.0


@contextmanager
def serve(home: Path, place: dict[str, str]) -> Iterator[int]:
    """Serve a home; yield the port once it is ready, end the server afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    program = [
        sys.executable,
        "-c",
        "from fangxian.doors.cli.main import main; main()",
        "serve",
        "--port",
        str(port),
    ]
    env = {**{k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}, **place}
    with (home / "serve.log").open("ab") as log:
        server = subprocess.Popen(program, env=env, stdout=log, stderr=log)
    try:
        _wait_for(server, port)
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def _wait_for(server: "subprocess.Popen[bytes]", port: int) -> None:
    ends_at = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends_at and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not get ready")
