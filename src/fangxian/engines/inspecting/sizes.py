"""How many places to look at, and what those looked at say about all of them."""

from dataclasses import dataclass
from math import ceil, sqrt

Z95 = 1.96
"""Of an interval that holds the truth 95 times in 100."""


@dataclass(frozen=True)
class Share:
    """A share with its interval. `told` False: nothing was counted, so nothing is known."""

    part: int
    whole: int
    value: float
    low: float
    high: float

    @property
    def told(self) -> bool:
        """Return whether anything was counted."""
        return self.whole > 0


def sample_size(frame: int, half_width: float = 0.1, share: float = 0.5, z: float = Z95) -> int:
    """Return how many of `frame` places to draw so that a share is known to `half_width` either way.

    `share`: what is expected; one half, the default, is the most cautious.

    >>> sample_size(6340), sample_size(6340, 0.05), sample_size(20)
    (95, 363, 17)
    """
    if frame <= 0:
        return 0
    whole = z * z * share * (1 - share) / (half_width * half_width)
    return min(frame, max(1, ceil(whole / (1 + (whole - 1) / frame))))


def estimate_share(part: int, whole: int, frame: int | None = None, z: float = Z95) -> Share:
    """Return a share with its interval by Wilson; `frame`: of how many the whole was drawn (None: of endless many).

    Where all of them were looked at, nothing is left to doubt.

    >>> estimate_share(2, 20).low < 0.1 < estimate_share(2, 20).high
    True
    >>> estimate_share(3, 10, frame=10)
    Share(part=3, whole=10, value=0.3, low=0.3, high=0.3)
    """
    if whole <= 0:
        return Share(0, 0, 0.0, 0.0, 1.0)
    value = part / whole
    if frame is not None and frame <= whole:
        return Share(part, whole, value, value, value)
    # A sample that is a good part of all of them says more: it counts as a larger one.
    size = whole if frame is None else whole * (frame - 1) / (frame - whole)
    middle = (value + z * z / (2 * size)) / (1 + z * z / size)
    half = z / (1 + z * z / size) * sqrt(value * (1 - value) / size + z * z / (4 * size * size))
    # Rounding must not put the share itself outside.
    return Share(part, whole, value, max(0.0, min(middle - half, value)), min(1.0, max(middle + half, value)))
