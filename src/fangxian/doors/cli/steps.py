"""Showing on stderr what a command is doing."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress_bar import ProgressBar
from rich.status import Status
from rich.table import Table

from fangxian.engines.problems import Text

_WORTH_SAYING_S = 2.0


class Steps:
    """Shows on stderr what is being done; a step of over two seconds leaves its time behind."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False)
        self._status = Status("", console=self._console)
        self._step: str | None = None
        self._since = time.monotonic()

    def __call__(self, step: Text) -> None:
        """Begin a step."""
        self._close()
        self._step = f"{step.en} · {step.zh}"
        self._status.update(self._step)

    def share(self, done: float, step: Text) -> None:
        """Show how far a step has come."""
        if self._step is None or not self._step.startswith(step.en):
            self(step)
        bar = Table.grid(padding=(0, 1))
        bar.add_row(f"{step.en} · {step.zh}", ProgressBar(total=1.0, completed=done, width=30), f"{done:.0%}")
        self._status.update(bar)

    def say(self, text: str) -> None:
        """Write a line."""
        self._console.print(text, markup=False, soft_wrap=True)

    def _close(self) -> None:
        took = time.monotonic() - self._since
        if self._step and took > _WORTH_SAYING_S:
            self.say(f"{self._step} {took:.1f} s")
        self._since = time.monotonic()

    @contextmanager
    def running(self) -> Iterator["Steps"]:
        """Show the steps while the block runs."""
        with self._status:
            yield self
        self._close()
