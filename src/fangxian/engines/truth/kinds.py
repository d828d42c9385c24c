"""Kinds of venues in the simulated town, and when who goes there. Every figure is this project's assumption."""

from collections.abc import Mapping
from dataclasses import dataclass

ROLES = ("worker", "pupil", "other")
"""Who shares a pattern of days; `Slot.weekday` and `weekend` give shares in this order."""


@dataclass(frozen=True)
class VenueKind:
    """One kind of venue.

    `residents_per_venue`: how many residents make one more venue, never fewer than two. `minutes`, `spread`:
    median and log standard deviation of a stay. `zones`: names of its parts. `sessions`: (minute of the day at
    which it begins, length). `seats`: (rows, seats a row) of each zone; who finds no seat stays at home.
    """

    name: str
    zh: str
    en: str
    residents_per_venue: int
    minutes: float
    spread: float
    zones: tuple[str, ...] = ()
    sessions: tuple[tuple[int, int], ...] = ()
    seats: tuple[int, int] | None = None


KINDS = (
    VenueKind("work", "单位", "Workplace", 60, 520, 0.05),
    VenueKind("school", "学校", "School", 900, 440, 0.04),
    VenueKind("shop", "商店", "Shop", 200, 20, 0.5),
    VenueKind("market", "菜市场", "Market", 900, 30, 0.4, zones=("hall", "yard")),
    VenueKind("mall", "商场", "Mall", 1500, 90, 0.4, zones=("1F", "2F", "3F")),
    VenueKind("restaurant", "餐馆", "Restaurant", 250, 60, 0.3, zones=("A", "B", "C")),
    VenueKind(
        "theatre", "剧院", "Theatre", 3000, 105, 0.0, ("stalls", "balcony"), ((840, 105), (1185, 105)), (16, 20)
    ),
    VenueKind(
        "train", "列车", "Train", 4000, 95, 0.0, tuple(f"{car:02d}" for car in range(1, 5)),
        ((520, 95), (960, 95)), (17, 5),
    ),
    VenueKind("boat", "游船", "Boat", 4000, 60, 0.0, ("upper", "lower"), ((600, 60), (690, 60), (900, 60))),
)  # fmt: skip
CODE = {kind.name: code for code, kind in enumerate(KINDS)}

GROUP_SIZE = {"work": 12, "school": 35}
"""Colleagues of one office and pupils of one class; the office or class is the zone."""


@dataclass(frozen=True)
class Slot:
    """A part of the day in which a person is at one place at most (minutes after local midnight)."""

    from_minute: int
    to_minute: int
    weekday: Mapping[str, tuple[float, float, float]]
    weekend: Mapping[str, tuple[float, float, float]]


_WEEKDAY = {
    "work": (0.92, 0.0, 0.0), "school": (0.0, 0.96, 0.0), "shop": (0.0, 0.0, 0.16), "mall": (0.0, 0.0, 0.05),
    "restaurant": (0.0, 0.0, 0.03), "theatre": (0.0, 0.0, 0.01), "train": (0.012, 0.004, 0.03),
    "boat": (0.0, 0.0, 0.02),
}  # fmt: skip
_WEEKEND = {
    "work": (0.22, 0.0, 0.0), "shop": (0.18, 0.16, 0.16), "mall": (0.12, 0.14, 0.07),
    "restaurant": (0.07, 0.06, 0.04), "theatre": (0.012, 0.02, 0.008), "train": (0.03, 0.03, 0.03),
    "boat": (0.03, 0.04, 0.02),
}  # fmt: skip
_MORNING = {"market": (0.03, 0.01, 0.24), "shop": (0.04, 0.03, 0.03)}
_EVENING = {"restaurant": (0.11, 0.04, 0.05), "shop": (0.11, 0.05, 0.07)}
_NIGHT = {
    "theatre": (0.024, 0.016, 0.016), "mall": (0.04, 0.03, 0.03), "restaurant": (0.03, 0.01, 0.02),
    "shop": (0.05, 0.03, 0.03),
}  # fmt: skip

SLOTS = (
    Slot(6 * 60 + 30, 8 * 60 + 10, _MORNING, _MORNING),
    Slot(8 * 60 + 20, 17 * 60 + 40, _WEEKDAY, _WEEKEND),
    Slot(18 * 60, 19 * 60 + 20, _EVENING, _EVENING),
    Slot(19 * 60 + 30, 21 * 60 + 50, _NIGHT, _NIGHT),
)
