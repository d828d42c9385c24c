"""The only place that reads real time. Every service takes a `Clock`."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the world's time."""

    def now(self) -> datetime:
        """Return this instant, in UTC."""
        ...


@dataclass(frozen=True)
class SystemClock:
    """Real time, moved by the world's `offset`: a drill may run in 2021."""

    offset: timedelta = timedelta()

    def now(self) -> datetime:
        """Return this instant of the world, in UTC."""
        return datetime.now(UTC) + self.offset  # noqa: TID251 - this is the one place


@dataclass
class FixedClock:
    """A clock that stands until it is advanced; for tests and replays."""

    at: datetime

    def now(self) -> datetime:
        """Return the instant it stands at, in UTC."""
        return self.at.astimezone(UTC)

    def advance(self, by: timedelta) -> datetime:
        """Move on and return the new instant."""
        self.at += by
        return self.now()


def count_wall_ms() -> int:
    """Return real milliseconds since 1970: for ids, which must never repeat whatever a world's clock says."""
    return time.time_ns() // 1_000_000
