"""How long each step may take before it is late."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Limits:
    """A limit for every step.

    `resulted` is the 8th edition's for key people (results within 12 h). The others are ours, for no source gives
    them: an office sets its own.
    """

    sent: timedelta = timedelta(hours=4)
    received: timedelta = timedelta(hours=2)
    resulted: timedelta = timedelta(hours=12)
    told: timedelta = timedelta(hours=6)
    resampled: timedelta = timedelta(hours=4)
