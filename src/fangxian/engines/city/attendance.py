"""Who else was at a published place: synthetic people inside its real window."""

from dataclasses import dataclass

import numpy as np

from fangxian.engines.city.days import Stays

ATTENDANCE = {
    "hotel": (60, 420), "scenic": (400, 150), "theatre": (800, 95), "restaurant": (40, 45),
    "shop": (60, 20), "airport": (250, 60), "training": (40, 110), "school": (150, 240), "bank": (40, 25),
    "clinic": (25, 35), "hospital": (90, 75), "test_site": (400, 20), "workplace": (60, 480),
}  # fmt: skip
"""Kind -> (people in a full-size city on one day, median minutes of their stay). Assumed."""

LARGEST_SHARE = 0.02
"""A place draws at most this share of its city's synthetic people: small scales stay in proportion."""

OPENS, CLOSES = 8 * 60, 22 * 60
LONG_MINUTES = 16 * 60


@dataclass(frozen=True)
class Window:
    """A published window: minutes since 1970 (UTC), and the UTC minutes of the midnights it touches."""

    venue: int
    kind: str
    from_minute: int
    to_minute: int
    midnights: tuple[int, ...]


def attend(window: Window, people: tuple[int, int], rng: np.random.Generator) -> Stays:
    """Draw the people of codes [from, to) who were there, each once, with a stay inside the window.

    A short window is met while it lasts; in one of days each comes on one of them in opening hours.

    >>> evening = Window(7, "theatre", 27_000_000, 27_000_060, (26_999_000,))
    >>> len(attend(evening, (0, 10_000), np.random.default_rng(1)))
    200
    """
    expected, median = ATTENDANCE[window.kind]
    first, stop = people
    wanted = min(expected * max(len(window.midnights), 1), int(LARGEST_SHARE * (stop - first)))
    person = rng.choice(stop - first, wanted, replace=False).astype(np.int64) + first
    minutes = np.clip(median * np.exp(rng.standard_normal(wanted) * 0.4), 5, LONG_MINUTES).astype(np.int64)
    arrive = _arrivals(window, minutes, rng)
    leave = np.minimum(arrive + minutes, max(window.to_minute, window.from_minute + 5))
    venue = np.full(wanted, window.venue, dtype=np.uint32)
    return Stays(person.astype(np.uint32), venue, arrive, np.maximum(leave, arrive + 1))


def _arrivals(window: Window, minutes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    length = window.to_minute - window.from_minute
    draws = rng.random(len(minutes))
    if length <= LONG_MINUTES:
        room = np.maximum(length - np.minimum(minutes, length), 0)
        return window.from_minute + (draws * (room + 1)).astype(np.int64)
    day = np.array(window.midnights)[rng.integers(0, len(window.midnights), len(minutes))]
    room = np.maximum(CLOSES - OPENS - minutes, 0)
    arrive = day + OPENS + (draws * (room + 1)).astype(np.int64)
    return np.clip(arrive, window.from_minute, window.to_minute - 5)
