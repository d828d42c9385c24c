"""What a text says of places: one mention each, with the place it means or the places it may mean."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Context:
    """What is known besides the text.

    within: a place the text is about; what lies in it is preferred, what is written out in full outranks it.
    near: places the text has to do with (those of an outbreak). on: the day the names are those of.
    """

    within: str = ""
    near: tuple[str, ...] = ()
    on: date | None = None


@dataclass(frozen=True)
class Scored:
    """A place a mention may mean, with its score in [0, 1] and its names from the root down."""

    code: str
    level: str
    name: str
    path: str
    score: float


@dataclass(frozen=True)
class Mention:
    """One place in a text: `text[start:end]` is what was written.

    `code` is empty where two places fit about as well, or none well enough: somebody has to be asked, and
    `candidates` are the answers to offer, the best first. `detail` is what stands behind the name and below
    the tree (3栋2单元). `begin` is where the name itself begins, after the places it lies in.
    """

    start: int
    end: int
    begin: int
    text: str
    code: str
    level: str
    name: str
    score: float
    detail: str
    candidates: tuple[Scored, ...]

    @property
    def settled(self) -> bool:
        """Whether the place is certain enough to be taken."""
        return bool(self.code)
