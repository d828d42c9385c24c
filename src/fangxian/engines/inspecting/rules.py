"""What oversight rests on: grounds and ladder of sanctions, questions of a visit, figures of work. A pack fills it."""

from collections.abc import Mapping
from dataclasses import dataclass

from fangxian.engines.plans import Figure
from fangxian.engines.problems import Text

NEVER_A_GROUND = ("price-of-delay", "infector-probability", "self-reported-gap")
"""What no pack and no person can make a ground of: what a simulation reckons, who probably infected whom, and what
an office tells of itself. Whoever is punished for it stops telling."""

FACTS = ("finding", "false-proof", "not-rectified", "late-dispatch")
"""What a sanction may rest on: somebody went and looked, or a deadline passed that could have been kept."""

SEVERITIES = ("minor", "serious", "grave")


@dataclass(frozen=True)
class Ground:
    """A ground of sanctions. `rests_on`: the facts it takes, one of them at least; `most`: the highest step for it."""

    key: str
    title: Text
    rests_on: tuple[str, ...]
    most: str
    confidence: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """A step of the ladder. `names_published`: the law makes the name public; none unless a pack says so."""

    key: str
    title: Text
    authority: Text
    names_published: bool
    confidence: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """What an inspector asks at a place; a no is a finding of this severity."""

    key: str
    title: Text
    severity: str


@dataclass(frozen=True)
class WorkFigure:
    """How long a measure takes: `minutes` for each dispatch, household or person."""

    each: str
    minutes: float
    confirmed: bool


@dataclass(frozen=True)
class OversightRule:
    """The rules of oversight of one jurisdiction. `ladder` from the mildest step to the gravest."""

    id: str
    title: Text
    grounds: Mapping[str, Ground]
    never: Mapping[str, Text]
    ladder: tuple[Step, ...]
    questions: tuple[Question, ...]
    weights: Mapping[str, float]
    work: Mapping[str, WorkFigure]
    duty_from_hour: float
    duty_to_hour: float
    spread: float
    acknowledge_hours: float
    hearing_hours: float
    appeal_days: float
    rectify_hours: Mapping[str, float]
    figures: Mapping[str, Figure]
    source_titles: Mapping[str, str]

    def step(self, key: str) -> Step | None:
        """Return a step of the ladder or None."""
        return next((step for step in self.ladder if step.key == key), None)

    def rank(self, key: str) -> int:
        """Return how far up the ladder a step stands, 0 the mildest."""
        return [step.key for step in self.ladder].index(key)
