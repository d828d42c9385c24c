"""What only the installed program can show: its start, its streams, its signals. Elsewhere `terminal.run` is as good."""

import signal
import socket
import subprocess
import time
import urllib.request
from dataclasses import replace

import pytest

PATIENCE_S = 60
"""Three seconds on an idle machine; the other tests keep both cores busy."""


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    stdout, stderr = process.communicate(timeout=PATIENCE_S)
    return process.returncode, stdout, stderr


def find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1) as answer:
            return bool(answer.read() == b"ok")
    except OSError:
        return False


@pytest.mark.parametrize(
    "words",
    [
        ("plan", "show", "measles-us-county", "--language", "zh"),
        ("journal", "verify"),
        ("sign-in-link", "--as", "nobody"),
        ("follow-ups", "list"),
    ],
    ids=" ".join,
)
def test_a_fork_says_what_the_program_says(terminal, words):
    done = terminal.run(*words)
    again = ended(replace(terminal, home=terminal.folder / "another").start(*words))
    assert (done.returncode, done.stdout, done.stderr) == again


def test_the_first_command_makes_a_home_nobody_else_opens_and_the_second_finds_its_keys(terminal):
    assert ended(terminal.start("journal", "verify"))[0] == 0
    assert (terminal.home / "fangxian.sqlite3").exists()
    kept = {key.name: (key.read_bytes(), key.stat().st_mode & 0o777) for key in terminal.home.glob("keys/*")}
    assert {mode for _, mode in kept.values()} == {0o600}
    assert ended(terminal.start("journal", "verify"))[0] == 0
    assert kept == {
        key.name: (key.read_bytes(), key.stat().st_mode & 0o777) for key in terminal.home.glob("keys/*")
    }


def test_chinese_is_printed_where_no_language_is_set(terminal):
    bare = replace(terminal, variables={"LC_ALL": "C", "LANG": "C"})
    code, _, refused = ended(bare.start("plan", "lint", "no-such-plan"))
    assert (code, "no-such-pack" in refused, "没有资源包" in refused) == (2, True, True)
    assert "Traceback" not in refused


def test_a_command_that_waits_is_ended_by_the_keyboard_without_a_traceback(terminal):
    waiting = terminal.start("notices", "send", "--every", "600")
    assert waiting.stdout.readline().startswith("sent 0")
    waiting.send_signal(signal.SIGINT)
    code, _, refused = ended(waiting)
    assert code == 130
    assert "Traceback" not in refused


def test_the_server_gets_ready_refuses_a_second_on_its_port_and_ends_cleanly_when_told(terminal):
    port, began = find_port(), time.monotonic()
    server = terminal.start("serve", "--port", port)
    try:
        while not is_ready(port):
            assert server.poll() is None
            assert time.monotonic() - began < PATIENCE_S
            time.sleep(0.05)
        code, _, refused = ended(terminal.start("serve", "--port", port))
        assert (code, "port-taken" in refused) == (2, True)
    finally:
        server.send_signal(signal.SIGTERM)
    assert ended(server)[0] == 0
