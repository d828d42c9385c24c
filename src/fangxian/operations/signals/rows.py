"""Signals as pages and programs see them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class SignalRow:
    """The last word on a pool, a capacity or a feed."""

    kind: str
    key: str
    place_id: str
    facts: dict[str, Any]
    recorded_at: datetime
