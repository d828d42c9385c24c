"""Start the demo's server, wait until it answers, print the one-time links; Ctrl-C ends both."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

FANGXIAN = str(Path(sys.executable).with_name("fangxian"))
ROLES = {
    "commander": "指挥长 city commander: signs first",
    "city-cdc": "市疾控 city CDC: signs second",
    "district-cdc": "区疾控 district CDC",
    "community-worker": "社区工作者 community worker, Furong",
    "other-district-worker": "外区社区工作者 worker of another district: sees none of it",
    "district-commander": "区指挥长 district commander, Furong: splits and follows orders",
    "inspector": "督查员 inspector: findings and rectification",
    "publicity-officer": "宣传人员 publicity officer: drafts and publishes notices",
    "appeal-officer": "复议员 appeal officer: decides appeals, outside the signing line",
    "auditor": "审计员 auditor: reads the journal",
}
PATIENCE_S = 60
LOG = Path(".make/logs/server.log")


def find_free_port(first: int) -> int:
    """Return `first` or the next free port: two servers can share one port without an error."""
    for port in range(first, first + 50):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    sys.exit(f"No free port between {first} and {first + 49}. Try `make demo PORT=9000`.")


def wait_until_ready(server: subprocess.Popen[bytes], address: str) -> None:
    """Return when the server answers; exit with a sentence when it ended or stays silent."""
    started = time.monotonic()
    while (waited := time.monotonic() - started) < PATIENCE_S:
        if sys.stdout.isatty():
            print(f"\r  … Start the server  {waited:.0f}s", end="", flush=True)
        if server.poll() is not None:
            sys.exit(
                f"The server ended with exit code {server.returncode}:\n{LOG.read_text('utf-8')[-2000:]}"
            )
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):
                print(f"\r  ✓ Start the server  {waited:.0f}s", flush=True)
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    sys.exit(f"No answer from {address} within {PATIENCE_S} s.")


def list_links(port: int) -> list[str]:
    """Return a fresh one-time sign-in link for each demo role."""
    asked = [word for role in ROLES for word in ("--as", role)]
    command = [FANGXIAN, "sign-in-link", "--port", str(port), *asked]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()


def print_links(address: str, port: int) -> None:
    """Print who may sign in and where."""
    print(f"\n  Fangxian 防线 is ready:  {address}\n")
    print("  One-time sign-in links 一次性登录链接:\n")
    for who, link in zip(ROLES.values(), list_links(port), strict=True):
        print(f"  {who}\n    {link}", flush=True)
    home = os.environ["FANGXIAN_HOME"]
    print(
        f"\n  Each works once. A new one: FANGXIAN_HOME={home} {FANGXIAN} sign-in-link --as ROLE --port {port}"
    )
    print(f"  Its log is {LOG}. Ctrl-C stops the server. 按 Ctrl-C 停止服务。", flush=True)


def _stop(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def main() -> int:
    """Serve until stopped, by Ctrl-C or by a signal."""
    signal.signal(signal.SIGTERM, _stop)
    port = find_free_port(int(os.environ.get("PORT", "8320")))
    address = f"http://127.0.0.1:{port}"
    with LOG.open("w", encoding="utf-8") as log:
        server = subprocess.Popen([FANGXIAN, "serve", "--port", str(port)], stdout=log, stderr=log)
    try:
        wait_until_ready(server, address)
        print_links(address, port)
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main())
