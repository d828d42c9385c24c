"""Kinds of synthetic venues and how people's days use them. Every figure is this project's assumption."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class VenueKind:
    """One kind of venue.

    `per_1000`: venues per 1,000 synthetic residents, never fewer than `at_least` in a district.
    `tail`: exponent of the Pareto law of attendance; the smaller, the more a few venues draw.
    `strongest`: the most a venue can draw, against the weakest of its kind: people are finite.
    `minutes`, `spread`: median and log standard deviation of a stay.
    """

    name: str
    zh: str
    en: str
    per_1000: float
    at_least: int
    tail: float
    strongest: float
    minutes: float
    spread: float


KINDS = (
    VenueKind("workplace", "单位", "Workplace", 30.0, 2, 1.3, 16, 510, 0.05),
    VenueKind("shop", "商店", "Shop", 10.0, 2, 1.2, 40, 25, 0.6),
    VenueKind("restaurant", "餐馆", "Restaurant", 6.0, 2, 1.5, 25, 45, 0.4),
    VenueKind("market", "农贸市场", "Market", 2.0, 1, 1.3, 15, 30, 0.5),
    VenueKind("training", "培训机构", "Training centre", 1.6, 1, 1.6, 12, 110, 0.2),
    VenueKind("school", "学校", "School", 0.7, 1, 1.6, 12, 420, 0.1),
    VenueKind("clinic", "诊所", "Clinic", 0.8, 1, 1.6, 12, 40, 0.5),
    VenueKind("hospital", "医院", "Hospital", 0.15, 1, 1.3, 30, 90, 0.5),
    VenueKind("hotel", "酒店", "Hotel", 0.5, 1, 1.4, 20, 200, 0.4),
    VenueKind("scenic", "景区", "Scenic place", 0.15, 1, 1.1, 40, 180, 0.4),
    VenueKind("theatre", "影剧院", "Cinema or theatre", 0.15, 1, 1.3, 25, 105, 0.1),
    VenueKind("station", "车站", "Station", 0.1, 1, 1.2, 40, 30, 0.5),
)
CODE = {kind.name: code for code, kind in enumerate(KINDS)}

OCCUPATIONS = (
    "at_home", "preschool", "pupil", "student", "worker",
    "health_worker", "food_worker", "teacher", "farmer", "retired",
)  # fmt: skip
"""Codes of `People.occupation`, by position."""

GROUPS = ("child", "pupil", "worker", "adult", "old")
"""Who shares one pattern of days: under 6, 6-17, employed, other adults, 65 and over."""


@dataclass(frozen=True)
class Slot:
    """A part of the day in which a person is at one place at most (minutes after local midnight)."""

    from_minute: int
    to_minute: int
    weekday: Mapping[str, tuple[float, ...]]
    weekend: Mapping[str, tuple[float, ...]]

    def shares(self, weekend: bool, density: float) -> Floats:
        """Return the share of each group (row) at each kind (column) on a day of this kind.

        `density` multiplies every outing but work; no row exceeds 1.
        """
        rows = np.zeros((len(GROUPS), len(KINDS)))
        for name, by_group in (self.weekend if weekend else self.weekday).items():
            rows[:, CODE[name]] = np.array(by_group) * (1.0 if name == "workplace" else density)
        return rows / np.maximum(rows.sum(axis=1, keepdims=True), 1.0)


_MORNING = {"market": (0.01, 0.01, 0.04, 0.14, 0.26)}
_DAYTIME = {
    "shop": (0.05, 0.10, 0.0, 0.18, 0.12),
    "restaurant": (0.01, 0.03, 0.0, 0.05, 0.02),
    "training": (0.0, 0.30, 0.0, 0.01, 0.0),
    "clinic": (0.01, 0.004, 0.001, 0.006, 0.012),
    "hospital": (0.004, 0.003, 0.001, 0.006, 0.014),
    "scenic": (0.01, 0.02, 0.002, 0.012, 0.01),
    "station": (0.002, 0.004, 0.004, 0.008, 0.003),
    "hotel": (0.001, 0.002, 0.002, 0.003, 0.001),
}
_WEEKEND = _DAYTIME | {
    "shop": (0.12, 0.18, 0.20, 0.22, 0.12),
    "restaurant": (0.05, 0.06, 0.08, 0.08, 0.03),
    "scenic": (0.04, 0.05, 0.05, 0.04, 0.02),
}
_EVENING = {"shop": (0.03, 0.05, 0.12, 0.08, 0.04), "restaurant": (0.02, 0.04, 0.13, 0.07, 0.02)}
_NIGHT = {
    "shop": (0.01, 0.03, 0.05, 0.05, 0.02),
    "restaurant": (0.0, 0.01, 0.03, 0.02, 0.0),
    "training": (0.0, 0.05, 0.01, 0.01, 0.0),
    "theatre": (0.002, 0.01, 0.012, 0.01, 0.002),
}
_WORK = {"workplace": (0.0, 0.0, 0.90, 0.0, 0.0)}
_WORK_WEEKEND = {"workplace": (0.0, 0.0, 0.28, 0.0, 0.0)}

SLOTS = (
    Slot(6 * 60 + 30, 8 * 60 + 10, _MORNING, _MORNING),
    Slot(8 * 60 + 20, 17 * 60 + 50, _WORK | _DAYTIME, _WORK_WEEKEND | _WEEKEND),
    Slot(18 * 60, 19 * 60 + 30, _EVENING, _EVENING),
    Slot(19 * 60 + 40, 22 * 60, _NIGHT, _NIGHT),
)
"""Summer holidays: nobody is at school; a third of the pupils attend a training centre."""
