"""Start the demo's server, wait until it answers, print the one-time links; Ctrl-C ends both."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

FANGXIAN = str(Path(sys.executable).with_name("fangxian"))
ROLES = {
    "commander": "指挥长 city commander: signs first",
    "city-cdc": "市疾控 city CDC: signs second",
    "district-cdc": "区疾控 district CDC",
    "community-worker": "社区工作者 community worker, Furong",
    "other-district-worker": "外区社区工作者 worker of another district: sees none of it",
    "auditor": "审计员 auditor: reads the journal",
}
PATIENCE_S = 60


def find_free_port(first: int) -> int:
    """Return `first` or the next free port: two servers can share one port without an error."""
    for port in range(first, first + 50):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    sys.exit(f"No free port between {first} and {first + 49}. Try `make demo PORT=9000`.")


def wait_until_ready(server: subprocess.Popen[bytes], address: str) -> None:
    """Return when the server answers; exit with a sentence when it ended or stays silent."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if server.poll() is not None:
            sys.exit(f"The server ended with exit code {server.returncode}; its last words are above.")
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    server.terminate()
    sys.exit(f"No answer from {address} within {PATIENCE_S} s.")


def get_link(role: str, port: int) -> str:
    """Return a fresh one-time sign-in link for a demo role."""
    printed = subprocess.run(
        [FANGXIAN, "sign-in-link", "--as", role, "--port", str(port)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return printed.split()[-1]


def print_links(address: str, port: int) -> None:
    """Print who may sign in and where."""
    print(f"\n  Fangxian 防线 is ready:  {address}\n")
    print("  One-time sign-in links 一次性登录链接:\n")
    with ThreadPoolExecutor(2) as pool:
        links = pool.map(lambda role: get_link(role, port), ROLES)
        for who, link in zip(ROLES.values(), links, strict=True):
            print(f"  {who}\n    {link}", flush=True)
    home = os.environ["FANGXIAN_HOME"]
    print(
        f"\n  Each works once. A new one: FANGXIAN_HOME={home} {FANGXIAN} sign-in-link --as ROLE --port {port}"
    )
    print("  Ctrl-C stops the server. 按 Ctrl-C 停止服务。", flush=True)


def main() -> int:
    """Serve until stopped."""
    port = find_free_port(int(os.environ.get("PORT", "8320")))
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen([FANGXIAN, "serve", "--port", str(port)])
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
