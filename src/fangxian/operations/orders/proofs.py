"""What counts as a proof: a tap, a count, a list or a location."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from fangxian.engines.problems import Text
from fangxian.operations.orders.problems import PROOF_NOT_ENOUGH


@dataclass(frozen=True)
class ProofGiven:
    """What somebody shows. `content`: {"count": 12}, {"items": ["…"]} or {"lat": 28.2, "lon": 113.0}; a tap needs none."""

    kind: str
    content: dict[str, Any] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        """The digest of the content."""
        return sha256(json.dumps(self.content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def check_proof(given: ProofGiven, wanted: str) -> None:
    """Raise `proof-not-enough` unless the proof is of the wanted kind and whole."""
    if given.kind != wanted:
        raise PROOF_NOT_ENOUGH(fault=f"it is a {given.kind}", fault_zh=f"为 {given.kind}", wanted=wanted)
    fault = _CHECKS[wanted](given.content)
    if fault is not None:
        raise PROOF_NOT_ENOUGH(fault=fault.en, fault_zh=fault.zh, wanted=wanted)


def _check_count(content: dict[str, Any]) -> Text | None:
    count = content.get("count")
    if isinstance(count, int) and not isinstance(count, bool) and count >= 0:
        return None
    return Text("没有数量", "there is no count")


def _check_list(content: dict[str, Any]) -> Text | None:
    items = content.get("items")
    if isinstance(items, list) and any(str(item).strip() for item in items):
        return None
    return Text("清单为空", "the list is empty")


def _check_location(content: dict[str, Any]) -> Text | None:
    lat, lon = content.get("lat"), content.get("lon")
    numbers = isinstance(lat, int | float) and isinstance(lon, int | float)
    if numbers and abs(lat) <= 90 and abs(lon) <= 180:  # type: ignore[operator, arg-type]
        return None
    return Text("没有经纬度", "there is no latitude and longitude")


def _check_tap(content: dict[str, Any]) -> Text | None:
    return None


_CHECKS: dict[str, Callable[[dict[str, Any]], Text | None]] = {
    "tap": _check_tap,
    "count": _check_count,
    "list": _check_list,
    "location": _check_location,
}
