"""What a measure needs at a door: what is asked, told or done there, of whom, and how long it takes."""

from dataclasses import dataclass
from typing import Literal

from fangxian.engines.problems import Text

AskedOf = Literal["person", "door"]
"""Each person the measure concerns there, or whoever lives or works behind the door, together."""


@dataclass(frozen=True)
class Ask:
    """One thing at the door, in `minutes`; the same `question` in two measures is the same thing, done once.

    `once`: for somebody followed over days only on the first visit. `title`: in words, where the engine has none.
    """

    question: str
    of: AskedOf
    minutes: float
    once: bool
    confidence: str
    sources: tuple[str, ...] = ()
    title: Text | None = None
