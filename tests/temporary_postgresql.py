"""A PostgreSQL cluster in a temporary folder on a port of its own. It never runs as root: initdb refuses."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_WHERE_DEBIAN_PUTS_IT = Path("/usr/lib/postgresql/15/bin")
_OWNER_WHEN_ROOT = "postgres"


@dataclass(frozen=True)
class Cluster:
    """A running cluster; `url` is what FANGXIAN_DATABASE_URL takes."""

    url: str
    folder: Path


@contextmanager
def start_cluster(folder: Path, *, durable: bool = False) -> Iterator[Cluster]:
    """Start a cluster below `folder` and stop it afterwards. `durable`: a commit is on the disk, as it should be."""
    room = Path("/tmp") / f"fangxian-pg-{os.getpid()}"
    room.mkdir(mode=0o700)
    owner = _give_away(room)
    port = _find_port()
    try:
        _run(
            owner,
            "initdb",
            "-D",
            room / "cluster",
            "-U",
            "fangxian",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
        )
        # Only on loopback, and for tests without fsync: these rows live for minutes.
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        options += "" if durable else " -c fsync=off -c full_page_writes=off"
        log = room / "log"
        _run(owner, "pg_ctl", "-D", room / "cluster", "-l", log, "-w", "-o", options, "start")
        try:
            yield Cluster(f"postgresql://fangxian@127.0.0.1:{port}/postgres", folder)
        finally:
            _run(owner, "pg_ctl", "-D", room / "cluster", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _give_away(room: Path) -> str | None:
    if os.geteuid() != 0:
        return None
    account = pwd.getpwnam(_OWNER_WHEN_ROOT)
    os.chown(room, account.pw_uid, account.pw_gid)
    return _OWNER_WHEN_ROOT


def _run(owner: str | None, program: str, *arguments: object) -> None:
    found = _WHERE_DEBIAN_PUTS_IT / program
    command = [str(found if found.exists() else program), *map(str, arguments)]
    done = subprocess.run(
        command,
        user=owner,
        group=owner,
        extra_groups=[] if owner else None,
        cwd="/tmp",
        # pg_ctl hands its streams on to the server, which would keep a pipe open for ever.
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0, f"{program} failed ({done.returncode}); see {arguments}"


def _find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
