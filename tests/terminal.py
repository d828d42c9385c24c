"""A terminal for tests: `fangxian` in a process of its own for every command, without the seconds its start takes.

`Terminal` runs a command as `subprocess.run` would (`forking.py` says how it is done so soon); `start_terminal` runs the
installed program itself, for the few tests that are about the start.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from select import select
from tempfile import TemporaryDirectory

FANGXIAN = Path(sys.executable).with_name("fangxian")
Done = subprocess.CompletedProcess[str]
PATIENCE_S = 600
"""The longest command takes some forty seconds of an idle core."""


class Forks:
    """The process that forks, from the first command until the tests end."""

    def __init__(self, room: Path) -> None:
        self._files = {name: str(room / name) for name in ("stdout", "stderr")}
        home = {**_environment(room), "POLARS_MAX_THREADS": os.environ.get("POLARS_MAX_THREADS", "1")}
        self._process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("forking.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=home,
            cwd=Path(__file__).parent.parent,
            text=True,
        )

    def run(
        self, words: tuple[str, ...], program: str | None, environment: dict[str, str], folder: Path
    ) -> Done:
        """Run a command, or a Python program, to its end."""
        asked = {"words": words, "program": program, "environment": environment, "folder": str(folder)}
        self._process.stdin.write(json.dumps({**asked, **self._files}) + "\n")
        self._process.stdin.flush()
        ended, _, _ = select([self._process.stdout], [], [], PATIENCE_S)
        if not ended:
            self._process.kill()
            raise TimeoutError(f"fangxian {' '.join(words)} did not end in {PATIENCE_S} s")
        code = int(self._process.stdout.readline())
        said = {name: Path(path).read_text("utf-8") for name, path in self._files.items()}
        return Done(["fangxian", *words], code, **said)

    def close(self) -> None:
        """No more commands."""
        self._process.stdin.close()
        self._process.wait()


@contextmanager
def start_forks() -> Iterator[Forks]:
    """Start the process that forks, and end it afterwards."""
    with TemporaryDirectory(prefix="fangxian-forks-") as room:
        forks = Forks(Path(room))
        try:
            yield forks
        finally:
            forks.close()


@dataclass(frozen=True)
class Terminal:
    """A home, a folder to stand in, and what is set beside the tests' own environment."""

    forks: Forks
    home: Path
    folder: Path
    variables: dict[str, str] = field(default_factory=dict)

    def run(self, *words: object) -> Done:
        """Run `fangxian` with these words, whatever becomes of it."""
        return self._run(tuple(map(str, words)), None)

    def say(self, *words: object) -> str:
        """Return what `fangxian` prints; it must succeed."""
        done = self.run(*words)
        assert done.returncode == 0, f"{done.stdout[-3_000:]}\n{done.stderr[-3_000:]}"
        return done.stdout

    def program(self, text: str) -> str:
        """Run a Python program in this home and return what it prints; it must succeed."""
        done = self._run((), text)
        assert done.returncode == 0, done.stderr[-3_000:]
        return done.stdout

    def start(self, *words: object) -> "subprocess.Popen[str]":
        """Start the installed program itself."""
        return subprocess.Popen(
            [FANGXIAN, *map(str, words)],
            env=self.environment,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def _run(self, words: tuple[str, ...], program: str | None) -> Done:
        return self.forks.run(words, program, self.environment, self.folder)

    @property
    def environment(self) -> dict[str, str]:
        """What a program started here is given."""
        return {**_environment(self.home), **self.variables}


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return {**kept, "FANGXIAN_HOME": str(home)}
